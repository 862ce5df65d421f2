//! A server that answers with the errors of a registry, as its samples are: `/0/2` fails twice with the first code.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Result, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use errbook::model::Registry;

pub struct Server {
    pub address: String,
    requests: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Server {
    /// Serves until the test ends.
    pub fn start(registry: &Registry) -> Self {
        let responses = registry.codes.iter();
        Self::answering(responses.map(|code| registry.sample_response(code)))
    }

    /// Serves these responses.
    pub fn answering(responses: impl Iterator<Item = String>) -> Self {
        let responses: Vec<_> = responses.collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::new(Mutex::new(BTreeMap::new()));
        let counts = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is its own affair.
                let _ = answer(stream, &responses, &counts);
            }
        });
        Self { address, requests }
    }

    /// How many requests there were.
    pub fn requests(&self, path: &str) -> usize {
        self.requests
            .lock()
            .unwrap()
            .get(path)
            .copied()
            .unwrap_or_default()
    }
}

fn answer(
    stream: TcpStream,
    responses: &[String],
    counts: &Mutex<BTreeMap<String, usize>>,
) -> Result<()> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let lower = head.to_ascii_lowercase();
    let length = lower
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let earlier = {
        let mut counts = counts.lock().unwrap();
        let count = counts.entry(path.clone()).or_default();
        *count += 1;
        *count - 1
    };
    let mut numbers = path[1..]
        .split('/')
        .map(|number| number.parse::<usize>().unwrap());
    let (code, failures) = (numbers.next().unwrap(), numbers.next().unwrap());
    let response = if earlier < failures {
        responses[code].as_str()
    } else {
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"ok\":true}"
    };
    let (head, body) = response.split_once("\n\n").unwrap();
    let head = head.replace('\n', "\r\n");
    let length = body.len();
    let mut stream = reader.into_inner();
    write!(
        stream,
        "{head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
