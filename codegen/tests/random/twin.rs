//! The harmless twin of a registry: the same in all but its texts. Each text is replaced by a mark of its own, so that an
//! output of the twin says where each text belongs, and what has to stand there.

use errbook::markup::{Block, Blocks, Inline, Span};
use errbook::model::{Code, Field, Piece, Registry, Shape, Type, Value};

/// Which text each mark stands for.
#[derive(Debug, Default)]
pub struct Texts {
    originals: Vec<String>,
    /// How many runs of emphasis are around each.
    emphasis: Vec<usize>,
    depth: usize,
}

/// Stands before the mark of an example that no header can carry, since that must not differ.
const NO_HEADER: char = 'é';

impl Texts {
    /// The registry with marks in place of its texts, and the texts.
    pub fn of(registry: &Registry) -> (Registry, Self) {
        let mut texts = Self::default();
        let mut twin = registry.clone();
        texts.registry(&mut twin);
        (twin, texts)
    }

    /// Marks for the codes on the wire as well.
    pub fn wires(&mut self, twin: &mut Registry) {
        for code in &mut twin.codes {
            self.mark(&mut code.wire);
        }
    }

    /// `marked` with each mark replaced by the text that it stands for.
    pub fn restored(&self, marked: &str) -> String {
        self.read(marked, str::to_owned).0
    }

    /// How many runs of emphasis the registry may have around the texts whose marks are in `marked`.
    pub fn most_emphasis(&self, marked: &str) -> usize {
        self.read(marked, str::to_owned).1
    }

    /// As [`restored`](Self::restored), inside of JSON.
    pub fn restored_in_json(&self, marked: &str) -> String {
        let inside = |text: &str| {
            let json = serde_json::to_string(text).unwrap_or_default();
            json.get(1..json.len() - 1).unwrap_or_default().to_owned()
        };
        self.read(marked, inside).0
    }

    fn read(&self, marked: &str, written: fn(&str) -> String) -> (String, usize) {
        let mut out = String::new();
        let mut emphasis = 0;
        let mut rest = marked;
        while let Some(start) = rest.find('q') {
            let digits = &rest[start + 1..];
            let end = digits
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(digits.len());
            let index = digits[..end].parse().ok();
            let index = index.filter(|index: &usize| *index < self.originals.len());
            let Some(index) = index.filter(|_| digits[end..].starts_with('q')) else {
                out.push_str(&rest[..=start]);
                rest = digits;
                continue;
            };
            let before = &rest[..start];
            out.push_str(before.strip_suffix(NO_HEADER).unwrap_or(before));
            out.push_str(&written(&self.originals[index]));
            emphasis += self.emphasis[index];
            rest = &digits[end + 1..];
        }
        (out + rest, emphasis)
    }

    /// A mark that stands for `text`. What shows nothing stays as it is.
    fn mark(&mut self, text: &mut String) {
        if !text.trim().is_empty() {
            let mark = format!("q{}q", self.originals.len());
            self.originals.push(std::mem::replace(text, mark));
            self.emphasis.push(self.depth);
        }
    }

    fn maybe(&mut self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.mark(text);
        }
    }

    /// Marks for what stands around the first character that JSON escapes, which stays: a message is written in another
    /// way where it has one.
    fn message(&mut self, text: &mut String) {
        let Some(place) = text.find(|c: char| c == '"' || c == '\\' || c.is_control()) else {
            return self.mark(text);
        };
        let mut before = text[..place].to_owned();
        let mut after = text[place + 1..].to_owned();
        let escaped = text[place..=place].to_owned();
        self.mark(&mut before);
        self.mark(&mut after);
        *text = before + &escaped + &after;
    }

    fn example(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                let is_visible = |c: char| c == ' ' || c.is_ascii_graphic();
                let is_legal = text.trim() == text && text.chars().all(is_visible);
                self.mark(text);
                if !is_legal && text.starts_with('q') {
                    text.insert(0, NO_HEADER);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.example(item)),
            Value::Object(entries) => entries
                .iter_mut()
                .for_each(|(_, value)| self.example(value)),
            _ => {}
        }
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.spans(&mut inline.0);
    }

    /// As [`inline`](Self::inline), where a full stop is added unless the text ends in one: its last character stays.
    fn sentence(&mut self, inline: &mut Inline) {
        let end = inline.plain().trim_end().chars().next_back();
        let end = end.filter(|c| ".!?:;\u{2026}\u{3002}".contains(*c));
        self.inline(inline);
        if let (Some(end), Some(last)) = (end, last_text(&mut inline.0)) {
            let index = last.trim_matches('q').parse().unwrap_or(usize::MAX);
            let text = self.originals.get_mut(index);
            let blanks = text.and_then(|text| {
                let trimmed = text.trim_end();
                let blanks = text[trimmed.len()..].to_owned();
                *text = trimmed.strip_suffix(end)?.to_owned();
                Some(blanks)
            });
            if let Some(blanks) = blanks {
                last.push(end);
                last.push_str(&blanks);
            }
        }
    }

    fn spans(&mut self, spans: &mut [Span]) {
        for span in spans {
            match span {
                Span::Text(text) | Span::Code(text) => self.mark_line(text),
                Span::Emphasis(inner) | Span::Strong(inner) => {
                    self.depth += 1;
                    self.spans(inner);
                    self.depth -= 1;
                }
                Span::Link { text, url } => {
                    self.spans(text);
                    self.url(url);
                }
            }
        }
    }

    /// Lines of inline text are one line in many places.
    fn mark_line(&mut self, text: &mut String) {
        self.mark(text);
        if let Some(last) = self.originals.last_mut().filter(|_| text.starts_with('q')) {
            *last = last.replace('\n', " ");
        }
    }

    /// A URL keeps what decides whether there can be a link: its scheme, or the slash that it begins with.
    fn url(&mut self, url: &mut String) {
        let scheme = url
            .find("://")
            .map(|at| at + 3)
            .or(url.find(':').map(|at| at + 1));
        let kept = scheme.unwrap_or(usize::from(url.starts_with(['/', '#', '?'])));
        let mut rest = url.split_off(kept);
        self.mark(&mut rest);
        url.push_str(&rest);
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inline) => self.inline(inline),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Code { text, .. } => self.mark(text),
            }
        }
    }

    fn registry(&mut self, registry: &mut Registry) {
        self.inline(&mut registry.title);
        self.inline(&mut registry.description);
        registry.codes.iter_mut().for_each(|code| self.code(code));
        self.fields(&mut registry.envelope.common);
        for named in &mut registry.types {
            self.inline(&mut named.doc);
            if let Shape::Object(fields) = &mut named.shape {
                self.fields(fields);
            }
        }
        for retired in &mut registry.retired {
            self.maybe(&mut retired.since);
            self.inline(&mut retired.reason);
        }
        for operation in &mut registry.operations {
            self.maybe(&mut operation.path);
            self.inline(&mut operation.doc);
        }
        if let Some(output) = &mut registry.outputs.json_schema {
            self.maybe(&mut output.id);
        }
    }

    fn code(&mut self, code: &mut Code) {
        for piece in &mut code.message.0 {
            if let Piece::Text(text) = piece {
                self.message(text);
            }
        }
        self.mark(&mut code.reason);
        self.maybe(&mut code.title);
        self.maybe(&mut code.since);
        self.inline(&mut code.meaning);
        self.inline(&mut code.action);
        let Blocks(blocks) = &mut code.description;
        self.blocks(blocks);
        if let Some(deprecated) = &mut code.deprecated {
            self.maybe(&mut deprecated.since);
            self.inline(&mut deprecated.note);
        }
        for link in &mut code.links {
            self.mark(&mut link.text);
            self.url(&mut link.url);
        }
        self.fields(&mut code.fields);
    }

    fn fields(&mut self, fields: &mut [Field]) {
        for field in fields {
            self.sentence(&mut field.doc);
            self.maybe(&mut field.pattern);
            if !matches!(field.ty, Type::Named(_)) {
                field
                    .example
                    .iter_mut()
                    .for_each(|example| self.example(example));
            }
        }
    }
}

/// The last text of `spans` that shows anything.
fn last_text(spans: &mut [Span]) -> Option<&mut String> {
    spans.iter_mut().rev().find_map(|span| match span {
        Span::Text(text) | Span::Code(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Span::Emphasis(inner) | Span::Strong(inner) => last_text(inner),
        Span::Link { text, .. } => last_text(text),
    })
}
