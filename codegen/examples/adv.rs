//! scratch
use errbook::{diag::render, load::load_bytes};
fn main() {
    let mut bad = 0;
    let mut files: Vec<_> = std::fs::read_dir("tests/adversarial")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().unwrap() == "toml")
        .collect();
    files.sort();
    for f in files {
        let why = std::fs::read_to_string(f.with_extension("why")).unwrap();
        let get = |k: &str| {
            why.lines()
                .find_map(|l| l.strip_prefix(&format!("{k} = ")))
                .map(|v| v.trim_matches('"').to_owned())
        };
        let l = load_bytes("errors.toml", &std::fs::read(&f).unwrap());
        let accept = get("expect").unwrap() == "accept";
        let places: Vec<_> = l
            .diagnostics
            .iter()
            .map(|d| {
                let p = l.sources.position(&d.span);
                (p.line, p.column, d.rule.id)
            })
            .collect();
        let ok = if accept {
            l.registry.is_some()
        } else {
            let line: usize = get("line").unwrap().parse().unwrap();
            let col: Option<usize> = get("col").map(|c| c.parse().unwrap());
            l.registry.is_none()
                && places
                    .iter()
                    .any(|p| p.0 == line && col.is_none_or(|c| p.1 == c))
        };
        if !ok {
            bad += 1;
        }
        println!(
            "{} {} {:?} want {:?}:{:?} {}",
            if ok { "ok " } else { "BAD" },
            f.file_name().unwrap().to_string_lossy(),
            places.iter().take(4).collect::<Vec<_>>(),
            get("line"),
            get("col"),
            get("rule").unwrap()
        );
        if std::env::args().len() > 1 {
            println!(
                "{}",
                render::text(
                    &l.diagnostics[..l.diagnostics.len().min(3)],
                    &l.sources,
                    false
                )
            );
        }
    }
    println!("bad {bad}");
}
