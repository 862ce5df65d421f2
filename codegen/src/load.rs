//! From files to a checked registry: the first half of the straight line.

mod find;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::check;
use crate::diag::{Diagnostic, Sink, rules};
use crate::model::Registry;
use crate::source::{Sources, Span};
use crate::syntax::{Damage, Document, Manifest, PageEntry, Role, Size, Text, page, parse};
use crate::unicode::shown;

pub(crate) use find::find;
use find::once;

/// Bytes that a registry may have, included files together.
const MOST_BYTES: usize = 16 << 20;

/// What reading a registry gave.
#[derive(Debug)]
pub struct Loaded {
    /// The folder of the registry: output paths are relative to it.
    pub root: PathBuf,
    /// Every file that was read; a build script watches these.
    pub read: Vec<PathBuf>,
    /// The patterns that files were looked for with; a build script watches their folders for new ones.
    pub searched: Vec<Search>,
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// Everything that is wrong, sorted by place: errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more mistakes there are than `diagnostics` lists, where there are very many.
    pub unlisted: usize,
    /// The registry, where no error was found.
    pub registry: Option<Registry>,
}

/// A pattern that may find other files another time.
#[derive(Debug)]
pub struct Search {
    /// As the registry has it, below its folder.
    pub pattern: String,
    /// The folder that all it can find is in.
    pub folder: PathBuf,
    /// What it found.
    pub found: Vec<PathBuf>,
}

/// Reads and checks the registry at `path`, and the files that it includes.
///
/// # Errors
///
/// When a file cannot be read; the error's text names the file. Mistakes in a file are diagnostics.
///
/// # Example
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("errors.toml");
/// std::fs::write(&path, "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n")?;
/// let loaded = errbook::load::load(&path)?;
/// assert_eq!(loaded.registry.map(|registry| registry.codes.len()), Some(1));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn load(path: &Path) -> io::Result<Loaded> {
    let mut loader = Loader::new(folder(path));
    let main = loader.read(path, &shown_path(path), Role::Main)?;
    let include = main
        .as_ref()
        .map(|main| main.include.clone())
        .unwrap_or_default();
    let mut included = Vec::new();
    for file in loader.included(&include)? {
        let name = shown_path(&file);
        included.extend(loader.read(&file, &name, Role::Included)?);
    }
    let manifest = main.as_ref().and_then(|main| loader.manifest(main));
    let pages = match &main {
        Some(main) => loader.pages(main)?,
        None => Vec::new(),
    };
    Ok(loader.finish(main, &included, manifest.as_ref(), &pages))
}

/// Checks a registry given as text, as if it stood in a file `path`; includes are not followed.
///
/// ```
/// let loaded = errbook::load::load_text("errors.toml", "[errors.gone]\nstatus = 200\n");
/// let rules: Vec<_> = loaded.diagnostics.iter().map(|diagnostic| diagnostic.rule.id).collect();
/// assert_eq!(rules, ["missing-key", "status-range"]);
/// ```
#[must_use]
pub fn load_text(path: &str, text: &str) -> Loaded {
    load_bytes(path, text.as_bytes())
}

/// As [`load_text`], for bytes that may not be UTF-8.
#[must_use]
pub fn load_bytes(path: &str, bytes: &[u8]) -> Loaded {
    let mut loader = Loader::new(folder(Path::new(path)));
    let main = loader.parse(path, bytes, Role::Main);
    loader.finish(main, &[], None, &[])
}

/// The folder of a file, `.` for a bare name.
fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot read {}: {error}", shown_path(path)),
    )
}

/// A path as messages show it: with `/`, without a leading `./`.
fn shown_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

struct Loader {
    root: PathBuf,
    read: Vec<PathBuf>,
    searched: Vec<Search>,
    sources: Sources,
    damages: Vec<Damage>,
    sink: Sink,
    bytes: usize,
    size: Size,
}

impl Loader {
    fn new(root: PathBuf) -> Self {
        Self {
            root,
            read: Vec::new(),
            searched: Vec::new(),
            sources: Sources::default(),
            damages: Vec::new(),
            sink: Sink::default(),
            bytes: 0,
            size: Size::default(),
        }
    }

    fn read(&mut self, path: &Path, name: &str, role: Role) -> io::Result<Option<Document>> {
        let bytes = self.bytes(path, self.bytes)?;
        Ok(self.parse(name, &bytes, role))
    }

    /// What is in a file, where `before` bytes have been read of the others that share its limit: at most one byte more than
    /// may be.
    fn bytes(&mut self, path: &Path, before: usize) -> io::Result<Vec<u8>> {
        let named = |error| unreadable(path, &error);
        self.read.push(path.to_owned());
        // Not what the file says of its size: that of a pipe or a device is none.
        let most = u64::try_from(MOST_BYTES - before.min(MOST_BYTES)).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(named)?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(named)?;
        Ok(bytes)
    }

    fn parse(&mut self, name: &str, bytes: &[u8], role: Role) -> Option<Document> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > MOST_BYTES {
            self.too_large(name);
            return None;
        }
        if self.size.is_exceeded {
            return None;
        }
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(problem) => {
                self.not_utf8(name, problem);
                self.damages.push(Damage::total());
                return None;
            }
        };
        let file = self.sources.add(name, text);
        let (document, damage) = parse(&self.sources, file, role, &mut self.size, &mut self.sink);
        self.damages.push(damage);
        document.inspect(|document| self.size.add(document))
    }

    fn too_large(&mut self, name: &str) {
        let place = Span::new(self.sources.add(name, ""), 0..0);
        let help = "is this the right file? A registry of this size is better split into several";
        let message = "the registry is larger than 16 MiB";
        self.sink.report(&rules::TOO_LARGE, &place, message, help);
        self.damages.push(Damage::total());
    }

    fn not_utf8(&mut self, name: &str, problem: NotUtf8) {
        let file = self.sources.add(name, problem.text);
        let place = Span::new(file, problem.bytes);
        self.sink
            .report(&rules::ENCODING, &place, problem.message, problem.help);
    }

    /// The files that the patterns of `include` match, sorted, each once.
    fn included(&mut self, patterns: &[Text]) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for pattern in patterns {
            match self.matches(pattern)? {
                Ok(found) => files.extend(found),
                Err(problem) => {
                    let message = format!("the include {} {problem}", shown(&pattern.value));
                    let help = "name files below the registry's folder, with `/`: `include = [\"errors/*.toml\"]`";
                    self.sink
                        .report(&rules::INCLUDE, &pattern.span, message, help);
                }
            }
        }
        let place = |file: &PathBuf| fs::canonicalize(file).ok();
        let main = self.read.first().and_then(place);
        let mut files = once(&self.root, files);
        files.retain(|file| main.is_none() || place(file) != main);
        Ok(files)
    }

    /// The files that a pattern matches, or what is wrong with it.
    fn matches(&mut self, pattern: &Text) -> io::Result<Result<Vec<PathBuf>, &'static str>> {
        if pattern.value.contains('\\') {
            return Ok(Err("has a backslash in it"));
        }
        let leaves = |part: &str| part == ".." || part.contains(':');
        if pattern.value.starts_with('/') || pattern.value.split('/').any(leaves) {
            return Ok(Err("leaves the registry's folder"));
        }
        let fixed = pattern
            .value
            .split('/')
            .take_while(|part| !part.contains(['*', '?', '[']))
            .collect::<Vec<_>>();
        let folder = if fixed.len() == pattern.value.split('/').count() {
            &fixed[..fixed.len() - 1]
        } else {
            &fixed[..]
        };
        let Some(files) = find(&self.root, &pattern.value)? else {
            return Ok(Err("is no pattern that errbook knows"));
        };
        if folder.len() == fixed.len() {
            self.searched.push(Search {
                pattern: pattern.value.clone(),
                folder: self.root.join(folder.join("/")),
                found: files.clone(),
            });
        }
        Ok(if files.is_empty() {
            Err("matches no file")
        } else if !files.iter().all(|file| self.holds(file)) {
            Err("leaves the registry's folder through a symbolic link")
        } else {
            Ok(files)
        })
    }

    /// The pages that `[outputs.pages]` names, sorted, each once.
    fn pages(&mut self, main: &Document) -> io::Result<Vec<PageEntry>> {
        let table = &main.outputs.pages;
        let is_off = table.enabled.as_ref().is_some_and(|on| !on.value);
        let patterns = table.files.as_ref().filter(|_| !is_off);
        let mut files = Vec::new();
        for pattern in patterns.map_or(&[][..], |patterns| &patterns.value) {
            match self.matches(pattern)?.and_then(only_pages) {
                Ok(found) => files.extend(found),
                Err(problem) => {
                    let message = format!("the pattern {} {problem}", shown(&pattern.value));
                    let help = "name `.md` and `.mdx` files below the registry's folder, with `/`: `files = [\"docs/**/*.mdx\"]`";
                    self.sink
                        .report(&rules::PAGE_FILES, &pattern.span, message, help);
                }
            }
        }
        let mut bytes = 0;
        let mut pages = Vec::new();
        for file in once(&self.root, files) {
            pages.extend(self.page(&file, &mut bytes)?);
        }
        Ok(pages)
    }

    /// Reads one page; `before` is how many bytes all pages before it have.
    fn page(&mut self, file: &Path, before: &mut usize) -> io::Result<Option<PageEntry>> {
        let name = shown_path(file);
        let bytes = self.bytes(file, *before)?;
        *before += bytes.len();
        if *before > MOST_BYTES {
            let place = Span::new(self.sources.add(name, ""), 0..0);
            let message = "the pages that the registry names are larger than 16 MiB together";
            let help = "name those only that errbook keeps regions in";
            self.sink.report(&rules::TOO_LARGE, &place, message, help);
            return Ok(None);
        }
        let text = match decode(&bytes) {
            Ok(text) => text,
            Err(problem) => {
                self.not_utf8(&name, problem);
                return Ok(None);
            }
        };
        let id = self.sources.add(&name, text);
        let is_mdx = file.extension().is_some_and(|ending| ending == "mdx");
        let regions = page::parse(id, self.sources.get(id), is_mdx, &mut self.sink);
        let below = file.strip_prefix(&self.root).unwrap_or(file);
        Ok(Some(PageEntry {
            path: shown_path(below),
            // That it is UTF-8 has just been seen.
            raw: String::from_utf8(bytes).unwrap_or_default(),
            file: id,
            regions,
        }))
    }

    /// Is the file, wherever links lead, in the registry's folder? What a diagnostic shows of another may be a secret of
    /// whoever runs errbook.
    fn holds(&self, file: &Path) -> bool {
        let here = Path::new(".");
        let root = if self.root.as_os_str().is_empty() {
            here
        } else {
            &self.root
        };
        match (fs::canonicalize(root), fs::canonicalize(file)) {
            (Ok(root), Ok(file)) => file.starts_with(root),
            _ => false,
        }
    }

    /// The `Cargo.toml` of the crate that is generated, where features are named that it must have: the nearest one from
    /// the crate's folder upwards, no further than the registry's. One that cannot be read is cargo's to complain about.
    fn manifest(&mut self, main: &Document) -> Option<Manifest> {
        let output = &main.outputs.rust;
        let is_off = output.enabled.as_ref().is_some_and(|on| !on.value);
        output.features.as_ref().filter(|_| !is_off)?;
        let folder = output.path.as_ref();
        let folder = folder.map_or(check::RUST_FOLDER, |path| path.value.as_str());
        let path = self.nearest(folder, "Cargo.toml")?;
        if !self.holds(&path) {
            return None;
        }
        let text = decode(&fs::read(&path).ok()?).ok()?;
        self.read.push(path.clone());
        let file = self.sources.add(shown_path(&path), text);
        Manifest::parse(&self.sources, file)
    }

    /// The file `name` in a folder below the registry's, or in the nearest one above.
    fn nearest(&self, folder: &str, name: &str) -> Option<PathBuf> {
        let folder = Path::new(folder);
        let is_below =
            |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
        let inside = folder.components().all(is_below);
        let mut paths = folder
            .ancestors()
            .map(|folder| self.root.join(folder).join(name));
        paths.find(|path| inside && path.is_file())
    }

    fn finish(
        mut self,
        main: Option<Document>,
        included: &[Document],
        manifest: Option<&Manifest>,
        pages: &[PageEntry],
    ) -> Loaded {
        let registry = main.map(|main| {
            let sources = &self.sources;
            check::check(sources, &main, included, manifest, pages, &mut self.sink)
        });
        // What is missing may stand where the file could not be read.
        let damages = &self.damages;
        self.sink.retain(|diagnostic| {
            !damages
                .iter()
                .any(|damage| damage.explains(diagnostic.rule))
        });
        self.sink.retain_seen();
        let registry = registry.filter(|_| !self.sink.has_errors());
        Loaded {
            root: self.root,
            read: self.read,
            searched: self.searched,
            sources: self.sources,
            unlisted: self.sink.unlisted(),
            diagnostics: self.sink.into_sorted(),
            registry,
        }
    }
}

/// The files, unless there is one among them that is no page.
fn only_pages(files: Vec<PathBuf>) -> Result<Vec<PathBuf>, &'static str> {
    let is_page = |file: &PathBuf| {
        let ending = file.extension().unwrap_or_default();
        ending == "md" || ending == "mdx"
    };
    if files.iter().all(is_page) {
        Ok(files)
    } else {
        Err("matches a file that is no page")
    }
}

struct NotUtf8 {
    text: String,
    bytes: std::ops::Range<usize>,
    message: &'static str,
    help: &'static str,
}

/// The text of a file, without a byte-order mark and with LF line ends.
fn decode(bytes: &[u8]) -> Result<String, NotUtf8> {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    // ASCII in UTF-16 has a NUL in each pair of bytes, and TOML has none anywhere.
    let unmarked = bytes.len().is_multiple_of(2) && bytes[..bytes.len().min(2)].contains(&0);
    if marked || unmarked {
        return Err(NotUtf8 {
            text: String::new(),
            bytes: 0..0,
            message: "the file looks like UTF-16",
            help: "save the file as UTF-8",
        });
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(error) => {
            let before =
                String::from_utf8_lossy(&bytes[..error.valid_up_to()]).replace("\r\n", "\n");
            let after =
                String::from_utf8_lossy(&bytes[error.valid_up_to()..]).replace("\r\n", "\n");
            let bad = before.len()..before.len() + char::REPLACEMENT_CHARACTER.len_utf8();
            Err(NotUtf8 {
                text: before + &after,
                bytes: bad,
                message: "a byte that is not UTF-8",
                help: "save the file as UTF-8; other encodings write letters such as `é` as other bytes",
            })
        }
    }
}

impl Loaded {
    /// Is there a mistake that keeps the registry from being generated?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.registry.is_none()
    }
}
