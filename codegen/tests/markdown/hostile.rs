//! Texts that want to be more than text, and a generator that mixes their pieces.

/// Each of these is a whole text that some reader of Markdown could take for markup.
pub const TEXTS: &[&str] = &[
    "a | b",
    "|---|",
    "| a | b |\n|---|---|\n| c | d |",
    "a\n:-:\nb",
    "`a|b` and `c\\|d`",
    "`` ` `` and ` `` `",
    "ends with a backslash \\",
    "C:\\temp\\*.log \\\\ \\",
    "a\\\nb",
    "{needed} and {have",
    "} closes what nothing opened {",
    "`{needed}` and {`x`}",
    "{/* a comment */} ${a} {{b}}",
    "<b>bold</b> <br> <br/> </p>",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!-- a *comment* -->",
    "<Card title=\"x\">y</Card>",
    "a < b > c <5 <",
    "<https://example.com> <a@example.com>",
    "https://example.com/a_b_c and http://x.y, ftp://f.g",
    "HTTPS://EXAMPLE.COM WWW.EXAMPLE.COM",
    "www.example.com/x_y_ mail a.b+c@example.com, xmpp:x@example.com",
    "mailto:a_b@example.com",
    "![alt](https://example.com/i.png)",
    "hot![link](/limits)!",
    "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](data:text/html,x)",
    "[x](java\\\nscript:x) [x](<java script:x>) [x](/\\evil.com) [x](//evil.com)",
    "[Foo](crate::Foo) [Foo](std::vec::Vec) [`Foo`] [Foo][Bar] [Foo][]",
    "[a]: /url\n[b]: <x> 'title'\nsee [a] and [b]",
    "[^1] and [^1]: a note",
    "[ ] not a task\n[x] nor this",
    "# heading\n## heading\nSetext\n===\nSetext\n---",
    "C# and #1 #\n#hash ##",
    "> quote\n>quote",
    "- list\n* list\n+ list\n1. list\n2) list\n10. list",
    "***\n___\n---\n* * *\n- - -",
    "    indented\n\tcode",
    "```\nfence\n```\n~~~\nfence",
    "~~struck~~ ~struck~ ~",
    "&amp; &lt; &copy; &#123; &#x7b; & &; &amp &nosuch; R&D",
    "*/ /* // --> <!-- ]]> '''' \"\"\"",
    "import x from 'y'\nexport const a = 1\nimportant imports\nexport",
    "---\ntitle: x\n---",
    "+++\ntitle = 'x'\n+++",
    "$a$ costs $5 and $6, $$b$$",
    ":smile: ::: note\n:: x",
    "snake_case_word _emphasis_ __init__ a_ _b 2 * 3 * 4 a*b*c",
    "***both*** **_mixed_** *a**b**c* _a_*b* **a***b*",
    "*not closed **neither _nor this",
    "**strong with `code` and [link](https://example.com/(a)_b?c=1&copy;=2)**",
    "[*em* `code` **strong**](mailto:a@example.com)",
    "[a [b](/c) d](/e) [![alt](/i.png)](/f)",
    "[empty]() [](/nothing) [title](/x \"gone?\") [brackets \\] inside](/y)",
    "[a\\](b) \\[c](d) [e]\\(f) [g](h\\)i) [j](k\\(l) [m](<n>)",
    "\\* \\_ \\` \\[ \\] \\< \\{ \\| \\# \\! \\& \\\\ \\a \\1",
    "caf\u{e9} \u{4e2d}\u{6587}*\u{4e2d}*\u{6587} \u{1f468}\u{200d}\u{1f469} \u{a0}*x*\u{a0}",
    "tab\tin text and `in\tcode`",
    "%s %d {0} {:?} {} $1 #{x} <%= x %>",
    "-- a\n-> b\n--> c\n=> d\n== e\n+ f",
    "1.5 is no list\n1986\\. A year\n1) x",
];

/// Pieces of Markdown, from which texts are mixed.
const PIECES: &[&str] = &[
    "a",
    "b",
    "word",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "```",
    "[",
    "]",
    "](",
    "](/u)",
    "](https://x.y/)",
    "](x:y)",
    "(",
    ")",
    "!",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<a@b.c>",
    "{",
    "}",
    "&amp;",
    "&",
    ";",
    "\\",
    "\\*",
    "|",
    "\\|",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "# ",
    "> ",
    "---",
    "===",
    "~~~",
    "~",
    "~~",
    "https://x.y",
    "www.a.b",
    "a@b.c",
    "$",
    "#",
    ":-",
    "+",
    "=",
    "^",
    "\"",
    "'",
    ".",
    ",",
    "import x",
    "export",
    "\u{e9}",
    "\u{4e2d}",
    "\u{a0}",
    "    ",
    "[a]: /b",
    "  - ",
    "   1. ",
    "0",
];

/// A small generator of numbers (xorshift), the same on every machine.
pub struct Mixer(u64);

impl Mixer {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// A text of up to `most` pieces.
    pub fn text(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        (0..count)
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }
}

/// All fixed texts, then `count` mixed ones.
pub fn texts(count: u64) -> impl Iterator<Item = String> {
    let fixed = TEXTS.iter().map(|&text| text.to_owned());
    fixed.chain((0..count).map(|seed| Mixer::new(seed).text(14)))
}
