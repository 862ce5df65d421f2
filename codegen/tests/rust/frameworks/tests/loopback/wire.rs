//! HTTP/1.1 by hand, so that nothing that a server sends is hidden by a client.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// What came back, byte by byte and taken apart.
pub struct Answer {
    pub raw: Vec<u8>,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The values of all headers of this name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter();
        let named = named.filter(|(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    fn read(raw: Vec<u8>) -> Self {
        let end = raw.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head: {}", String::from_utf8_lossy(&raw)));
        let head = String::from_utf8_lossy(&raw[..end]).into_owned();
        let (line, headers) = head.split_once("\r\n").unwrap();
        let headers = headers.lines().map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.trim().to_owned())
        });
        let answer = Self {
            status: line.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.collect(),
            body: raw[end + 4..].to_vec(),
            raw,
        };
        let length = answer.body.len().to_string();
        assert_eq!(answer.all("Content-Length"), [length], "{head}");
        answer
    }
}

/// A GET on a connection of its own; each of `accept` is a header line.
pub fn get(server: SocketAddr, path: &str, accept: &[&str]) -> Answer {
    let accept = accept.iter().map(|value| format!("Accept: {value}\r\n"));
    let accept = accept.collect::<Vec<_>>().concat();
    send(server, &format!("GET {path}"), &accept, "")
}

/// A request on a connection of its own; `headers` are whole lines.
pub fn send(server: SocketAddr, request: &str, headers: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(server).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let head =
        format!("{request} HTTP/1.1\r\nHost: {server}\r\n{headers}Connection: close\r\n\r\n");
    stream.write_all((head + body).as_bytes()).unwrap();
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw).unwrap();
    Answer::read(raw)
}

/// A server that reads a request and lets `answer` do the rest.
pub fn server(answer: impl Fn(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                request.extend(byte);
            }
            answer(stream);
        }
    });
    address
}
