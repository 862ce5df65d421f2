//! Markdown: the context of the docs page.
