//! Texts that would end what they stand in, begin something else, or run, if a reader of some output took them for more
//! than text: each in every place of a registry that holds text.

use errbook::load::load_text;
use errbook::model::Registry;

use crate::outputs;

/// By the reader that they are meant for.
const TEXTS: &[(&str, &str)] = &[
    ("a Rust block comment", "*/ fn main() { panic!() } /*"),
    ("a Rust literal", "\" ; panic!(\"x\") ; \""),
    ("a raw Rust literal", "\"#\"##\"### ; r#\""),
    ("a Rust attribute", "\"] #![feature(x)] #[doc = \""),
    ("a Rust escape", "\\u{41}\\x41\\n\\\\\\"),
    (
        "a format string",
        "{} {0} {:?} {x} {{}} }{ %s %n $1 ${x} #{x}",
    ),
    ("a macro's metavariable", "$crate $x:expr $($x),* "),
    ("a doctest", "```\npanic!()\n```"),
    (
        "a doctest in a language",
        "```rust,should_panic\npanic!()\n```\n~~~rust\n~~~",
    ),
    (
        "an indented doctest",
        "    panic!()\n\n\tpanic!()\n\n      panic!()",
    ),
    (
        "links of rustdoc",
        "[ApiError] [`ErrorCode::ALL`] [x](crate::ApiError) [struct@ApiError] [ApiError]: [self]",
    ),
    (
        "a link definition",
        "[a]: https://example.com\n[b]: <x> 'y'\n[//]: # (x)\n\n[a] [b]",
    ),
    ("a footnote", "[^1] and\n\n[^1]: the note"),
    ("a list of definitions", "a\n: b\n\nc\n\n: d\n:\te\n:"),
    (
        "orders to tools",
        "@ts-ignore\n@ts-expect-error\ntype: int\ntype: ignore\n-*- coding: x -*-\n!x\n/x",
    ),
    (
        "the end of a sentence, and code that shows nothing",
        "Ends here!\n```\n\n```\n",
    ),
    ("a heading", "# a\n## b ##\nc\n===\nd\n---"),
    ("a table", "a | b\n|---|:-:|\n| c \\| d | `e|f` | `g\\|h` |"),
    ("a row's end", "a |\n| b | c |"),
    ("front matter", "---\ntitle: x\n---\n+++\nx = 1\n+++"),
    ("a quote", "> a\n>> b"),
    ("lists", "- a\n* b\n+ c\n1. d\n2) e\n- [ ] f\n- [x] g"),
    ("code spans", "` `` ``` ```` a`b ``c` `` ` ``"),
    ("code of all lengths", "````````````````\n```\n`"),
    ("emphasis", "*a **b _c __d__ e_ f** g* ***h*** _i*j_k*"),
    (
        "an image",
        "![a](https://example.com/a.png) ![a][b] !\\[a](b)",
    ),
    (
        "links of other schemes",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](//x.y) [d](vbscript:x)",
    ),
    (
        "autolinks",
        "<https://example.com> <a@b.c> https://x.y www.x.y a@b.c mailto:a@b.c",
    ),
    (
        "HTML",
        "<b>a</b> <br> <script>alert(1)</script> <img src=x onerror=alert(1)> <!DOCTYPE html>",
    ),
    ("an HTML comment", "<!-- a --> --> <!-- --!> <!-- <b> "),
    (
        "HTML that is not closed",
        "<div <b </ <a href=\" <!-- <![CDATA[ <? <!x",
    ),
    (
        "the end of what holds it",
        "</code></pre></td></table></p></a></em></strong>",
    ),
    (
        "entities",
        "&lt;b&gt; &#60;b&#62; &#x3c; &amp;amp; &nosuch; &copy",
    ),
    (
        "MDX expressions",
        "{x} {/* a */} {`${x}`} {} {{ }} ${x} <>{x}</>",
    ),
    ("JSX", "<Card x={1} {...y}>a</Card> <A.B/> <a:b/> <Card"),
    (
        "modules of MDX",
        "import x from 'y'\nexport const z = 1\n\nexport default 1",
    ),
    ("directives", ":::note\na\n:::\n::b[c]{d=e} :f[g]"),
    ("mathematics", "$a$ $$b$$ \\(c\\) \\[d\\]"),
    ("JSON", "\",\"code\":\"x\",\"a\":{\"b\":[1]}}"),
    ("JSON in HTML", "</script><script>x</script> <!--<script>"),
    ("JSON of a schema", "#/$defs/Unknown $ref \"$ref\":\"#\""),
    ("XML", "]]> <![CDATA[ <?xml version='1.0'?> <!ENTITY x 'y'>"),
    ("a URL", "https://example.com/?a=b&c=\"><d>#e'f)g]"),
    (
        "a path",
        "../../etc/passwd C:\\x\\..\\y /dev/null ~root file:///x",
    ),
    (
        "files that mdBook includes",
        "{{#include /etc/passwd}} `{{#title x}}` {{ # playground a.rs}} \\{{#x}} {{&lt;</code></pre>\n\n```\n{{#include x}}\n```",
    ),
    ("a shell", "$(id) `id` ; id | id && id > x < y \\\n id"),
    (
        "a terminal",
        "\\x1b[31m \\u001b]0;x\\u0007 ^[[2J [31mred[0m",
    ),
    (
        "a template",
        "{{x}} {% x %} <%= x %> #{x} @{x} [[x]] {{{x}}}",
    ),
    (
        "letters that look alike",
        "аdmin ｆｕｌｌ ﬁ Ａ ı ſ K e\u{301} é",
    ),
    (
        "letters that join",
        "👩\u{200d}👩\u{200d}👧 ك\u{200c}ك 🏳\u{fe0f}\u{200d}🌈 \u{a0}\u{3000}a\u{2003}",
    ),
    ("backslashes", "\\ \\\\ \\\\\\ a\\\nb\\* \\` \\| \\{ \\"),
];

/// Registries that have one of the texts wherever there can be one, in every shape of envelope where that is quick.
pub fn registries() -> impl Iterator<Item = (&'static str, Registry)> {
    let long = [
        ("a long line", "*/`|{}<b>\"\\ ".repeat(200)),
        (
            "orders to tools in long lines",
            "a type: int @ts-ignore eslint-disable-next-line noqa: x ".repeat(40),
        ),
        ("many lines", "a\n- b\n```\n".repeat(100)),
    ];
    let texts = TEXTS.iter().map(|(what, text)| (*what, (*text).to_owned()));
    let envelopes = ["", "wrapper = \"\"", "fields = \"details\""];
    let texts = texts.chain(long).enumerate();
    texts.flat_map(move |(at, (what, text))| {
        // One after the other, where nothing is optimised.
        let is_chosen =
            move |index: &usize| !cfg!(debug_assertions) || *index == at % envelopes.len();
        let chosen = (0..envelopes.len()).filter(is_chosen);
        chosen.map(move |index| (what, loaded(what, &registry(envelopes[index], &text))))
    })
}

fn loaded(what: &str, toml: &str) -> Registry {
    let loaded = load_text("errors.toml", toml);
    let Some(registry) = loaded.registry else {
        panic!("{what}: {:?}", loaded.diagnostics);
    };
    registry
}

#[test]
fn texts_stay_texts_in_every_place() {
    for (what, registry) in registries() {
        if let Err(problem) = outputs::hold(&registry) {
            panic!("{what}: {problem}");
        }
    }
}

/// A registry that has `text` wherever there can be one.
fn registry(envelope: &str, text: &str) -> String {
    let lines = basic_string(text);
    let line = basic_string(&text.replace('\n', " "));
    let message = basic_string(
        &text
            .replace('\n', " ")
            .replace('{', "{{")
            .replace('}', "}}"),
    );
    format!(
        "[registry]\ntitle = {lines}\ndescription = {lines}\n\
         [envelope]\n{envelope}\n\
         [envelope.common]\nrequest_id = {{ type = \"string\", doc = {lines}, example = {lines}, header = \"X-Request-Id\" }}\n\
         [types.Place]\ndoc = {lines}\nfields = {{ path = {{ type = \"string\", doc = {lines}, example = {lines} }} }}\n\
         [types.Plan]\ndoc = {lines}\nvalues = [\"free\"]\n\
         [errors.first]\nstatus = 400\ncommon = true\nmessage = {message}\ntitle = {line}\nmeaning = {lines}\naction = {lines}\n\
         description = {lines}\nsince = {line}\nlinks = [{{ text = {line}, url = \"/x\" }}]\n\
         deprecated = {{ since = {line}, note = {lines}, use = \"second\" }}\n\
         [errors.first.fields]\ntext = {{ type = \"string?\", doc = {lines}, example = {lines} }}\n\
         plan = {{ type = \"Plan?\", doc = {lines} }}\nmap = {{ type = \"map<string>?\", doc = {lines}, example = {{ {lines} = {lines} }} }}\n\
         list = {{ type = \"string[]?\", doc = {lines}, example = [{lines}] }}\n\
         json = {{ type = \"json?\", doc = {lines}, example = {{ {lines} = [{lines}] }} }}\n\
         place = {{ type = \"Place?\", doc = {lines}, example = {{ path = {lines} }} }}\n\
         [errors.second]\nstatus = 500\ncommon = true\nmessage = \"Second.\"\nmeaning = \"`code` {inside}\"\n\
         [retired]\nold = {{ since = {line}, use = \"second\", reason = {lines} }}\n\
         [operations.run]\ndoc = {lines}\nerrors = [\"first\", \"second\"]\n\
         [outputs.html]\n[outputs.markdown]\ncolumns = [\"code\", \"http\", \"meaning\", \"action\", \"retry\", \"fields\", \"since\"]\n\
         [outputs.rust]\nfeatures = [\"utoipa\", \"schemars\", \"aide\"]\n",
        inside = &lines[1..lines.len() - 1],
    )
}

/// A basic string of TOML: JSON has the same escapes.
fn basic_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
