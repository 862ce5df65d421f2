//! scratch
use errbook::{diag::render, load::load_text};
use std::time::Instant;
fn fill(unit: impl Fn(usize) -> String, size: usize) -> String {
    let mut s = String::with_capacity(size + 100);
    let mut n = 0;
    while s.len() < size {
        let u = unit(n);
        if s.len() + u.len() > size {
            break;
        }
        s.push_str(&u);
        n += 1;
    }
    s
}
fn main() {
    let size = std::env::args()
        .nth(1)
        .map_or(16 << 20, |a| a.parse::<usize>().unwrap());
    let only = std::env::args().nth(2);
    let code = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    let rep = |u: &str| u.repeat(size / u.len());
    let n = size / 16384; // 1024 at 16 MiB
    let cases: Vec<(&str, Box<dyn Fn() -> String>)> = vec![
        (
            "65537 codes",
            Box::new(move || {
                (0..65537.min(n * 64 + 1))
                    .map(|n| format!("[errors.c{n}]\nstatus=400\nmessage=\"x\"\n"))
                    .collect()
            }),
        ),
        (
            "10000 duplicate tables",
            Box::new(move || {
                (0..10000)
                    .map(|_| "[errors.c]\nstatus=400\nmessage=\"x\"\n".to_owned())
                    .collect()
            }),
        ),
        (
            "10000 duplicate wires",
            Box::new(move || {
                (0..10000)
                    .map(|n| format!("[errors.c{n}]\ncode=\"x\"\nstatus=400\nmessage=\"x\"\n"))
                    .collect()
            }),
        ),
        (
            "brackets",
            Box::new(move || code.to_owned() + "a = " + &rep("[")),
        ),
        ("headers open", Box::new(move || rep("["))),
        ("lines of [", Box::new(move || rep("[\n"))),
        (
            "braces",
            Box::new(move || code.to_owned() + "a = " + &rep("{")),
        ),
        ("a={", Box::new(move || code.to_owned() + &rep("a={"))),
        ("close", Box::new(move || rep("]"))),
        ("quotes", Box::new(move || rep("\""))),
        (
            "a = quotes",
            Box::new(move || "a = ".to_owned() + &rep("\"")),
        ),
        ("squotes", Box::new(move || rep("'"))),
        (
            "long string",
            Box::new(move || format!("{code}meaning = \"{}\"", "x".repeat(size - 100))),
        ),
        (
            "long placeholder",
            Box::new(move || {
                format!(
                    "[errors.a]\nstatus=400\nmessage = \"{}\"",
                    fill(|n| format!("{{a{n}}}"), size - 100)
                )
            }),
        ),
        (
            "same placeholder",
            Box::new(move || {
                format!(
                    "[errors.a]\nstatus=400\nmessage = \"{}\"",
                    "{a}".repeat(size / 3 - 100)
                )
            }),
        ),
        (
            "long key",
            Box::new(move || format!("[errors.{}]\nstatus=400", "x".repeat(size - 100))),
        ),
        ("a.a.a", Box::new(move || rep("a."))),
        ("a.a.a = 1", Box::new(move || rep("a.") + "a = 1")),
        ("dup keys", Box::new(move || rep("a = 1\n"))),
        ("dup dotted", Box::new(move || rep("a.b = 1\n"))),
        ("invalid lines", Box::new(move || rep("x\n"))),
        (
            "invalid values",
            Box::new(move || fill(|n| format!("a{n} = x\n"), size)),
        ),
        ("yaml", Box::new(move || rep("x: y\n"))),
        ("zwsp comments", Box::new(move || rep("#\u{200b}\n"))),
        (
            "zwsp comment line",
            Box::new(move || "#".to_owned() + &rep("\u{200b}")),
        ),
        (
            "zwsp values",
            Box::new(move || format!("x = [{}]", fill(|_| "\"\u{200b}\",".into(), size - 100))),
        ),
        (
            "unknown keys",
            Box::new(move || fill(|n| format!("a{n} = 1\n"), size)),
        ),
        (
            "unknown keys in one line",
            Box::new(move || format!("x = {{ {} }}", fill(|n| format!("a{n}=1,"), size - 100))),
        ),
        (
            "unknown keys of a code, one line",
            Box::new(move || {
                format!(
                    "errors.x = {{ {} }}",
                    fill(|n| format!("a{n}=1,"), size - 100)
                )
            }),
        ),
        (
            "unknown stauts",
            Box::new(move || fill(|n| format!("stats{n} = 1\n"), size)),
        ),
        (
            "unknown uses",
            Box::new(move || {
                fill(
                    |n| {
                        format!(
                            "[errors.code_number_{n}]\nstatus=400\nmessage=\"x\"\ndeprecated.use=\"code_numbre_{n}\"\n"
                        )
                    },
                    size.min(6 << 20),
                )
            }),
        ),
        (
            "unknown types",
            Box::new(move || fill(|n| format!("[types.T{n}]\nfields.a=\"Unknown{n}\"\n"), size)),
        ),
        (
            "type chain",
            Box::new(move || fill(|n| format!("[types.T{n}]\nfields.a=\"T{}\"\n", n + 1), size)),
        ),
        (
            "type circle",
            Box::new(move || {
                let m = size / 40;
                (0..m)
                    .map(|n| format!("[types.T{n}]\nfields.a=\"T{}\"\n", (n + 1) % m))
                    .collect()
            }),
        ),
        (
            "use chain",
            Box::new(move || {
                (0..60000.min(n * 60))
                    .map(|n| {
                        format!(
                            "[errors.c{n}]\nstatus=400\nmessage=\"x\"\ndeprecated.use=\"c{}\"\n",
                            n + 1
                        )
                    })
                    .collect()
            }),
        ),
        (
            "fields",
            Box::new(move || {
                format!(
                    "{code}[errors.gone.fields]\n{}",
                    fill(|n| format!("f{n}=\"u32?\"\n"), size - 100)
                )
            }),
        ),
        (
            "common x codes",
            Box::new(move || {
                format!(
                    "[envelope.common]\n{}{}",
                    fill(|n| format!("f{n}x=\"u32?\"\n"), size / 8),
                    fill(
                        |n| format!("[errors.c{n}]\nstatus=400\nmessage=\"x\"\n"),
                        size / 2
                    )
                )
            }),
        ),
        (
            "values",
            Box::new(move || {
                format!(
                    "{code}[types.T]\nvalues=[{}]",
                    fill(|n| format!("\"v{n}\","), size - 100)
                )
            }),
        ),
        (
            "aliases",
            Box::new(move || {
                format!(
                    "{code}aliases=[{}]",
                    fill(|n| format!("\"v{n}\","), size - 100)
                )
            }),
        ),
        (
            "bad aliases",
            Box::new(move || {
                format!(
                    "{code}aliases=[{}]",
                    fill(|n| format!("\"v {n}\","), size - 100)
                )
            }),
        ),
        (
            "columns",
            Box::new(move || {
                format!(
                    "{code}[outputs.markdown]\ncolumns=[{}]",
                    fill(|_| "\"code\",".to_string(), size - 100)
                )
            }),
        ),
        (
            "unclosed x many",
            Box::new(move || fill(|n| format!("[errors.c{n}]\nstatus=[\n"), size)),
        ),
        (
            "unclosed ml x many",
            Box::new(move || fill(|n| format!("[errors.c{n}]\nmessage=\"\"\"\n"), size)),
        ),
        (
            "too deep x many",
            Box::new(move || {
                fill(
                    |n| {
                        format!(
                            "a{n}.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b=1\n"
                        )
                    },
                    size,
                )
            }),
        ),
        (
            "conflict marks",
            Box::new(move || rep("<<<<<<< x\n=======\n")),
        ),
        ("conflict marks 2", Box::new(move || rep("=======\n"))),
        (
            "headers without close",
            Box::new(move || rep("errors.x]\n")),
        ),
        ("dup dotted headers", Box::new(move || rep("[a.b]\n"))),
        ("arrays of tables", Box::new(move || rep("[[a]]\n"))),
        ("cr", Box::new(move || rep("\r"))),
        ("crlf", Box::new(move || rep("\r\n"))),
        ("nul", Box::new(move || rep("\0"))),
        (
            "statuses",
            Box::new(move || {
                fill(|n| format!("{n} = \"x\"\n"), size).replacen("", "[statuses]\n", 1)
            }),
        ),
        (
            "escapes",
            Box::new(move || format!("{code}meaning=\"{}\"", "\\u200b".repeat(size / 6 - 100))),
        ),
        (
            "deep parens pattern",
            Box::new(move || {
                format!(
                    "{code}fields.a={{type=\"string?\",pattern=\"{}\",example=\"a\"}}",
                    "(".repeat(size / 2 - 100)
                )
            }),
        ),
        (
            "closed parens pattern",
            Box::new(move || {
                format!(
                    "{code}fields.a={{type=\"string?\",pattern=\"{}{}\",example=\"a\"}}",
                    "(".repeat(20000),
                    ")".repeat(20000)
                )
            }),
        ),
        (
            "big classes pattern",
            Box::new(move || {
                format!(
                    "{code}fields.a={{type=\"string?\",pattern=\"{}\",example=\"a\"}}",
                    "a{1000}".repeat(size / 8 - 100)
                )
            }),
        ),
        (
            "nested repeats",
            Box::new(move || {
                format!(
                    "{code}fields.a={{type=\"string?\",pattern=\"^((((a{{0,1000}}){{0,1000}}){{0,1000}}){{0,1000}})$\",example=\"{}b\"}}",
                    "a".repeat(50)
                )
            }),
        ),
        (
            "catastrophic",
            Box::new(move || {
                format!(
                    "{code}fields.a={{type=\"string?\",pattern=\"^(a+)+$\",example=\"{}b\"}}",
                    "a".repeat(28)
                )
            }),
        ),
    ];
    for (name, make) in cases {
        if only.as_deref().is_some_and(|o| !name.contains(o)) {
            continue;
        }
        let text = make();
        let t = Instant::now();
        let loaded = load_text("errors.toml", &text);
        let load = t.elapsed();
        let t = Instant::now();
        let shown = render::text(&loaded.diagnostics, &loaded.sources, false);
        let show = t.elapsed();
        let first = loaded
            .diagnostics
            .first()
            .map(|d| (d.rule.id, d.message.chars().take(50).collect::<String>()));
        println!(
            "{name:30} {:>9} bytes load {:>7.3}s show {:>7.3}s {:>6}+{} diags {:>10} shown {:?}",
            text.len(),
            load.as_secs_f64(),
            show.as_secs_f64(),
            loaded.diagnostics.len(),
            loaded.unlisted,
            shown.len(),
            first
        );
    }
}
