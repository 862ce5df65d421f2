//! Pages on disk: what is the author's stays, to the byte, and what somebody changed is not lost.

use std::fs;

use errbook::emit;
use errbook::files::Folder;

use crate::site::{REGISTRY, Site, between};

const PAGE: &str = "docs/errors.mdx";
const COUNT: &str = "There are {/* errbook:count */}{/* errbook:end */} codes.";

#[test]
fn all_but_regions_stays_to_the_byte() {
    let own = [
        "no line end",
        "\u{feff}a mark, CRLF\r\nLF\nCR\rand\r\n\r\n",
        "\ttabs and blanks  \n\n\n\n  \u{a0}\n",
        "~~~\n{/* errbook:table */}\n~~~\n",
        "`{/* errbook:table */}` \\{/\\* errbook:end */}\n\0\u{7f}\u{202e}\n",
        "",
    ];
    for before in own {
        for after in own {
            let page = |count: &str| format!("{before}{count}{after}");
            // A line of its own: what stands before may have left a fence open.
            let filled = Site::filled(PAGE, &page(&format!("\n\n{COUNT}\n\n")));
            let expected = page(&format!(
                "\n\n{}\n\n",
                COUNT.replace("*/}{/* errbook:end", "*/}3{/* errbook:end 35fd2c2d")
            ));
            let hash = filled.rsplit("}3{/* errbook:end ").next().unwrap();
            let hash = &hash[..8];
            assert_eq!(filled, expected.replace("35fd2c2d", hash));
        }
    }
}

#[test]
fn a_region_has_the_line_ends_and_the_indentation_of_its_marker() {
    let crlf = Site::filled(
        PAGE,
        "a\r\n{/* errbook:retired */}\r\n{/* errbook:end */}\r\nb\n",
    );
    let inside = between(&crlf);
    assert_eq!(inside.matches("\r\n").count(), inside.matches('\n').count());
    assert!(
        inside.starts_with("\r\n\r\n- ") && inside.ends_with("\r\n\r\n"),
        "{inside:?}"
    );
    let indented = Site::filled(
        PAGE,
        "<Tabs>\n  {/* errbook:code gone */}\n      {/* errbook:end */}\n</Tabs>\n",
    );
    let mut lines = between(&indented)
        .trim_start_matches('\n')
        .trim_end_matches(' ')
        .lines();
    assert!(
        lines.all(|line| line.is_empty() || line.starts_with("  ")),
        "{indented}"
    );
    assert!(indented.contains("\n      {/* errbook:end "), "{indented}");
}

#[test]
fn a_second_run_changes_nothing() {
    let page = "---\n# errbook:field name=\"title\"\n# errbook:end\n---\n\n{/* errbook:table */}\nold\n{/* errbook:end */}\n\
                {/* errbook:codes */}\n{/* errbook:end */}\n{/* errbook:schema */}\n{/* errbook:end */}\n";
    for line_end in ["\n", "\r\n"] {
        let site = Site::new(REGISTRY, &[(PAGE, &page.replace('\n', line_end))]);
        site.run(&["generate", "--check"]).expect(1).says(&[
            "changed: docs/errors.mdx",
            "-old",
            "+| `gone` ",
        ]);
        site.run(&["generate"])
            .expect(0)
            .says(&["wrote docs/errors.mdx"]);
        let (text, time) = (
            site.read(PAGE),
            fs::metadata(site.path(PAGE)).unwrap().modified(),
        );
        site.run(&["generate", "--check"]).expect(0);
        site.run(&["generate"]).expect(0).says(&["nothing changed"]);
        assert_eq!(site.read(PAGE), text);
        assert_eq!(
            fs::metadata(site.path(PAGE)).unwrap().modified().unwrap(),
            time.unwrap()
        );
    }
}

#[test]
fn a_new_registry_changes_its_regions_and_nothing_else() {
    let text = format!(
        "{COUNT}\n\n{{/* errbook:table status=\"5xx\" */}}\n{{/* errbook:end */}}\nmy own\n"
    );
    let site = Site::new(REGISTRY, &[(PAGE, &text)]);
    site.run(&["generate"]).expect(0);
    let before = site.read(PAGE);
    site.edit("errors.toml", "It *was* here.", "It is gone.");
    site.run(&["generate"]).expect(0);
    assert_eq!(site.read(PAGE), before, "no region shows this code");
    site.edit("errors.toml", "Too much to do.", "Come back later.");
    site.run(&["generate"])
        .expect(0)
        .says(&["wrote docs/errors.mdx"]);
    let after = site.read(PAGE);
    let line = |text: &str| {
        text.lines()
            .find(|line| line.contains("errbook:end"))
            .map(str::to_owned)
    };
    assert_eq!(line(&after), line(&before), "the count is the same");
    assert!(after.contains("Come back later.") && after.ends_with("\nmy own\n"));
}

#[test]
fn what_a_person_changed_is_replaced_by_force_alone() {
    let text = format!("{COUNT}\n\n{{/* errbook:retired */}}\n{{/* errbook:end */}}\n");
    let site = Site::new(REGISTRY, &[(PAGE, &text)]);
    site.run(&["generate"]).expect(0);
    let right = site.read(PAGE);
    site.edit(PAGE, "}3{", "}about 3{");
    site.edit(PAGE, "removed in", "was removed in");
    let edited = site.read(PAGE);
    for _ in 0..2 {
        site.run(&["generate", "--check"]).expect(1).says(&[
            "+There are {/* errbook:count */}3{",
            "changed by hand: docs/errors.mdx:1; `errbook generate --force` replaces it",
            "changed by hand: docs/errors.mdx:3",
        ]);
        site.run(&["generate", "--dry-run"])
            .expect(0)
            .says(&["cannot write docs/errors.mdx"]);
        site.run(&["generate"])
            .expect(1)
            .says(&["docs/errors.mdx:1, docs/errors.mdx:3: the text between the markers"]);
        assert_eq!(site.read(PAGE), edited);
        assert!(
            !site.path("generated/rust").exists() || site.path("generated/rust/lib.rs").exists()
        );
    }
    // What is right is no harm, whoever wrote it.
    site.edit("errors.toml", "status = 410", "status = 404");
    site.run(&["generate"]).expect(1);
    assert!(
        site.read("generated/docs/errors.md").contains("410"),
        "nothing is written then"
    );
    site.edit("errors.toml", "status = 404", "status = 410");
    site.run(&["generate", "--force"])
        .expect(0)
        .says(&["wrote docs/errors.mdx"]);
    assert_eq!(site.read(PAGE), right);
}

#[test]
fn what_was_never_filled_is_replaced() {
    let page = "{/* errbook:retired */}\nTo be filled.\n{/* errbook:end */}\n";
    assert!(!Site::filled(PAGE, page).contains("To be filled"));
    // Other attributes, another text: nobody has changed what errbook wrote.
    let site = Site::new(
        REGISTRY,
        &[(PAGE, "{/* errbook:table */}\n{/* errbook:end */}\n")],
    );
    site.run(&["generate"]).expect(0);
    site.edit(PAGE, "errbook:table", "errbook:table status=\"503\"");
    site.run(&["generate"]).expect(0);
    assert!(!between(&site.read(PAGE)).contains("gone"));
}

#[test]
fn a_moved_page_keeps_what_is_known_of_it() {
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    site.run(&["generate"]).expect(0);
    fs::create_dir(site.path("docs/deep")).unwrap();
    fs::rename(site.path(PAGE), site.path("docs/deep/other.mdx")).unwrap();
    site.run(&["generate", "--check"]).expect(0);
    site.edit("docs/deep/other.mdx", "}3{", "}4{");
    site.run(&["generate"])
        .expect(1)
        .says(&["docs/deep/other.mdx:1"]);
}

#[test]
fn pages_are_in_no_manifest_and_never_removed() {
    let site = Site::new(
        REGISTRY,
        &[(PAGE, COUNT), ("docs/plain.md", "No region.\n")],
    );
    site.run(&["generate"]).expect(0);
    assert!(
        !site
            .read("generated/.errors.manifest")
            .contains("docs/errors.mdx")
    );
    let text = site.read(PAGE);
    site.edit(
        "errors.toml",
        "[outputs.pages]",
        "[outputs.pages]\nenabled = false",
    );
    site.run(&["generate"]).expect(0);
    assert_eq!(site.read(PAGE), text);
    assert_eq!(site.read("docs/plain.md"), "No region.\n");
}

#[test]
fn a_copy_elsewhere_is_an_ordinary_file() {
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    site.run(&["generate", "--out", "preview"]).expect(0);
    assert_eq!(site.read(PAGE), COUNT);
    assert!(site.read("preview/docs/errors.mdx").contains("*/}3{/*"));
    site.edit(
        "errors.toml",
        "[errors.gone]",
        "[errors.more]\nstatus = 400\nmessage = \"More.\"\n[errors.gone]",
    );
    site.run(&["generate", "--out", "preview"]).expect(0);
    assert!(site.read("preview/docs/errors.mdx").contains("*/}4{/*"));
    fs::remove_file(site.path(PAGE)).unwrap();
    site.write("docs/other.md", "Another.\n");
    site.run(&["generate", "--out", "preview"])
        .expect(0)
        .says(&["kept preview/docs/errors.mdx"]);
}

#[test]
fn a_page_that_changes_meanwhile_is_not_overwritten() {
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    let files = emit::all(&site.load().registry.unwrap());
    site.write(PAGE, "Somebody writes just now.");
    let folder = Folder::new(&site.path(""), &site.path("errors.toml"));
    let error = files
        .write(&folder.lock().unwrap())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("docs/errors.mdx has changed while errbook was running"),
        "{error}"
    );
    assert_eq!(site.read(PAGE), "Somebody writes just now.");
    fs::remove_file(site.path(PAGE)).unwrap();
    let folder = Folder::new(&site.path(""), &site.path("errors.toml"));
    assert!(files.write(&folder.lock().unwrap()).is_err());
    assert!(!site.path(PAGE).exists());
}

#[cfg(unix)]
#[test]
fn a_page_keeps_its_rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    fs::set_permissions(site.path(PAGE), fs::Permissions::from_mode(0o640)).unwrap();
    site.run(&["generate"]).expect(0);
    let mode = fs::metadata(site.path(PAGE)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// What a diagnostic shows of a file elsewhere may be a secret of whoever runs errbook.
#[cfg(unix)]
#[test]
fn no_pattern_leads_out_of_the_folder_through_a_link() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.md");
    fs::write(&secret, "<!-- errbook:hunter2 -->\n").unwrap();
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    symlink(&secret, site.path("docs/link.md")).unwrap();
    let ran = site.run(&["generate"]);
    ran.expect(1).says(&[
        "page-files",
        "leaves the registry's folder through a symbolic link",
    ]);
    assert!(!ran.err.contains("hunter2"));
}

#[test]
fn pages_have_a_limit_of_their_own() {
    let large = format!("{COUNT}\n{}", "x".repeat(9 << 20));
    let site = Site::new(REGISTRY, &[(PAGE, &large)]);
    site.run(&["check"]).expect(0);
    site.write("docs/second.md", &large);
    site.run(&["check"])
        .expect(1)
        .says(&["too-large", "docs/second.md:1:1"]);
}

/// The build script watches what this says.
#[test]
fn pages_are_inputs() {
    let site = Site::new(REGISTRY, &[(PAGE, COUNT)]);
    let loaded = site.load();
    assert!(loaded.read.contains(&site.path(PAGE)));
    assert_eq!(loaded.searched[0].folder, site.path("docs"));
    assert_eq!(loaded.searched[0].found, [site.path(PAGE)]);
}

/// A page of ours is no page of theirs.
#[test]
fn a_pattern_may_find_the_docs_page_too() {
    let registry = REGISTRY.replace("docs/**/*.md*", "**/*.md");
    let site = Site::new(&registry, &[("README.md", COUNT)]);
    for said in ["wrote generated/docs/errors.md", "nothing changed"] {
        site.run(&["generate"]).expect(0).says(&[said]);
    }
    site.write("generated/docs/errors.md", COUNT);
    site.run(&["check"]).expect(1).says(&[
        "output-path",
        "`generated/docs/errors.md` is a page of yours, in which errbook keeps regions",
    ]);
}
