use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::application::command::Command as OtherCommand;

use super::lint::Flaw;
use super::*;
use crate::discord::incoming::{Command, Given, Word};
use crate::discord::sample;
use crate::domain::catalog::{CourseId, ProviderId};
use crate::domain::learner::{Learner, LearnerProfile};
use crate::domain::locale::Locale;
use crate::guide::request::{COMMANDS, Slip, Step};

fn command(subcommand: &str, options: &[(&str, &str)]) -> Command {
    Command {
        name: COMMAND.to_owned(),
        subcommand: Some(subcommand.to_owned()),
        options: options
            .iter()
            .map(|(name, text)| Given {
                name: (*name).to_owned(),
                value: Word::Text((*text).to_owned()),
                focused: false,
            })
            .collect(),
    }
}

fn check(subcommand: &str, options: &[(&str, &str)], expected: Request) {
    let guide = sample::guide();
    assert_eq!(
        read(&command(subcommand, options), &guide.catalog),
        expected,
        "{subcommand} {options:?}"
    );
}

fn shipped() -> Value {
    let guide = sample::guide();
    definition(&guide.responses, &guide.catalog)
}

#[test]
fn the_table_has_the_commands_that_help_names() {
    let names: Vec<&str> = SUBCOMMANDS.iter().map(|row| row.name).collect();
    assert_eq!(names, COMMANDS);
}

#[test]
fn a_second_library_accepts_the_definition() {
    let definition = shipped();
    assert_eq!(lint(&definition), []);
    let mut filled = definition;
    filled["version"] = json!("1");
    let read: OtherCommand = serde_json::from_value(filled).unwrap();
    twilight_validate::command::command(&read).unwrap();
}

#[test]
fn every_text_option_has_a_length_and_english_is_explicit() {
    fn walk(part: &Value) {
        if part["type"] == 3 {
            assert!(part["max_length"].is_u64(), "{part}");
        }
        assert!(part["description_localizations"]["en-US"].is_string());
        for option in part["options"].as_array().into_iter().flatten() {
            walk(option);
        }
    }
    walk(&shipped());
}

#[test]
fn what_discord_returns_compares_equal() {
    let ours = shipped();
    let mut theirs = ours.clone();
    theirs["id"] = json!("1");
    theirs["version"] = json!("2");
    theirs["application_id"] = json!("3");
    theirs["dm_permission"] = json!(true);
    theirs["default_member_permissions"] = Value::Null;
    theirs["nsfw"] = json!(false);
    theirs["contexts"] = json!([2, 0, 1]);
    theirs["options"][3]
        .as_object_mut()
        .unwrap()
        .remove("options");
    theirs["options"][0]["options"][0]
        .as_object_mut()
        .unwrap()
        .remove("required");
    assert_eq!(normalise(&theirs), normalise(&ours));
    assert_eq!(normalise(&json!([theirs])), normalise(&json!([ours])));
    theirs["options"][0]["description_localizations"]["id"] = json!("lain");
    assert_ne!(normalise(&theirs), normalise(&ours));
}

#[test]
fn limits_are_told() {
    let long = "é".repeat(101);
    let broken = json!({"name": "Finops", "description": "", "options": [
        {"name": "a", "description": long, "choices": [{"name": "", "value": "v"}]},
        {"name": "b", "description": "b", "name_localizations": {"de": "a"}, "required": true},
    ]});
    let told: Vec<String> = lint(&broken).iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 6, "{told:#?}");
    let big: Vec<Value> = (0..26)
        .map(|n| json!({"name": format!("n{n}"), "description": "d".repeat(100)}))
        .collect();
    let wide = json!({"name": "f", "description": "d", "options": [{"name": "x", "description": "d", "options": big}]});
    assert_eq!(
        lint(&wide).first().map(|breach| breach.what),
        Some(Flaw::Options { count: 26 })
    );
}

#[test]
fn the_flags_of_recommend_are_read() {
    check("recommend", &[], quiz());
    check(
        "recommend",
        &[("role", "  "), ("about", "\u{202e}")],
        quiz(),
    );
    let mut profile = LearnerProfile {
        role: Some("platform engineer".to_owned()),
        finops: Some(Finops::None),
        cloud_basics: Some(true),
        providers: vec![ProviderId::new("aws")],
        team: Some(Team::NotSure),
        ..LearnerProfile::default()
    };
    let options = [
        ("role", " platform engineer\u{2069} "),
        ("experience", "cloud-no-finops"),
        ("team", "not-sure"),
        ("cloud", "aws"),
    ];
    check("recommend", &options, Request::Recommend(profile.clone()));
    profile.cloud_basics = Some(false);
    profile.providers.clear();
    let options = [options[0], options[1], options[2], ("cloud", "none")];
    check("recommend", &options, Request::Recommend(profile));
}

fn quiz() -> Request {
    Request::Quiz {
        learner: Learner::default(),
        step: Step::Role,
    }
}

#[test]
fn courses_and_clouds_are_found_by_name() {
    let practitioner = CourseId::new("practitioner");
    let read = Request::Course(practitioner.clone());
    check(
        "course",
        &[("name", "FinOps Certified Practitioner")],
        read.clone(),
    );
    check("course", &[("name", "practitioner")], read);
    let read = Request::Compare {
        first: practitioner,
        second: CourseId::new("professional"),
        from: None,
    };
    check(
        "compare",
        &[("second", "professional"), ("first", "practitioner")],
        read,
    );
    let slip = Request::Slip(Slip::NoSuchCourse("knitting".to_owned()));
    check("course", &[("name", "knitting")], slip.clone());
    check(
        "compare",
        &[("first", "practitioner"), ("second", "knitting")],
        slip.clone(),
    );
    check("prereqs", &[("course", "knitting")], slip);
    let slip = Request::Slip(Slip::NoSuchProvider("ibm".to_owned()));
    check("prereqs", &[("cloud", "ibm")], slip);
}

#[test]
fn what_does_not_fit_its_row_is_a_slip() {
    let unreadable = Request::Slip(Slip::Unreadable);
    check("course", &[], unreadable.clone());
    check("course", &[("name", " ")], unreadable.clone());
    check("courses", &[("name", "x")], unreadable.clone());
    check("recommend", &[("share", "yes")], unreadable.clone());
    check("recommend", &[("team", "captain")], unreadable);
    check("dance", &[], Request::Slip(Slip::UnknownCommand));
    let other = Command {
        name: "other".to_owned(),
        ..Command::default()
    };
    assert_eq!(
        read(&other, &sample::catalog()),
        Request::Slip(Slip::UnknownCommand)
    );
}

#[test]
fn every_row_of_the_table_can_be_asked() {
    let guide = sample::guide();
    for row in SUBCOMMANDS {
        let options: Vec<(&str, &str)> = row
            .options
            .iter()
            .filter(|option| option.required)
            .map(|option| (option.name, "practitioner"))
            .collect();
        let request = read(&command(row.name, &options), &guide.catalog);
        assert!(!matches!(request, Request::Slip(_)), "{}", row.name);
    }
}

#[test]
fn courses_are_suggested_and_unknown_options_are_not() {
    let guide = sample::guide();
    let suggested = |name: &str, option: &str| {
        let mut typed = command(name, &[(option, "pract")]);
        typed.options[0].focused = true;
        let list = suggest(&typed, guide, &Locale::english());
        serde_json::to_value(list).unwrap()
    };
    let list = suggested("course", "name");
    assert_eq!(list["type"], 8);
    assert_eq!(list["data"]["choices"][0]["value"], "practitioner");
    assert_eq!(suggested("course", "x")["data"]["choices"], json!([]));
    assert_eq!(suggested("dance", "name")["data"]["choices"], json!([]));
}

fn any_word() -> impl Strategy<Value = Word> {
    prop_oneof![
        ".*".prop_map(Word::Text),
        any::<bool>().prop_map(Word::Flag),
        Just(Word::Other),
    ]
}

proptest! {
    #[test]
    fn any_options_can_be_read(
        row in prop::sample::select(COMMANDS.to_vec()),
        options in prop::collection::vec(("(role|name|about|cloud|team|[a-z]{0,9})", any_word()), 0..6),
    ) {
        let mut typed = command(row, &[]);
        typed.options = options
            .into_iter()
            .map(|(name, value)| Given { name, value, focused: true })
            .collect();
        read(&typed, &sample::catalog());
        posting(&typed);
    }
}
