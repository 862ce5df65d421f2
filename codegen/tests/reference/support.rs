//! The files that each page is made of.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/emit/html/support")
}

fn read(name: &str) -> String {
    let text = fs::read_to_string(folder().join(name)).expect("a support file");
    text.replace("\r\n", "\n")
}

/// As Content Security Policy Level 3 has it.
fn hash(name: &str) -> String {
    let digest = Sha256::digest(read(name).as_bytes());
    format!("'sha256-{}'", BASE64_STANDARD.encode(digest))
}

/// The policy names the page's own style and scripts, and nothing else. A test that fails and blesses.
#[test]
fn the_policy_names_what_may_run() {
    let (style, theme, script) = (hash("page.css"), hash("theme.js"), hash("page.js"));
    let reload = hash("reload.js");
    for (name, scripts, more) in [
        ("policy.html", format!("{theme} {script}"), ""),
        (
            "policy-served.html",
            format!("{theme} {script} {reload}"),
            "connect-src 'self'; ",
        ),
    ] {
        let policy = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {scripts}; \
             style-src {style}; img-src data:; {more}base-uri 'none'; form-action 'none'\">\n"
        );
        if read(name) != policy {
            fs::write(folder().join(name), policy).expect("the policy is written");
            panic!("{name} was out of date; it has been written anew: look at it and commit it");
        }
    }
}

/// What ends a script or a style would end it in the page too.
#[test]
fn nothing_ends_a_script_or_style() {
    for name in ["page.js", "theme.js", "reload.js", "page.css"] {
        let text = read(name).to_ascii_lowercase();
        for end in ["</script", "</style", "<!--", "@import", "url("] {
            assert!(!text.contains(end), "{name} has {end}");
        }
    }
}

/// Scripts make text of text: there is no way from it to code or to elements, and none out of the page.
#[test]
fn scripts_have_no_way_to_run_text() {
    let doors = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "setAttribute(\"on",
        "import(",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "createContextualFragment",
        "DOMParser",
    ];
    for name in ["page.js", "theme.js"] {
        let text = read(name);
        for door in doors.iter().chain(&["fetch("]) {
            assert!(!text.contains(door), "{name} has {door}");
        }
    }
}
