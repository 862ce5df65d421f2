//! As much of HTTP as one page on loopback needs: a request, an answer, and the end of the connection.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Bytes and fields that the head of a request may have; browsers send far less.
const MOST_BYTES: usize = 16 << 10;
const MOST_FIELDS: usize = 64;
/// Connections at once: a browser opens six, some of them in advance.
const MOST_CONNECTIONS: usize = 64;
/// How long a client may take to ask, and to listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request that may be answered.
pub(super) struct Request<'a> {
    /// The path, without the query.
    pub(super) path: &'a str,
}

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
}

impl Answer {
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self {
            status,
            kind: "text/plain; charset=utf-8",
            body: text.to_owned(),
        }
    }

    pub(super) fn html(page: String) -> Self {
        Self {
            status: 200,
            kind: "text/html; charset=utf-8",
            body: page,
        }
    }

    fn head(&self) -> String {
        let (status, kind, length) = (self.status, self.kind, self.body.len());
        let reason = match status {
            200 => "OK",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "Bad Request",
        };
        format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
             Cache-Control: no-store\r\nContent-Security-Policy: frame-ancestors 'none'\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n\r\n"
        )
    }
}

/// Answers until the process ends.
pub(super) fn serve(listener: &TcpListener, answer: impl Fn(&Request<'_>) -> Answer + Sync) {
    let open = AtomicUsize::new(0);
    let (open, answer) = (&open, &answer);
    thread::scope(|threads| {
        for stream in listener.incoming() {
            // One that came to nothing, such as one that its client has given up.
            let Ok(stream) = stream else { continue };
            if open.fetch_add(1, Ordering::Relaxed) >= MOST_CONNECTIONS {
                open.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            threads.spawn(move || {
                // A client that has gone away misses nothing.
                let _ = converse(stream, answer);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    });
}

fn converse(mut stream: TcpStream, answer: impl Fn(&Request<'_>) -> Answer) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(head) = read_head(&mut stream)? else {
        return Ok(());
    };
    let (answer, wants_body) = answer_to(&head, answer);
    stream.write_all(answer.head().as_bytes())?;
    if wants_body {
        stream.write_all(answer.body.as_bytes())?;
    }
    stream.flush()
}

/// All up to the empty line; none where the client says nothing. What is too long is cut, and so no request.
fn read_head(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        head.extend_from_slice(&buffer[..count]);
        let is_whole = head.windows(4).any(|end| end == b"\r\n\r\n");
        if is_whole || count == 0 || head.len() > MOST_BYTES {
            return Ok((!head.is_empty()).then_some(head));
        }
    }
}

/// The answer, and whether its body is wanted.
fn answer_to(head: &[u8], answer: impl Fn(&Request<'_>) -> Answer) -> (Answer, bool) {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    let is_whole = head.len() <= MOST_BYTES && request.parse(head).is_ok_and(|s| s.is_complete());
    let (Some(method), Some(target), true) = (request.method, request.path, is_whole) else {
        return (Answer::text(400, "That is no request.\n"), true);
    };
    let mut hosts = request.headers.iter();
    let mut hosts = hosts
        .by_ref()
        .filter(|field| field.name.eq_ignore_ascii_case("host"));
    let host = hosts
        .next()
        .and_then(|field| std::str::from_utf8(field.value).ok());
    if !host.is_some_and(is_loopback) || hosts.next().is_some() {
        return (
            Answer::text(403, "Only this machine is served, under its own name.\n"),
            true,
        );
    }
    match method {
        "GET" | "HEAD" => {
            let path = target.split('?').next().unwrap_or(target);
            (answer(&Request { path }), method == "GET")
        }
        _ => (Answer::text(405, "There is nothing but GET.\n"), true),
    }
}

/// Does the name in `Host` mean this machine to everybody? A page of another site can let a name of its own lead here, and would
/// then read what is served.
fn is_loopback(host: &str) -> bool {
    let host = host.trim();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_is_what_everybody_takes_for_it() {
        for host in [
            "localhost",
            "LOCALHOST:8400",
            "127.0.0.1",
            "127.0.0.1:80",
            "[::1]",
            "[::1]:8400",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.nip.io:8400",
            "0.0.0.0",
            "10.0.0.1",
            "[::]",
            "[::1",
            "localhost@example.com",
            "127.0.0.1@x",
            "2130706433",
            "0x7f.1",
            "::1",
            "[fe80::1]:80",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
