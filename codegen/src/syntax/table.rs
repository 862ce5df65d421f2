//! Reading one TOML table: typed access, and every key that nobody asked for is a mistake.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::damage::Damage;
use super::outline::Outline;
use super::{At, Lost, Text};
use crate::diag::{Sink, all_of, closest, rules};
use crate::source::{FileId, Span};
use crate::unicode::shown;
use crate::value::Value;

/// How many bytes a text may have: a page of documentation.
const LONGEST_TEXT: usize = 65_536;

/// The file that is read, and where its mistakes go.
pub(super) struct Reader<'s> {
    pub file: FileId,
    pub sink: &'s mut Sink,
    /// What of the file could not be read, if anything.
    pub damaged: Option<Damaged<'s>>,
}

/// A file with syntax errors in it.
pub(super) struct Damaged<'s> {
    pub damage: &'s Damage,
    pub outline: Outline,
    /// The text that the outline is of.
    pub text: &'s str,
}

/// A kind of table.
#[derive(Debug)]
pub(super) struct Kind {
    /// As messages call it: `a field`.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
}

/// A table whose entries are taken one key at a time.
pub(super) struct Table<'t> {
    /// Where the table is named: the key of its header.
    pub place: Span,
    kind: &'static Kind,
    entries: Vec<Entry<'t>>,
    asked: Vec<&'static str>,
    required: Vec<(&'static str, &'static str)>,
    lost: Lost,
}

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    pub key: &'t Spanned<std::borrow::Cow<'t, str>>,
    pub value: &'t Spanned<DeValue<'t>>,
}

/// The entries of a table in the order of the file.
pub(super) fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| Entry { key, value })
        .collect();
    entries.sort_by_key(|entry| entry.key.span().start);
    entries
}

impl Reader<'_> {
    pub fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.file, bytes)
    }

    pub fn key(&self, entry: Entry<'_>) -> Text {
        At {
            value: entry.key.get_ref().to_string(),
            span: self.span(entry.key.span()),
        }
    }

    /// The entry as a table whose keys are known. A mistake is shown at the key.
    pub fn subtable<'t>(&mut self, entry: Entry<'t>, kind: &'static Kind) -> Option<Table<'t>> {
        let table = self.free_table(entry, kind.form)?;
        Some(self.table(table, self.span(entry.key.span()), kind))
    }

    /// `table` as one whose keys are known.
    pub fn table<'t>(&self, table: &'t DeTable<'t>, place: Span, kind: &'static Kind) -> Table<'t> {
        Table {
            lost: self.lost(&place),
            place,
            kind,
            entries: entries(table),
            asked: Vec::new(),
            required: Vec::new(),
        }
    }

    /// What is unreadable around a place, because of syntax errors.
    fn lost(&self, place: &Span) -> Lost {
        let Some(damaged) = &self.damaged else {
            return Lost::default();
        };
        let section = damaged
            .outline
            .statement(place.bytes.start)
            .map(|index| damaged.outline.statements[index].section(damaged.text));
        Lost {
            keys: Vec::new(),
            everything: section.is_some_and(|section| damaged.damage.touches(section)),
        }
    }

    /// The entry as a table with any keys; `form` says how it is written.
    pub fn free_table<'t>(&mut self, entry: Entry<'t>, form: &str) -> Option<&'t DeTable<'t>> {
        let found = entry.value.get_ref();
        if found.as_table().is_none() {
            let key = self.key(entry);
            let (key, what) = (shown(&key.value), described(found));
            let message = format!("{key}: expected a table, found {what}");
            let place = self.span(entry.key.span());
            let help = match found {
                DeValue::Array(items) if items.iter().any(|item| item.get_ref().is_table()) => {
                    "write its header in single brackets: `[...]`".to_owned()
                }
                _ => format!("write it as {form}"),
            };
            self.sink.report(&rules::WRONG_TYPE, &place, message, help);
        }
        found.as_table()
    }

    pub fn text(&mut self, entry: Entry<'_>) -> Option<Text> {
        self.string(entry.key.get_ref(), entry.value)
    }

    pub fn string(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        match value.get_ref() {
            DeValue::String(text) if text.len() > LONGEST_TEXT => {
                let message = format!("{}: a text of more than {LONGEST_TEXT} bytes", shown(key));
                let help = "shorten it, and link to the rest";
                let span = self.span(value.span());
                self.sink.report(&rules::TOO_LONG, &span, message, help);
                None
            }
            DeValue::String(text) => Some(At {
                value: text.to_string(),
                span: self.span(value.span()),
            }),
            other => {
                let help = match other {
                    DeValue::Array(_) | DeValue::Table(_) => {
                        "write one string in quotes".to_owned()
                    }
                    _ => "put it in quotes".to_owned(),
                };
                self.wrong_type(key, "a string", value, &help);
                None
            }
        }
    }

    /// A list of strings; items of other types are reported and left out.
    pub fn strings(&mut self, entry: Entry<'_>) -> Option<Vec<Text>> {
        let items = self.items(entry, "an array of strings", "write it as `[\"...\"]`")?;
        let item = |item| self.string(entry.key.get_ref(), item);
        Some(items.iter().filter_map(item).collect())
    }

    pub fn items<'t>(
        &mut self,
        entry: Entry<'t>,
        expected: &str,
        help: &str,
    ) -> Option<&'t [Spanned<DeValue<'t>>]> {
        if let DeValue::Array(items) = entry.value.get_ref() {
            return Some(items.as_ref());
        }
        self.wrong_type(entry.key.get_ref(), expected, entry.value, help);
        None
    }

    pub fn boolean(&mut self, entry: Entry<'_>) -> Option<At<bool>> {
        if let DeValue::Boolean(flag) = entry.value.get_ref() {
            return Some(At {
                value: *flag,
                span: self.span(entry.value.span()),
            });
        }
        self.wrong_type(
            entry.key.get_ref(),
            "`true` or `false`",
            entry.value,
            "write `true` or `false`",
        );
        None
    }

    pub fn integer(&mut self, entry: Entry<'_>, expected: &str) -> Option<At<i128>> {
        let span = self.span(entry.value.span());
        if let DeValue::Integer(number) = entry.value.get_ref()
            && let Some(value) = parsed(number)
        {
            return Some(At { value, span });
        }
        self.wrong_type(
            entry.key.get_ref(),
            expected,
            entry.value,
            "write a whole number without quotes",
        );
        None
    }

    /// A date without a time, as it is written.
    pub fn date(&mut self, entry: Entry<'_>) -> Option<Text> {
        if let DeValue::Datetime(date) = entry.value.get_ref()
            && date.date.is_some()
            && date.time.is_none()
        {
            return Some(At {
                value: date.to_string(),
                span: self.span(entry.value.span()),
            });
        }
        self.wrong_type(
            entry.key.get_ref(),
            "a date",
            entry.value,
            "write it as 2026-01-31, without quotes",
        );
        None
    }

    /// Any value that JSON can hold.
    pub fn json(&mut self, entry: Entry<'_>, help: &str) -> Option<At<Value>> {
        match json(entry.value.get_ref()) {
            Ok(value) => Some(At {
                value,
                span: self.span(entry.value.span()),
            }),
            Err(why) => {
                let message = format!("{} {why}", shown(entry.key.get_ref()));
                let span = self.span(entry.value.span());
                self.sink.report(&rules::NOT_JSON, &span, message, help);
                None
            }
        }
    }

    pub fn wrong_type(
        &mut self,
        key: &str,
        expected: &str,
        value: &Spanned<DeValue<'_>>,
        help: &str,
    ) {
        let found = described(value.get_ref());
        let message = format!("{}: expected {expected}, found {found}", shown(key));
        let span = self.span(value.span());
        self.sink.report(&rules::WRONG_TYPE, &span, message, help);
    }
}

impl<'t> Table<'t> {
    /// The entry of `key`, if the table has it.
    pub fn take(&mut self, key: &'static str) -> Option<Entry<'t>> {
        self.asked.push(key);
        self.entries
            .iter()
            .find(|entry| entry.key.get_ref() == key)
            .copied()
    }

    /// The value of `key`, as `read` gives it; a value that it cannot read is lost.
    pub fn read<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Entry<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.take(key)?);
        if value.is_none() {
            self.lost.keys.push(key);
        }
        value
    }

    pub fn text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<Text> {
        self.read(key, |entry| reader.text(entry))
    }

    pub fn boolean(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<At<bool>> {
        self.read(key, |entry| reader.boolean(entry))
    }

    pub fn strings(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Vec<Text> {
        self.read(key, |entry| reader.strings(entry))
            .unwrap_or_default()
    }

    /// The table has to have `key`; `help` says how to add it.
    pub fn require(&mut self, key: &'static str, help: &'static str) {
        self.required.push((key, help));
    }

    /// Keys that the table has beside those that were asked for.
    pub fn others(&self) -> impl Iterator<Item = Entry<'t>> {
        let asked = |entry: &Entry<'_>| self.asked.contains(&entry.key.get_ref().as_ref());
        self.entries
            .iter()
            .copied()
            .filter(move |entry| !asked(entry))
    }

    /// Takes an entry out that has been reported.
    pub fn remove(&mut self, entry: Entry<'_>) {
        let place = entry.key.span();
        self.entries.retain(|other| other.key.span() != place);
    }

    /// Reports every key that nobody asked for, and each required one that is missing; what could not be read.
    pub fn finish(mut self, reader: &mut Reader<'_>) -> Lost {
        let others: Vec<_> = self.others().collect();
        for entry in others {
            self.unknown(reader, entry);
        }
        for (key, help) in std::mem::take(&mut self.required) {
            let is_there = self.entries.iter().any(|entry| entry.key.get_ref() == key);
            if !is_there && !self.lost.has(key) {
                let message = format!("{} has no `{key}`", self.kind.name);
                reader
                    .sink
                    .report(&rules::MISSING_KEY, &self.place, message, help);
                self.lost.keys.push(key);
            }
        }
        self.lost
    }

    /// A key that is close to one of the table's was probably meant to be that one.
    fn unknown(&mut self, reader: &mut Reader<'_>, entry: Entry<'_>) {
        if reader.sink.is_full() {
            return reader.sink.skip();
        }
        let key = reader.key(entry);
        let asked = self.asked.iter().copied();
        let help = match closest(&key.value, asked.clone()) {
            Some(meant) => {
                self.lost.keys.extend(asked.filter(|key| *key == meant));
                format!("did you mean `{meant}`?")
            }
            None => format!("its keys are {}", all_of(asked)),
        };
        let message = format!("unknown key {} in {}", shown(&key.value), self.kind.name);
        reader
            .sink
            .report(&rules::UNKNOWN_KEY, &key.span, message, help);
    }
}

fn parsed(number: &DeInteger<'_>) -> Option<i128> {
    i128::from_str_radix(number.as_str(), number.radix()).ok()
}

/// What a value is, as a message says it.
fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(number) if number.as_str().is_empty() => "a prefix without digits",
        DeValue::Integer(number) if parsed(number).is_none() => "one of too many digits",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(when) => match (when.date, when.time) {
            (Some(_), Some(_)) => "a date with a time",
            (Some(_), None) => "a date",
            _ => "a time",
        },
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

fn json(value: &DeValue<'_>) -> Result<Value, &'static str> {
    Ok(match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => Value::Int(integer_in_json(number)?),
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(float) if float.is_finite() => Value::Float(float),
            _ => return Err("is a number that JSON does not have"),
        },
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(_) => return Err("is a date or time, which JSON does not have"),
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|i| json(i.get_ref()))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by_key(|(key, _)| key.span().start);
            let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                Ok((
                    std::borrow::Cow::<str>::to_string(key.get_ref()),
                    json(value.get_ref())?,
                ))
            };
            Value::Object(
                entries
                    .into_iter()
                    .map(entry)
                    .collect::<Result<_, &'static str>>()?,
            )
        }
    })
}

/// Whole numbers that every reader of JSON in Rust can hold: `i64` and `u64`.
fn integer_in_json(number: &DeInteger<'_>) -> Result<i128, &'static str> {
    parsed(number)
        .filter(|number| (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(number))
        .ok_or("is a whole number beyond 64 bits")
}
