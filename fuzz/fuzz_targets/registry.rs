//! Any bytes as a registry: it is loaded, checked and rendered into every output, or refused with diagnostics whose places
//! are in the file and which can be shown in every form.
#![no_main]

use std::hint::black_box;

use errbook::diag::render;
use errbook::load::{Loaded, load_bytes};
use errbook::source::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let loaded = load_bytes("errors.toml", bytes);
    for diagnostic in &loaded.diagnostics {
        inside(&diagnostic.span, &loaded);
        if let Some((span, _)) = &diagnostic.related {
            inside(span, &loaded);
        }
    }
    let shown = render::text(&loaded.diagnostics, &loaded.sources, false);
    let is_hidden = |c: char| c.is_control() && c != '\n';
    assert!(!shown.contains(is_hidden), "{shown:?}");
    black_box(render::text(&loaded.diagnostics, &loaded.sources, true));
    if let Some(registry) = &loaded.registry {
        black_box(errbook::emit::all(registry));
    } else {
        assert!(!loaded.diagnostics.is_empty());
    }
});

fn inside(span: &Span, loaded: &Loaded) {
    let text = &loaded.sources.get(span.file).text;
    assert!(text.get(span.bytes.clone()).is_some(), "{span:?}");
}
