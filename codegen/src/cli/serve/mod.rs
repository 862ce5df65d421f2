//! `errbook serve`
//!
//! Nothing is written, and nothing is done while nobody looks: a request finds out whether the registry was saved. The page asks
//! for the number of what it shows a few times a second, and loads itself anew once there is another.

mod http;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::session::{Failure, Outcome, Session};
use super::watch::{Origin, Watch};
use crate::diag::render;
use crate::emit::html;
use crate::escape::Rendered as _;
use crate::escape::html::Template;
use crate::load::{self, Loaded};
use http::{Answer, Request};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The port on this machine's loopback interface; 0: one that is free
    #[arg(long, value_name = "PORT", default_value_t = 8400)]
    port: u16,
}

const EXAMPLES: &str = "\
Examples:
  errbook serve               then open http://127.0.0.1:8400/
  errbook serve --port 0      on a port that is free";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let path = session.registry()?;
    let failed = |error| {
        let port = arguments.port;
        Failure::Disk(format!(
            "cannot listen on port {port}: {error}; `--port 0` takes one that is free"
        ))
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    session.print(format!(
        "http://{address}/ shows {}; Ctrl-C ends it",
        path.display()
    ));
    session.conclude(Ok(()));
    let site = Mutex::new(Site::new(path));
    http::serve(&listener, |request| {
        // Whoever panicked has left a page that is whole.
        let mut site = site.lock().unwrap_or_else(PoisonError::into_inner);
        site.answer(request)
    });
    Ok(())
}

/// What is shown of a registry.
struct Site {
    registry: PathBuf,
    watch: Watch,
    page: String,
    /// Of what the page shows: never the same again, be the server another one.
    version: u64,
}

impl Site {
    fn new(registry: PathBuf) -> Self {
        let mut site = Self {
            watch: Watch::new(&registry),
            registry,
            page: String::new(),
            version: 0,
        };
        site.render();
        site
    }

    fn answer(&mut self, request: &Request<'_>) -> Answer {
        if !matches!(request.path, "/" | "/index.html" | "/version") {
            return Answer::text(404, "There is the reference at /, and nothing else.\n");
        }
        if self.watch.has_changed() {
            self.render();
        }
        match request.path {
            "/version" => Answer::text(200, &self.version.to_string()),
            _ => Answer::html(self.page.clone()),
        }
    }

    fn render(&mut self) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |time| time.as_nanos());
        self.version = u64::try_from(now).unwrap_or(self.version + 1);
        let (page, origin) = match load::load(&self.registry) {
            Ok(loaded) => (shown(&loaded, self.version), Origin::of(&loaded)),
            Err(error) => (
                html::mistakes(&error.to_string(), self.version),
                Origin::default(),
            ),
        };
        self.watch.learn(origin);
        self.page = page.into_text();
    }
}

fn shown(loaded: &Loaded, version: u64) -> Template {
    if let Some(registry) = &loaded.registry {
        return html::served(registry, version);
    }
    let text = render::text(&loaded.diagnostics, &loaded.sources, false);
    html::mistakes(&text, version)
}
