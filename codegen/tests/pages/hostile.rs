//! Texts that want to end a region, to begin one, or to be more than text where they stand in a page.

use errbook::emit;
use errbook::load::load;
use errbook::model::Part;

use crate::site::Site;

#[path = "../markdown/hostile.rs"]
mod markdown;

/// Texts that are meant for pages.
pub const TEXTS: &[&str] = &[
    "{/* errbook:end */}",
    "a\n{/* errbook:end */}\nb",
    "<!-- errbook:end -->",
    "a\n<!-- errbook:end 00000000 -->\n\n<!-- errbook:table -->",
    "/* errbook:end */ /* errbook:count */",
    "# errbook:end",
    "`{/* errbook:end */}` and ``<!-- errbook:end -->``",
    "`` {/* errbook:end */}",
    "*/} --> */ }}",
    "---",
    "a\n---\ntitle: mine\n---\n# errbook:end",
    "\"quotes\" 'and' \\\" \\ ${x} #{x}",
    "key: \"value\" # no comment",
    "```\n{/* errbook:end */}\n```\n~~~\n<!-- errbook:end -->\n~~~",
    "```\nnot closed\n{/* errbook:end */}",
    "{{#include /etc/passwd}} `{{#include /etc/passwd}}` `{{ #title x }}`",
    "```\n{{#include /etc/passwd}}\n```",
    "\\{{#include x}} {{#playground x}} {{#rustdoc_include x}}",
    ":name[label]{a=b} a:b ::leaf[x]\n:::danger\nx\n:::",
    "{#id} text {#id}",
    "{{<shortcode>}} {{% x %}} {% x %}",
    "</Warning> <Tabs> </Tabs>",
    "> [!WARNING]\n> x\n\n[!NOTE]",
];

pub fn texts() -> impl Iterator<Item = String> {
    let ours = TEXTS.iter().map(|text| (*text).to_owned());
    ours.chain(markdown::texts(60).filter(|text| !text.trim().is_empty()))
}

/// A registry that has `text` in every place, for pages of a flavour.
pub fn registry(text: &str, flavour: &str) -> String {
    // TOML has JSON's escapes.
    let lines = errbook::escape::json::string(text);
    let line = errbook::escape::json::string(&text.replace(['\n', '\r'], " "));
    let message = line.replace('{', "{{").replace('}', "}}");
    let message = if text.trim().is_empty() {
        "\"x\""
    } else {
        &message
    };
    format!(
        "[registry]\ntitle = {lines}\ndescription = {lines}\nupdated = 2026-05-24\n\
         [errors.first]\nstatus = 400\nmessage = {message}\ntitle = {line}\nmeaning = {lines}\naction = {lines}\n\
         description = {lines}\nsince = {line}\ncommon = true\n\
         deprecated = {{ since = {line}, note = {lines}, use = \"second\" }}\n\
         [errors.first.fields]\ntext = {{ type = \"string?\", doc = {lines}, example = {lines} }}\n\
         [errors.second]\nstatus = 500\nmessage = \"Second.\"\ncategory = \"more\"\n\
         [retired]\nold = {{ since = {line}, use = \"second\", reason = {lines} }}\n\
         [outputs.pages]\nfiles = [\"docs/*\"]\nflavour = \"{flavour}\"\n"
    )
}

/// A page with every region that shows texts.
pub fn page(is_mdx: bool) -> String {
    let page = "---\n# errbook:field name=\"title\"\n# errbook:end\n# errbook:field name=\"description\"\n# errbook:end\n---\n\n\
                Own *text*, {count} of them: {common}.\n\n\
                {table columns=\"code,meaning,action,since\"}\n{end}\n\n{sample first}\n{end}\n\n{code second}\n{end}\n\n\
                {codes level=\"4\" status=\"400\"}\n{end}\n\n{retired}\n{end}\n\n{handling}\n{end}\n\nBehind all.\n";
    let page = page
        .replace("{count}", "{count}{end}")
        .replace("{common}", "{common}{end}");
    let (open, close) = if is_mdx {
        ("{/*", "*/}")
    } else {
        ("<!--", "-->")
    };
    page.replace('{', &format!("{open} errbook:"))
        .replace('}', &format!(" {close}"))
}

/// Whatever a text says, the same regions are there again, and nothing changes any more.
#[test]
fn no_text_leaves_its_region() {
    let flavours = ["github", "mintlify", "docusaurus", "mdbook", "starlight"];
    for (index, text) in texts().enumerate() {
        let flavour = flavours[index % flavours.len()];
        let pages = [("docs/a.mdx", page(true)), ("docs/b.md", page(false))];
        let pages = pages.each_ref().map(|(path, text)| (*path, text.as_str()));
        let site = Site::new(&registry(&text, flavour), &pages);
        let before = load(&site.path("errors.toml")).unwrap();
        let Some(registry) = before.registry else {
            panic!("{text:?}: {:?}", before.diagnostics);
        };
        let files = emit::only(&registry, &["pages".to_owned()]);
        for (path, text) in files.iter() {
            site.write(path, text);
        }
        let after = load(&site.path("errors.toml")).unwrap();
        let Some(filled) = after.registry else {
            panic!("{text:?}: {:?}", after.diagnostics);
        };
        for (old, new) in registry.outputs.pages.iter().zip(&filled.outputs.pages) {
            assert_eq!(shape(&old.parts), shape(&new.parts), "{text:?}");
        }
        let again = emit::only(&filled, &["pages".to_owned()]);
        assert!(
            files.iter().eq(again.iter()),
            "{text:?} comes out otherwise"
        );
    }
}

/// A page's own texts, and the kinds of its regions.
fn shape(parts: &[Part]) -> Vec<String> {
    let part = |part: &Part| match part {
        Part::Own(text) => text.clone(),
        Part::Region(region) => format!("{:?}", region.kind),
    };
    parts.iter().map(part).collect()
}

/// A string of front matter is one line, which its own language reads back.
#[test]
fn front_matter_holds_any_text() {
    for text in texts() {
        let page = page(true);
        let site = Site::new(&registry(&text, "mintlify"), &[("docs/a.mdx", &page)]);
        let loaded = load(&site.path("errors.toml")).unwrap();
        let registry = loaded.registry.unwrap();
        let files = emit::only(&registry, &["pages".to_owned()]);
        let (_, filled) = files.iter().next().unwrap();
        let line = filled.lines().nth(2).unwrap();
        let value = line.strip_prefix("title: ").unwrap();
        let value: String = serde_json::from_str(value).unwrap();
        assert_eq!(value, registry.title.plain());
        let lines: Vec<&str> = filled.lines().skip(3).take(5).collect();
        assert!(
            lines[0].starts_with("# errbook:end ") && lines[4] == "---",
            "{lines:?}"
        );
    }
}

/// What begins again and again, and never ends, is looked at once.
#[test]
fn hostile_pages_end_soon() {
    let repeated = |text: &str| text.repeat((1 << 20) / text.len());
    let run = |length| "`".repeat(length) + " ";
    let pages = [
        repeated("/*"),
        repeated("{/*"),
        repeated("/* errbook:table "),
        repeated("<!-- "),
        repeated("{/* errbook:table */}\n"),
        repeated("{/* errbook:end */}\n"),
        repeated("> - 1. ") + "```",
        repeated("```\n"),
        repeated("` ``\n"),
        repeated("\\"),
        format!("{{/* errbook:table {} */}}", repeated("a=\"b\" ")),
        format!(
            "{{/* errbook:table columns=\"{}\" */}}\n{{/* errbook:end */}}",
            repeated("code,")
        ),
        (1..1_400).map(run).collect(),
    ];
    let registry = registry("x", "mintlify");
    for page in pages {
        let folder = Site::new(&registry, &[("docs/a.mdx", &page)]);
        let start = std::time::Instant::now();
        let _ = load(&folder.path("errors.toml")).unwrap();
        let taken = start.elapsed();
        let begin: String = page.chars().take(30).collect();
        assert!(taken.as_secs() < 20, "{begin:?} takes {taken:?}");
        println!("{begin:?}: {taken:?}");
    }
}
