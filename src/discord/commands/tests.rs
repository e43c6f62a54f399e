use proptest::prelude::*;
use serde_json::{Value, json};
use serenity::model::id::MessageId;
use twilight_model::application::command::{Command as OtherCommand, CommandType as OtherKind};

use super::*;
use crate::discord::incoming::{Command, Given, OnMessage, Word};
use crate::discord::sample;
use crate::domain::catalog::{CourseId, ProviderId};
use crate::domain::learner::{Learner, LearnerProfile};
use crate::domain::locale::Locale;
use crate::guide::request::{self, COMMANDS, Slip, Step, Written};

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
    definitions(&guide.responses, &guide.catalog)
}

#[test]
fn the_table_has_the_commands_that_help_names() {
    let names: Vec<&str> = SUBCOMMANDS.iter().map(|row| row.name).collect();
    assert_eq!(names, COMMANDS);
    let names: Vec<&str> = MESSAGE_COMMANDS.iter().map(|row| row.name).collect();
    assert_eq!(names, request::MESSAGE_COMMANDS);
}

#[test]
fn a_second_library_accepts_the_definitions() {
    let definitions = shipped();
    assert_eq!(lint(&definitions, &sample::catalog()), []);
    let kinds = [OtherKind::ChatInput, OtherKind::Message];
    for (definition, kind) in definitions.as_array().unwrap().iter().zip(kinds) {
        let mut filled = definition.clone();
        filled["version"] = json!("1");
        if kind == OtherKind::Message {
            assert!(filled.get("description").is_none(), "{filled}");
            filled["description"] = json!("");
        }
        let read: OtherCommand = serde_json::from_value(filled).unwrap();
        assert_eq!(read.kind, kind);
        twilight_validate::command::command(&read).unwrap();
    }
}

#[test]
fn every_command_is_there_in_servers_and_elsewhere() {
    for definition in shipped().as_array().unwrap() {
        assert_eq!(definition["contexts"], json!([0, 1, 2]));
        assert_eq!(definition["integration_types"], json!([0, 1]));
        assert!(definition["name_localizations"]["en-US"].is_string());
    }
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
    walk(&shipped()[0]);
}

#[test]
fn what_discord_returns_compares_equal() {
    let all = shipped();
    let ours = &all[0];
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
    assert_eq!(normalise(&theirs), normalise(ours));
    let mut in_menu = all[1].clone();
    in_menu["description"] = json!("");
    in_menu["description_localizations"] = Value::Null;
    assert_eq!(normalise(&json!([in_menu, theirs])), normalise(&all));
    theirs["options"][0]["description_localizations"]["id"] = json!("lain");
    assert_ne!(normalise(&theirs), normalise(ours));
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

#[test]
fn titles_are_suggested_as_they_will_be_sent() {
    let guide = sample::guide();
    let suggested = |typed: &str| {
        let mut command = command("recommend", &[("role", typed)]);
        command.options[0].focused = true;
        let list = serde_json::to_value(suggest(&command, guide, &Locale::english())).unwrap();
        list["data"]["choices"].as_array().unwrap().clone()
    };
    let found = suggested("platf");
    assert!((1..=25).contains(&found.len()));
    let title = found[0]["value"].as_str().unwrap();
    assert!(title.to_lowercase().contains("platf"), "{title}");
    for choice in suggested("e").iter().chain(&suggested("")).chain(&found) {
        assert_eq!(choice["name"], choice["value"]);
        assert!(choice["name"].as_str().unwrap().encode_utf16().count() <= 100);
    }
    assert_eq!(suggested("e").len(), 25);
    // Free words are kept where no title is near.
    let own = "quuxologist of the third kind";
    assert_eq!(suggested(own)[0]["value"], own);
    assert_eq!(suggested(own).len(), 1);
}

fn on_message(name: &str, words: &str, by_bot: bool) -> Request {
    let message = Target {
        id: MessageId::new(5),
        words: words.to_owned(),
        by_bot,
    };
    let command = OnMessage {
        name: name.to_owned(),
        message: Some(message),
    };
    read_message(&command, &sample::guide().responses)
}

#[test]
fn a_message_is_read_up_to_its_limit() {
    let name = "Recommend a FinOps course";
    let read = |words: &str| match on_message(name, words, false) {
        Request::Written(written) => written,
        other => panic!("{other:?}"),
    };
    let whole = |words: &str| Written {
        words: words.to_owned(),
        cut: None,
    };
    assert_eq!(read("I am\u{202e} a\nCFO"), whole("I am a\nCFO"));
    assert_eq!(read(""), whole(""));
    let most = "é".repeat(2000);
    assert_eq!(read(&most), whole(&most));
    let written = read(&format!("{most}x"));
    assert_eq!((written.words, written.cut), (most, Some(2000)));
}

#[test]
fn other_commands_and_bots_have_no_course() {
    let name = "Recommend a FinOps course";
    let unknown = Request::Slip(Slip::UnknownCommand);
    assert_eq!(on_message("Pin this", "I am a CFO", false), unknown);
    let bot = Request::Slip(Slip::NotForBots);
    assert_eq!(on_message(name, "I am a CFO", true), bot);
    let nothing = OnMessage {
        name: name.to_owned(),
        message: None,
    };
    let read = read_message(&nothing, &sample::guide().responses);
    assert_eq!(read, Request::Slip(Slip::Unreadable));
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
