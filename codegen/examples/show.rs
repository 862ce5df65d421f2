//! scratch
fn main() {
    let l = errbook::load::load(std::path::Path::new(&std::env::args().nth(1).unwrap())).unwrap();
    print!(
        "{}",
        errbook::diag::render::text(&l.diagnostics, &l.sources, true)
    );
    println!("{:?}", l.registry.is_some());
}
