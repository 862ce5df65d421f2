//! Registries of every shape through every output: each is held against that of the registry's harmless twin. The generator
//! and what holds are those of the test `random` of errbook.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../codegen/tests/random/examples.rs"]
mod examples;
#[path = "../../codegen/tests/random/generate.rs"]
mod generate;
#[path = "../../codegen/tests/random/html.rs"]
mod html;
#[path = "../../codegen/tests/random/markdown.rs"]
mod markdown;
#[path = "../../codegen/tests/random/outputs.rs"]
mod outputs;
#[path = "../../codegen/tests/random/pages.rs"]
mod pages;
#[path = "../../codegen/tests/random/rust.rs"]
mod rust;
#[path = "../../codegen/tests/random/texts.rs"]
mod texts;
#[path = "../../codegen/tests/random/twin.rs"]
mod twin;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problem) = outputs::check(bytes, |_| Ok(())) {
        panic!("{problem}");
    }
});
