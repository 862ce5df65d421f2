//! `errbook serve` over real connections, and `errbook generate --watch`: what runs until it is ended.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than anything takes on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(30);

const REGISTRY: &str =
    "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\nmeaning = \"It is gone.\"\n";
const WRONG: &str = "[errors.gone]\nstatus = 200\nmessage = \"<b>Gone.\"\n";

/// A folder with a registry, and a command that runs there until this is dropped.
struct Running {
    folder: TempDir,
    child: Child,
    /// The lines of standard output, and of standard error.
    lines: Receiver<String>,
}

impl Running {
    fn new(arguments: &[&str], registry: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("errors.toml"), registry).unwrap();
        Self::within(folder, arguments)
    }

    fn within(folder: TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        let command = command.args(arguments).current_dir(folder.path());
        let command = command.env("XDG_CACHE_HOME", folder.path().join("cache"));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let other = sender.clone();
        thread::spawn(move || {
            BufReader::new(out)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        thread::spawn(move || {
            BufReader::new(err)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| other.send(line))
        });
        Self {
            folder,
            child,
            lines,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn save(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Waits for a line that has this in it.
    fn line(&self, wanted: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(wanted) => return line,
                Ok(line) => seen.push(line),
                Err(_) => break,
            }
        }
        panic!("{wanted:?} was not printed, but {seen:#?}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server, and its address.
fn server(registry: &str) -> (Running, String) {
    let running = Running::new(&["serve", "--port", "0"], registry);
    let line = running.line("http://");
    let address = line
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap();
    let address = address.to_owned();
    (running, address)
}

/// Sends bytes and reads all that is answered: status, head and body.
fn send(address: &str, request: &[u8]) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_owned(), body.to_owned())
}

fn get(address: &str, path: &str) -> (u16, String, String) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    send(address, request.as_bytes())
}

/// Asks until the page has this in it.
fn page_with(address: &str, wanted: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let (_, _, page) = get(address, "/");
        if page.contains(wanted) {
            return page;
        }
        assert!(Instant::now() < end, "{wanted:?} is not in\n{page}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_reference_is_served() {
    let (running, address) = server(REGISTRY);
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    for path in ["/", "/index.html", "/?x=y"] {
        let (status, head, page) = get(&address, path);
        assert_eq!(status, 200, "{path}");
        assert!(
            head.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"),
            "{head}"
        );
        assert!(
            head.contains(&format!("\r\nContent-Length: {}\r\n", page.len())),
            "{head}"
        );
        assert!(
            head.contains("\r\nX-Content-Type-Options: nosniff"),
            "{head}"
        );
        assert!(
            head.contains("\r\nCross-Origin-Resource-Policy: same-origin"),
            "{head}"
        );
        assert!(page.contains("It is gone.") && page.contains("fetch(\"/version\""));
    }
    assert!(!running.path("generated").exists(), "nothing is written");
}

#[test]
fn what_is_saved_is_shown_and_what_is_wrong_too() {
    let (running, address) = server(REGISTRY);
    let (_, _, first) = get(&address, "/version");
    let (_, _, same) = get(&address, "/version");
    assert_eq!(first, same, "nothing was saved");
    assert!(page_with(&address, "It is gone.").contains(&format!(">{first}<")));

    running.save("errors.toml", WRONG);
    let page = page_with(&address, "The registry has mistakes");
    assert!(page.contains("error[status-range]"), "{page}");
    assert!(page.contains("--&gt; errors.toml:2:10"), "{page}");
    assert!(!page.contains("<b>Gone"), "{page}");
    assert_ne!(get(&address, "/version").2, first);

    running.save("errors.toml", &REGISTRY.replace("It is gone", "It went"));
    page_with(&address, "It went.");

    fs::remove_file(running.path("errors.toml")).unwrap();
    page_with(&address, "cannot read errors.toml");
    running.save("errors.toml", REGISTRY);
    page_with(&address, "It is gone.");
}

/// A name of another site that leads here reads nothing.
#[test]
fn other_hosts_are_refused() {
    let (_running, address) = server(REGISTRY);
    for head in [
        "Host: example.com",
        "Host: localhost.example.com",
        "Host: 127.0.0.1.example.com",
        "Host:",
        "Host: localhost\r\nHost: example.com",
        "X-Forwarded-Host: localhost",
    ] {
        for path in ["/", "/version"] {
            let request = format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n");
            let (status, _, body) = send(&address, request.as_bytes());
            assert_eq!(status, 403, "{head}");
            assert!(!body.contains("gone"), "{body}");
        }
    }
    for host in ["localhost", "LocalHost:1", "[::1]:8400", "127.0.0.1"] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        assert_eq!(send(&address, request.as_bytes()).0, 200, "{host}");
    }
}

#[test]
fn whatever_is_sent_is_answered() {
    let (running, address) = server(REGISTRY);
    let host = "Host: localhost\r\n\r\n";
    for (request, expected) in [
        (format!("POST / HTTP/1.1\r\n{host}"), 405),
        (format!("GET /errors.toml HTTP/1.1\r\n{host}"), 404),
        (format!("GET /../errors.toml HTTP/1.1\r\n{host}"), 404),
        (format!("GET /%2e%2e/errors.toml HTTP/1.1\r\n{host}"), 404),
        (format!("GET http://localhost/ HTTP/1.1\r\n{host}"), 404),
        (format!("GET\r\n{host}"), 400),
        ("\r\n\r\n\0\u{1}".to_owned(), 400),
        (
            format!("GET /{} HTTP/1.1\r\n{host}", "x".repeat(16_500)),
            400,
        ),
        (
            format!("GET / HTTP/1.1\r\n{}{host}", "X: y\r\n".repeat(100)),
            400,
        ),
    ] {
        assert_eq!(
            send(&address, request.as_bytes()).0,
            expected,
            "{request:.60?}"
        );
    }
    let (status, head, body) = send(&address, format!("HEAD / HTTP/1.1\r\n{host}").as_bytes());
    assert_eq!((status, body.as_str()), (200, ""));
    assert!(!head.contains("Content-Length: 0"), "{head}");
    // Who connects and says nothing keeps nobody waiting.
    let silent: Vec<_> = (0..10)
        .map(|_| TcpStream::connect(&address).unwrap())
        .collect();
    let asked = Instant::now();
    assert_eq!(get(&address, "/").0, 200);
    assert!(asked.elapsed() < Duration::from_secs(5));
    drop((silent, running));
}

#[test]
fn a_port_that_is_taken_is_said() {
    let (_running, address) = server(REGISTRY);
    let port = address.rsplit(':').next().unwrap();
    let other = Running::new(&["serve", "--port", port], REGISTRY);
    let line = other.line("cannot listen");
    assert!(line.contains(port) && line.contains("--port 0"), "{line}");
}

#[test]
fn each_save_is_generated() {
    let running = Running::new(&["generate", "--watch"], REGISTRY);
    running.line("watching errors.toml; Ctrl-C ends it");
    running.line("1 code, ");
    let page = || fs::read_to_string(running.path("generated/docs/errors.md")).unwrap_or_default();
    assert!(page().contains("It is gone."));

    running.save("errors.toml", &REGISTRY.replace("It is gone", "It went"));
    running.line("wrote generated/docs/errors.md");
    running.line("1 code, ");
    assert!(page().contains("It went."));

    running.save("errors.toml", WRONG);
    running.line("error[status-range]");
    running.line("error: errors.toml: 1 mistake");
    assert!(
        page().contains("It went."),
        "a registry with a mistake changes nothing"
    );

    // Saved as editors save: a new file that takes the old one's place.
    running.save("errors.toml~", REGISTRY);
    fs::rename(running.path("errors.toml~"), running.path("errors.toml")).unwrap();
    running.line("wrote generated/docs/errors.md");
    running.line("1 code, ");
    assert!(page().contains("It is gone."));
}

#[test]
fn saves_of_included_files_are_generated_and_new_ones_found() {
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    save(
        "errors.toml",
        &format!("include = [\"more/*.toml\"]\n{REGISTRY}"),
    );
    save(
        "more/a.toml",
        "[errors.a]\nstatus = 400\nmessage = \"A.\"\n",
    );
    let running = Running::within(folder, &["generate", "--watch"]);
    running.line("2 codes, ");
    running.save(
        "more/a.toml",
        "[errors.a]\nstatus = 400\nmessage = \"Another.\"\n",
    );
    running.line("wrote generated/docs/errors.md");
    running.line("2 codes, ");
    running.save(
        "more/b.toml",
        "[errors.b]\nstatus = 400\nmessage = \"B.\"\n",
    );
    running.line("3 codes, ");
    fs::remove_file(running.path("more/b.toml")).unwrap();
    running.line("2 codes, ");
}

/// A link that leads nowhere stops the first run, before it is known what else there is to watch.
#[cfg(unix)]
#[test]
fn what_could_not_be_read_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    let registry = format!("include = [\"more/*.toml\"]\n{REGISTRY}");
    fs::write(folder.path().join("errors.toml"), registry).unwrap();
    std::os::unix::fs::symlink("gone.toml", folder.path().join("more/a.toml")).unwrap();
    let running = Running::within(folder, &["generate", "--watch"]);
    running.line("error: cannot read more/a.toml");
    running.save(
        "more/gone.toml",
        "[errors.a]\nstatus = 400\nmessage = \"A.\"\n",
    );
    running.line("2 codes, ");
}

#[test]
fn what_is_ended_leaves_nothing_half_done() {
    let mut running = Running::new(&["generate", "--watch", "--quiet"], REGISTRY);
    let made = running.path("generated/docs/errors.md");
    let end = Instant::now() + PATIENCE;
    while !Path::exists(&made) {
        assert!(Instant::now() < end);
        thread::sleep(Duration::from_millis(20));
    }
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_errbook"));
    let check = check
        .args(["generate", "--quiet"])
        .current_dir(running.folder.path());
    assert!(check.status().unwrap().success());
}

#[test]
fn watching_goes_with_nothing_that_only_looks() {
    for other in ["--check", "--dry-run"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        let output = command
            .args(["generate", "--watch", other])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{other}");
    }
}
