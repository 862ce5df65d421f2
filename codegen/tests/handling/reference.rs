//! The examples of the reference: a function, and the case of each code. Put together as a reader does, they are the example of
//! pages that is run, but for its comments.

use errbook::emit;
use errbook::emit::handling::CASES;
use errbook::model::{Code, Language, RustOutput};
use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The blocks of code of a page that say their language, each with the ids around it.
struct Blocks(Vec<Block>);

struct Block {
    ids: Vec<String>,
    language: String,
    text: String,
}

impl Blocks {
    fn of(page: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
        let mut blocks = Self(Vec::new());
        blocks.visit(&dom.document, &[]);
        blocks
    }

    fn visit(&mut self, node: &Handle, ids: &[String]) {
        let mut ids = ids.to_vec();
        if let NodeData::Element { attrs, .. } = &node.data {
            for attribute in attrs.borrow().iter() {
                let value = attribute.value.to_string();
                match &*attribute.name.local {
                    "id" => ids.push(value),
                    "data-lang" => self.0.push(Block {
                        ids: ids.clone(),
                        language: value,
                        text: text(node),
                    }),
                    _ => {}
                }
            }
        }
        for child in node.children.borrow().iter() {
            self.visit(child, &ids);
        }
    }

    /// The last in this language, as those of a description stand before the examples.
    fn get(&self, id: &str, language: Language) -> &str {
        let is_wanted = |block: &&Block| {
            block.ids.iter().any(|found| found == id) && block.language == language.title()
        };
        let found = self.0.iter().rfind(is_wanted);
        &found.unwrap_or_else(|| panic!("{id} has none")).text
    }
}

fn text(node: &Handle) -> String {
    let children = node.children.borrow();
    let texts = children.iter().map(|child| match &child.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => panic!("code holds text alone"),
    });
    texts.collect()
}

/// The function with the cases of these codes where its comment says that they go.
fn put_together(blocks: &Blocks, codes: &[&Code], language: Language) -> String {
    let mut lines = Vec::new();
    for line in blocks.get("handling~", language).lines() {
        let Some((indent, _)) = line
            .split_once(['/', '#'])
            .filter(|_| line.ends_with(CASES))
        else {
            lines.push(line.to_owned());
            continue;
        };
        let cases = codes.iter().map(|code| blocks.get(&code.wire, language));
        let cases = cases.flat_map(str::lines);
        lines.extend(cases.map(|line| format!("{indent}{line}")));
    }
    lines.join("\n")
}

fn without_comments(example: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with(['/', '#']);
    example
        .lines()
        .filter(is_code)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn they_are_the_examples_that_are_run() {
    for (path, mut registry) in super::registries() {
        registry.outputs.html = Some("index.html".to_owned());
        registry.outputs.rust.get_or_insert(RustOutput {
            dir: "generated".to_owned(),
            features: Vec::new(),
        });
        let files = emit::only(&registry, &["html".to_owned()]);
        let blocks = Blocks::of(files.iter().next().unwrap().1);
        for language in [Language::TypeScript, Language::Python, Language::Rust] {
            let codes: Vec<_> = registry.public_codes().collect();
            let found = put_together(&blocks, &codes, language);
            let expected = super::example(&registry, language);
            assert_eq!(
                without_comments(&found),
                without_comments(&expected),
                "{path}, {}",
                language.title()
            );
        }
    }
}
