//! The examples of random registries, read by the parsers of their languages: one process of Node.js, with TypeScript, and one of
//! Python.
//!
//! Runs where `ERRBOOK_HANDLING` is set, with `npm ci` in `codegen/tests/handling`; `ERRBOOK_PYTHON` can name a Python.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use errbook::load::load_text;
use errbook::model::{Language, Registry};
use serde_json::json;

use crate::examples::{self, Pair, pairs};
use crate::markdown::visible;
use crate::twin::Texts;
use crate::{MOST_PROBLEMS, bytes, contexts, generate, number};

/// How many registries are run, unless told otherwise: a few seconds.
const FEW: u64 = 500;

const LANGUAGES: [Language; 3] = [Language::Node, Language::TypeScript, Language::Python];

/// What stands in an example, as a parser sees it.
#[derive(Debug, PartialEq)]
enum Token {
    /// Anything that no text may change.
    Mark(String),
    /// What a string holds, or any other code.
    Text(String),
    Comment(String),
}

/// A program that answers each line with a line.
struct Parser {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Parser {
    fn start(program: &str, script: &str) -> Self {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handling");
        let mut child = Command::new(program)
            .arg(scripts.join(script))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            panic!("{program} has no pipes");
        };
        Self {
            child,
            requests,
            answers: BufReader::new(answers),
        }
    }

    fn tokens(&mut self, language: Language, text: &str) -> Result<Vec<Token>, String> {
        let request = json!({ "language": language.fence(), "text": text });
        let mut line = String::new();
        writeln!(self.requests, "{request}")
            .and_then(|()| self.answers.read_line(&mut line))
            .map_err(|error| format!("the parser is gone: {error}"))?;
        let answer: Vec<(String, String)> =
            serde_json::from_str(&line).map_err(|error| format!("{error} in {line:?}"))?;
        let token = |(kind, text): (String, String)| match kind.as_str() {
            "mark" => Ok(Token::Mark(text)),
            "text" => Ok(Token::Text(text)),
            "comment" => Ok(Token::Comment(text)),
            _ => Err(text),
        };
        answer.into_iter().map(token).collect()
    }
}

impl Drop for Parser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Parsers {
    node: Parser,
    python: Parser,
}

impl Parsers {
    /// None where they are not asked for.
    fn start() -> Option<Self> {
        if env::var_os("ERRBOOK_HANDLING").is_none() {
            println!("NOT RUN: Node.js and Python, without `ERRBOOK_HANDLING`");
            return None;
        }
        let python = env::var("ERRBOOK_PYTHON").unwrap_or("python3".to_owned());
        Some(Self {
            node: Parser::start("node", "tokens.mjs"),
            python: Parser::start(&python, "tokens.py"),
        })
    }

    /// Holds an example against its twin: only texts differ, and each is the one that belongs there.
    fn compare(&mut self, pair: &Pair, texts: &Texts) -> Result<(), String> {
        let parser = match pair.language {
            Language::Rust => return examples::compare_rust(&pair.text, &pair.twin, texts),
            Language::Python => &mut self.python,
            Language::Node | Language::TypeScript => &mut self.node,
        };
        let expected = parser.tokens(pair.language, &pair.twin);
        let expected = expected.map_err(|problem| format!("the twin: {problem}"))?;
        let tokens = parser.tokens(pair.language, &pair.text)?;
        for (index, (token, expected)) in tokens.iter().zip(&expected).enumerate() {
            if !is_same(token, expected, texts) {
                let before = &tokens[index.saturating_sub(5)..index];
                return Err(format!(
                    "{token:?} instead of {expected:?}, behind {before:?}"
                ));
            }
        }
        if tokens.len() == expected.len() {
            Ok(())
        } else {
            Err(format!("{} tokens, not {}", tokens.len(), expected.len()))
        }
    }

    fn hold(&mut self, registry: &Registry) -> Result<usize, String> {
        let (pairs, texts) = pairs(registry, &LANGUAGES);
        for pair in &pairs {
            let title = pair.language.title();
            let problem = |problem| format!("{title}: {problem}\n\n{}", pair.text);
            self.compare(pair, &texts).map_err(problem)?;
        }
        Ok(pairs.len())
    }
}

fn is_same(token: &Token, expected: &Token, texts: &Texts) -> bool {
    match (token, expected) {
        (Token::Mark(mark), Token::Mark(expected)) => mark == expected,
        (Token::Text(text), Token::Text(expected)) => *text == texts.restored(expected),
        (Token::Comment(text), Token::Comment(expected)) => {
            visible(text) == visible(&texts.restored(expected))
        }
        _ => false,
    }
}

#[test]
fn texts_are_strings_and_comments_in_every_language() {
    let Some(mut parsers) = Parsers::start() else {
        return;
    };
    let first = number("ERRBOOK_SEED").unwrap_or(0);
    let count = number("ERRBOOK_RANDOM").unwrap_or(FEW);
    let (mut held, mut refused, mut problems) = (0, 0, Vec::new());
    for seed in first..first + count {
        let toml = generate::registry(&bytes(seed)).toml;
        let Some(registry) = load_text("errors.toml", &toml).registry else {
            refused += 1;
            continue;
        };
        match parsers.hold(&registry) {
            Ok(examples) => held += examples,
            Err(problem) => problems.push(format!("seed {seed}: {problem}")),
        }
        if problems.len() == MOST_PROBLEMS {
            break;
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    println!("{held} examples of {count} registries, of which {refused} were refused");
    assert!(held as u64 > 2 * count, "only {held} examples");
}

#[test]
fn hostile_texts_are_strings_and_comments_in_every_language() {
    let Some(mut parsers) = Parsers::start() else {
        return;
    };
    for (what, registry) in contexts::registries() {
        if let Err(problem) = parsers.hold(&registry) {
            panic!("{what}: {problem}");
        }
    }
}

/// What the reason of a status, which stands in a comment, and a wire code are where nobody escapes them.
const UNESCAPED: [(Language, &str, &str); 10] = [
    (Language::Node, "a\nevil();", "x"),
    (Language::Node, "a\u{2028}evil();", "x"),
    (Language::Node, "a", "x\", evil(), \""),
    (Language::TypeScript, "a\nevil();", "x"),
    (Language::TypeScript, "a", "x\": evil(); case \"y"),
    (Language::TypeScript, "a\n// @ts-ignore", "x"),
    (Language::Python, "a\n            evil()", "x"),
    (Language::Python, "a", "x\" or evil() or \""),
    (Language::Python, "a\n            # type: int", "x"),
    (Language::Rust, "a\nevil();", "x"),
];

#[test]
fn a_text_that_is_code_is_found() {
    let mut parsers = Parsers::start();
    let mut compare = |pair: &Pair, texts: &Texts| match (&mut parsers, pair.language) {
        (_, Language::Rust) => Some(examples::compare_rust(&pair.text, &pair.twin, texts)),
        (Some(parsers), _) => Some(parsers.compare(pair, texts)),
        (None, _) => None,
    };
    for (language, reason, wire) in UNESCAPED {
        let what = format!("{language:?}, {reason:?}, {wire:?}");
        let (pairs, texts) = pairs(&one_code(reason, wire), &[language]);
        let pair = &pairs[0];
        let Some(result) = compare(pair, &texts) else {
            continue;
        };
        assert_eq!(result, Ok(()), "{what}");
        let with = |text: String| Pair {
            text,
            twin: pair.twin.clone(),
            ..*pair
        };
        let unescaped = with(texts.restored(&pair.twin));
        assert!(
            matches!(compare(&unescaped, &texts), Some(Err(_))),
            "{what}"
        );
        let lost = with(pair.text.replacen(" a", "", 1));
        assert!(
            matches!(compare(&lost, &texts), Some(Err(_))),
            "without a text: {what}"
        );
    }
    // It is the texts that are found.
    for (language, title) in LANGUAGES.map(|language| (language, language.title())) {
        let (pairs, texts) = pairs(&one_code("a", "x"), &[language]);
        let pair = Pair {
            text: texts.restored(&pairs[0].twin),
            twin: pairs[0].twin.clone(),
            language,
        };
        let result = compare(&pair, &texts);
        assert!(matches!(result, None | Some(Ok(()))), "{title}: {result:?}");
    }
}

/// A registry with one code, whatever it says.
fn one_code(reason: &str, wire: &str) -> Registry {
    let toml = "[errors.gone]\nstatus = 404\ncommon = true\nmessage = \"Gone.\"\n";
    let Some(mut registry) = load_text("errors.toml", toml).registry else {
        panic!("refused: {toml}");
    };
    reason.clone_into(&mut registry.codes[0].reason);
    wire.clone_into(&mut registry.codes[0].wire);
    registry
}
