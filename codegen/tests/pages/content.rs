//! What stands in each kind of region.

use std::fs;

use crate::site::{REGISTRY, Site, between, repository};

/// What errbook puts into a region of a page of MDX.
#[track_caller]
fn region(marker: &str) -> String {
    let page = format!("{{/* errbook:{marker} */}}\n{{/* errbook:end */}}\n");
    between(&Site::filled("docs/a.mdx", &page)).to_owned()
}

/// The same within a line.
#[track_caller]
fn word(marker: &str) -> String {
    let page = format!("a {{/* errbook:{marker} */}}{{/* errbook:end */}} b\n");
    between(&Site::filled("docs/a.mdx", &page)).to_owned()
}

/// The codes in the first column of a table.
#[track_caller]
fn rows(attributes: &str) -> String {
    let table = region(&format!("table {attributes}"));
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table_has_the_columns_and_codes_that_are_asked_for() {
    let expected =
        "\n\n| Code   | Retry        |\n| ------ | ------------ |\n| `busy` | with backoff |\n\n";
    assert_eq!(
        region("table columns=\"code,retry\" common=\"true\""),
        expected
    );
    assert_eq!(rows(""), "gone busy broken");
    assert_eq!(rows("status=\"5xx\""), "busy broken");
    assert_eq!(rows("status='500, 410'"), "gone broken");
    assert_eq!(rows("category=\"missing\""), "gone");
    assert_eq!(rows("operation=\"get\""), "gone busy");
    assert_eq!(rows("operation=\"get\" status=\"5xx\""), "busy");
    assert_eq!(rows("common=\"false\""), "gone broken");
    assert_eq!(rows("order=\"code\""), "broken busy gone");
    assert_eq!(rows("order=\"status\""), "gone broken busy");
    assert_eq!(region("table status=\"404\""), "\n\n");
}

#[test]
fn words_within_a_line() {
    assert_eq!(word("count"), "3");
    assert_eq!(word("count words=\"true\""), "three");
    assert_eq!(word("count common=\"true\" words=\"true\""), "one");
    assert_eq!(word("common"), "`busy`");
    assert_eq!(word("updated"), "2026-05-24");
    let script = Site::filled(
        "docs/a.mdx",
        "export const a = [/* errbook:updated *//* errbook:end */, /* errbook:count *//* errbook:end */]\n",
    );
    assert!(
        script.contains("*/\"2026-05-24\"/*") && script.contains("*/3/*"),
        "{script}"
    );
}

#[test]
fn samples_in_each_layout() {
    assert_eq!(
        region("sample layout=\"line\""),
        "\n\n```json\n{ \"error\": { \"code\": \"error_code\", \"message\": \"Human-readable description\" } }\n```\n\n"
    );
    assert!(region("sample gone").contains(
        "{\n  \"error\": {\n    \"code\": \"gone\",\n    \"message\": \"Gone.\"\n  }\n}"
    ));
    assert!(
        region("sample gone layout=\"aligned\"")
            .contains("\"code\":    \"gone\",\n    \"message\": \"Gone.\"")
    );
    let schema = region("schema");
    let json = schema
        .trim()
        .trim_start_matches("```json")
        .trim_end_matches("```");
    let own = Site::new(REGISTRY, &[("docs/a.md", "")]);
    own.run(&["generate"]).expect(0);
    assert_eq!(
        json.trim(),
        own.read("generated/schema/errors.schema.json").trim()
    );
}

#[test]
fn sections_link_to_what_the_page_has() {
    let all = region("codes");
    assert!(all.contains("### <a id=\"busy\"></a>`busy`"), "{all}");
    assert!(all.contains("Use [`busy`](#busy) instead"), "{all}");
    assert!(
        all.contains("## Missing errors") && all.contains("## Other errors"),
        "{all}"
    );
    let one = region("code broken level=\"2\"");
    assert!(
        one.starts_with("\n\n## <a id=\"broken\"></a>`broken`\n"),
        "{one}"
    );
    assert!(
        one.contains("Use `busy` instead.") && !one.contains("(#"),
        "{one}"
    );
    assert!(region("codes status=\"410\" level=\"4\"").contains("### Missing errors"));
    assert!(region("retired").contains("`lost`: removed in 1. Use `gone` instead."));
    // A link leads to the page of the code, where there is one.
    let registry = REGISTRY.replace(
        "[registry]",
        "[registry]\ndocs_url = \"https://a.b/{code}\"",
    );
    let page = "{/* errbook:retired */}\n{/* errbook:end */}\n";
    let site = Site::new(&registry, &[("docs/a.mdx", page)]);
    site.run(&["generate"]).expect(0);
    assert!(
        site.read("docs/a.mdx")
            .contains("Use [`gone`](https://a.b/gone) instead.")
    );
}

/// The page's title is the one heading of the first level.
#[test]
fn headings_stay_below_the_title() {
    for level in ["2", "3"] {
        let sections = region(&format!("codes level=\"{level}\""));
        let headings: Vec<_> = sections
            .lines()
            .filter(|line| line.starts_with('#'))
            .collect();
        let levels: Vec<_> = headings
            .iter()
            .map(|line| line.split(' ').next().unwrap())
            .collect();
        assert!(
            levels.contains(&"##") && levels.contains(&"###"),
            "{headings:?}"
        );
        assert!(!levels.contains(&"#"), "{headings:?}");
    }
    let one = region("code gone level=\"2\"");
    assert!(one.contains("\n## "), "{one}");
}

/// Types of fields are described once, behind the last sections of a page.
#[test]
fn types_are_described_once() {
    let registry = "[types.Plan]\nvalues = [\"free\"]\n[types.Unused]\nvalues = [\"x\"]\n\
                    [errors.a]\nstatus = 400\nmessage = \"A.\"\nfields.plan = \"Plan\"\n\
                    [errors.b]\nstatus = 400\nmessage = \"B.\"\nfields.plan = \"Plan\"\n\
                    [errors.c]\nstatus = 400\nmessage = \"C.\"\nfields.other = \"Unused\"\n\
                    [outputs.pages]\nfiles = [\"a.mdx\"]\nflavour = \"docusaurus\"\n";
    let page = "{/* errbook:code a */}\n{/* errbook:end */}\n\n{/* errbook:code b */}\n{/* errbook:end */}\n";
    let site = Site::new(registry, &[("a.mdx", page)]);
    site.run(&["generate"]).expect(0);
    let page = site.read("a.mdx");
    assert_eq!(page.matches("[`Plan`](#type~Plan)").count(), 2, "{page}");
    assert_eq!(page.matches("id=\"type~Plan\"").count(), 1, "{page}");
    assert!(
        page.rfind("Field types") > page.rfind("errbook:code b"),
        "{page}"
    );
    assert!(!page.contains("Unused"), "{page}");
}

#[test]
fn front_matter_is_yaml() {
    let page = "---\n# errbook:field name='title'\n# errbook:end\n  # errbook:field name='description' text='\"{count}\" of {them}: \\ #'\n  # errbook:end\n---\n";
    let filled = Site::filled("docs/a.mdx", page);
    assert!(
        filled.contains("\ntitle: \"Errors\"\n# errbook:end "),
        "{filled}"
    );
    assert!(
        filled.contains("\n  description: \"\\\"3\\\" of {them}: \\\\ #\"\n  # errbook:end "),
        "{filled}"
    );
    // A rule further down is no front matter, and `#` a heading there.
    let rule =
        "a\n\n---\n# errbook:field name=\"title\"\n---\n{/* errbook:count */}0{/* errbook:end */}";
    assert!(Site::filled("docs/a.mdx", rule).contains("}3{"));
}

/// What both sites serve to language models, below the lines that the site adds about itself.
#[test]
fn exported_pages_are_the_seeds_to_the_byte() {
    let folder = repository();
    for (name, registry) in [
        ("lavendly", "errors.toml"),
        ("rendobar", "examples/rendobar/errors.toml"),
    ] {
        let site = Site::new("", &[]);
        let registry = folder.join(registry);
        let page = folder.join(format!("examples/{name}/docs/errors.mdx"));
        let ran = site.run(&[
            "export",
            "--registry",
            registry.to_str().unwrap(),
            page.to_str().unwrap(),
        ]);
        let seed =
            fs::read_to_string(folder.join(format!("tests/seeds/{name}-errors.md"))).unwrap();
        let (site_s_own, seed) = seed.split_once("\n\n").unwrap();
        assert!(site_s_own.starts_with("> ## Documentation Index\n"));
        assert_eq!(ran.expect(0).out, seed, "{name}");
    }
}

#[test]
fn an_export_is_no_matter_of_what_is_in_the_page() {
    let page = "---\ntitle: 'It''s all'\n# errbook:field name=\"description\"\n# errbook:end\n---\nText.\n\n\
                {/* errbook:retired */}\nold\n{/* errbook:end */}\n\n```js\nx\n```\n\n````md\n```\n````\n\nEnd.\n";
    let site = Site::new(REGISTRY, &[("docs/a.mdx", page)]);
    let expected = "# It's all\n\n> All that goes wrong.\n\nText.\n\n- <a id=\"lost\"></a>`lost`: removed in 1. Use `gone` instead.\n\n\
                    ```js theme={null}\nx\n```\n\n````md theme={null}\n```\n````\n\nEnd.\n";
    for _ in 0..2 {
        assert_eq!(site.run(&["export", "docs/a.mdx"]).expect(0).out, expected);
        site.run(&["generate"]).expect(0);
    }
    site.run(&["export", "docs/b.mdx"])
        .expect(2)
        .says(&["did you mean `docs/a.mdx`?"]);
    site.edit("docs/a.mdx", "errbook:retired", "errbook:retierd");
    site.run(&["export", "docs/a.mdx"])
        .expect(1)
        .says(&["unknown region"]);
}

#[test]
fn examples_handle_the_common_codes() {
    let text = "[errors.busy]\nstatus = 503\nmessage = \"Busy.\"\nretry = \"backoff\"\ncommon = true\n\
                [outputs.pages]\nfiles = [\"docs/*\"]\n";
    let region = |name: &str, attributes: &str| {
        let (open, close) = if name.ends_with("mdx") {
            ("{/*", "*/}")
        } else {
            ("<!--", "-->")
        };
        let page =
            format!("{open} errbook:handling{attributes} {close}\n{open} errbook:end {close}\n");
        let site = Site::new(text, &[(name, &page)]);
        site.run(&["generate"]).expect(0);
        site.run(&["generate", "--check"]).expect(0);
        site.read(name)
    };
    let group = region("docs/a.mdx", " langs=\"node,python\"");
    assert!(
        group.contains("\n<CodeGroup>\n  ```js Node\n  const sleep = "),
        "{group}"
    );
    assert!(
        group.contains("\n  ```\n\n  ```python Python\n  import itertools\n"),
        "{group}"
    );
    assert!(group.contains("\n  ```\n</CodeGroup>\n"), "{group}");
    let all = region("docs/a.md", "");
    let fences: Vec<_> = all
        .lines()
        .filter(|line| line.starts_with("```") && line.len() > 3)
        .collect();
    assert_eq!(fences, ["```js", "```ts", "```python", "```rust"]);
}

/// The first block of `language` in a page of the book.
fn block<'p>(page: &'p str, language: &str) -> &'p str {
    let (_, block) = page.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0
}

#[test]
fn what_the_book_says_to_paste_is_filled() {
    let registry = REGISTRY.split("[outputs.pages]").next().unwrap();
    let pages = [
        ("github", "md", "docs/errors.md"),
        ("mintlify", "mdx", "docs/errors.mdx"),
        ("docusaurus", "mdx", "docs/errors.mdx"),
        ("mdbook", "md", "src/errors.md"),
        ("starlight", "mdx", "src/content/docs/errors.mdx"),
    ];
    for (flavour, language, path) in pages {
        let book = repository().join(format!("docs/flavours/{flavour}.md"));
        let book = fs::read_to_string(book).unwrap();
        assert!(book.contains(&format!("In `{path}`")), "{flavour}");
        let site = Site::new(&format!("{registry}\n{}", block(&book, "toml")), &[]);
        site.write(path, block(&book, language));
        site.run(&["generate"]).expect(0);
        let page = site.read(path);
        assert!(page.contains("`busy`"), "{flavour}: {page}");
        // What has been filled has a hash.
        for unfilled in ["errbook:end */", "errbook:end -->", "errbook:end\n"] {
            assert!(!page.contains(unfilled), "{flavour}: {page}");
        }
    }
}
