//! `finops-bot diff`: what an edit of the data files changes for people.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

const SHIPPED: &str = env!("CARGO_MANIFEST_DIR");

fn run(old: &Path, new: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
    command.arg("diff").arg(old).arg(new).args(more);
    let output = command.current_dir(SHIPPED).env_clear().output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code();
    (code, text(output.stdout), text(output.stderr))
}

fn shipped() -> PathBuf {
    SHIPPED.into()
}

/// A copy of the shipped data files.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::copy(shipped().join("catalog.toml"), path.join("catalog.toml")).unwrap();
        for name in ["roles", "responses"] {
            copy_folder(&shipped().join(name), &path.join(name));
        }
        Self(folder)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.0.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let (head, tail) = text.split_once(from).unwrap();
        fs::write(path, format!("{head}{to}{tail}")).unwrap();
    }

    /// Edits what follows the id of a course.
    fn edit_course(&self, id: &str, from: &str, to: &str) {
        let path = self.0.path().join("catalog.toml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find(&format!("\nid = \"{id}\"")).unwrap();
        let (before, after) = text.split_at(start);
        assert!(after.contains(from), "{from}");
        fs::write(path, format!("{before}{}", after.replacen(from, to, 1))).unwrap();
    }

    fn told(&self) -> String {
        let (code, told, words) = run(&shipped(), self.0.path(), &[]);
        assert_eq!((code, words.as_str()), (Some(1), ""), "{told}");
        told
    }

    fn json(&self) -> Value {
        let (code, told, words) = run(&shipped(), self.0.path(), &["--format", "json"]);
        assert_eq!((code, words.as_str()), (Some(1), ""), "{told}");
        serde_json::from_str(&told).unwrap()
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|own| (own.path(), own.file_name())).unwrap();
        match path.is_dir() {
            true => copy_folder(&path, &to.join(name)),
            false => drop(fs::copy(path, to.join(name)).unwrap()),
        }
    }
}

#[test]
fn the_same_files_do_not_differ() {
    let copy = Copy::new();
    let same = (Some(0), "No difference.\n".to_owned(), String::new());
    assert_eq!(run(&shipped(), copy.0.path(), &[]), same);
    // Remarks are for editors.
    copy.edit(
        "catalog.toml",
        "\n[[course]]\n",
        "\n# A remark.\n[[course]]\n",
    );
    let name = "responses/en-US/recommend.ftl";
    copy.edit(name, "lead-on-team = ", "# A remark.\nlead-on-team =    ");
    assert_eq!(run(&shipped(), copy.0.path(), &[]), same);
    let (code, told, _) = run(&shipped(), copy.0.path(), &["--format", "json"]);
    assert_eq!(code, Some(0));
    let nothing = json!({
        "courses": [], "facts": [], "sentences": [], "titles": [], "answers": [],
    });
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), nothing);
}

#[test]
fn a_price_is_told_with_its_days() {
    let copy = Copy::new();
    let new = "is = 350, currency = \"USD\", buys = \"exam\", source = \"learn-page\", as_of = 2026-11-20";
    let old = new.replace("350", "325").replace("11-20", "10-02");
    copy.edit("catalog.toml", &old, new);
    assert_eq!(
        copy.told(),
        "Facts\n  course practitioner\n    price of exam in USD: 325 → 350 (as of 2026-10-02 → 2026-11-20)\n"
    );
    let fact = &copy.json()["facts"][0];
    assert_eq!(fact["about"], "course practitioner");
    assert_eq!(fact["old"]["is"], "325");
    assert_eq!(fact["new"]["as_of"], "2026-11-20");
}

#[test]
fn what_becomes_of_courses_stands_first() {
    let copy = Copy::new();
    let offered = "status = { is = \"offered\"";
    let retired = "status = { is = \"retired\", replaced_by = \"engineers\"";
    copy.edit_course("product", offered, retired);
    copy.edit_course(
        "finance",
        "FinOps for Finance\"",
        "FinOps for Accountants\"",
    );
    copy.edit_course("executives", offered, "status = { is = \"announced\"");
    let told = copy.told();
    for line in [
        "Courses\n",
        "  renamed finance: FinOps for Finance → FinOps for Accountants (as of 2021-11-18)\n",
        "  retired product: offered → retired, replaced by engineers (as of 2021-11-18)\n",
        "  status executives: offered → announced (as of 2021-11-18)\n",
        "Answers (lines of roles/expected.toml)\n",
        "“product owner of the checkout”: product → engineers\n",
    ] {
        assert!(told.contains(line), "{line:?} not in {told}");
    }
    let json = copy.json();
    assert_eq!(json["courses"].as_array().unwrap().len(), 3);
    assert_eq!(json["courses"][1]["what"], "retired");
    let answer = &json["answers"][0];
    let table = fs::read_to_string(shipped().join("roles/expected.toml")).unwrap();
    let line = usize::try_from(answer["line"].as_u64().unwrap()).unwrap();
    let text = table.lines().nth(line - 1).unwrap();
    assert!(text.contains(answer["person"].as_str().unwrap()), "{text}");
    assert_eq!(answer["old"]["course"], "product");
    assert_eq!(answer["new"]["course"], "engineers");
}

#[test]
fn a_course_that_comes_or_goes_is_told_with_its_facts() {
    let copy = Copy::new();
    let path = copy.0.path().join("catalog.toml");
    let more = include_str!("../fixtures/more-facts.toml");
    let grown = format!("{}\n{more}", fs::read_to_string(&path).unwrap());
    fs::write(&path, grown).unwrap();
    let told = copy.told();
    assert!(
        told.contains("  added sustainability: + FinOps for Sustainability"),
        "{told}"
    );
    assert!(
        told.contains("  course sustainability\n    status: + announced"),
        "{told}"
    );
    let (code, told, _) = run(copy.0.path(), &shipped(), &[]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("  removed sustainability: - FinOps for Sustainability"),
        "{told}"
    );
    assert!(
        told.contains("buttons in old messages still name it"),
        "{told}"
    );
}

#[test]
fn links_and_hosts_are_facts_too() {
    let copy = Copy::new();
    let link = "https://github.com/finopsfoundation/curriculum\", source";
    copy.edit("catalog.toml", link, "https://focus.finops.org/\", source");
    copy.edit("catalog.toml", "  \"www.coursera.org\",\n", "");
    let told = copy.told();
    for part in [
        "  curriculum repository\n    link: https://github.com/finopsfoundation/curriculum → https://focus.finops.org/",
        "  catalogue\n    allowed hosts: ",
    ] {
        assert!(told.contains(part), "{part:?} not in {told}");
    }
}

#[test]
fn sentences_are_counted_by_language_and_named() {
    let copy = Copy::new();
    let name = "responses/en-US/recommend.ftl";
    copy.edit(name, "lead-on-team = ", "lead-on-team = Well: ");
    assert_eq!(
        copy.told(),
        "Sentences\n  en-US: 1 changed (lead-on-team)\n"
    );
    let folder = copy.0.path().join("responses/xx");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.ftl"), "lead-on-team = Words\n").unwrap();
    let json = copy.json();
    let sentences = json["sentences"].as_array().unwrap();
    let added = json!({"language": "xx", "added": ["lead-on-team"], "changed": [], "removed": []});
    assert!(sentences.contains(&added), "{sentences:?}");
}

#[test]
fn a_catalogue_alone_is_compared_with_the_usual_rest() {
    let copy = Copy::new();
    copy.edit_course("executives", "colour = \"#4a5a6a\"", "colour = \"#000000\"");
    let new = copy.0.path().join("catalog.toml");
    let (code, told, _) = run(&shipped().join("catalog.toml"), &new, &[]);
    assert_eq!(code, Some(1));
    assert_eq!(
        told,
        "Facts\n  course executives\n    colour: #4a5a6a → #000000\n"
    );
}

#[test]
fn what_cannot_be_read_is_exit_code_2() {
    let copy = Copy::new();
    copy.edit_course("executives", "colour = ", "color = ");
    let empty = tempfile::tempdir().unwrap();
    for (side, words) in [
        (copy.0.path(), "faults in the data files: "),
        (
            empty.path(),
            "holds neither catalog.toml nor roles/ nor responses/",
        ),
        (Path::new("/nowhere/at/all"), "cannot read /nowhere/at/all"),
    ] {
        for (old, new) in [(side, shipped().as_path()), (shipped().as_path(), side)] {
            let (code, told, said) = run(old, new, &[]);
            assert_eq!((code, told.as_str()), (Some(2), ""), "{side:?}");
            assert_eq!(said.lines().count(), 1, "{said}");
            assert!(
                said.contains(words) && said.contains(side.to_str().unwrap()),
                "{said}"
            );
        }
    }
}
