use proptest::prelude::*;
use serde_json::json;
use serenity::model::id::MessageId;

use super::place::{ADMINISTRATOR, SEND_MESSAGES, USE_EXTERNAL_APPS};
use super::*;

#[test]
fn a_command_is_read_without_the_fields_that_libraries_want() {
    let raw = json!({
        "id": "7", "application_id": "8", "type": 2, "token": "t", "locale": "de",
        "guild_id": "9", "channel": {"type": 11, "unheard_of": 1},
        "member": {"permissions": "2251799813685248"},
        "data": {"name": "finops", "resolved": {"users": {"5": {"bot": true}}}, "options": [
            {"type": 1, "name": "recommend", "options": [
                {"type": 3, "name": "role", "value": "cfo"},
                {"type": 5, "name": "share", "value": true},
                {"type": 6, "name": "for", "value": "5"},
                {"type": 3, "name": "about", "value": 12},
            ]},
        ]},
    });
    let read = read_value(&raw).unwrap();
    let Kind::Command(command) = read.kind else {
        panic!("not a command");
    };
    assert_eq!(command.subcommand.as_deref(), Some("recommend"));
    let words: Vec<Word> = command
        .options
        .into_iter()
        .map(|given| given.value)
        .collect();
    let member = Word::Member {
        id: UserId::new(5),
        bot: true,
    };
    assert_eq!(
        words,
        [
            Word::Text("cfo".to_owned()),
            Word::Flag(true),
            member,
            Word::Other
        ]
    );
    assert_eq!(read.place.member, 1 << 51);
    assert!(read.place.thread && !read.place.may_post());
    assert_eq!(read.locale.as_str(), "de");
}

#[test]
fn a_members_own_app_needs_a_permission_to_be_heard() {
    let cases = [
        (json!({"0": "9"}), SEND_MESSAGES, true),
        (json!({"0": "9", "1": "5"}), SEND_MESSAGES, true),
        (json!({"1": "5"}), SEND_MESSAGES, false),
        (json!({"1": "5"}), SEND_MESSAGES | USE_EXTERNAL_APPS, true),
        (json!({"1": "5"}), USE_EXTERNAL_APPS, false),
        (json!({"1": "5"}), ADMINISTRATOR, true),
    ];
    for (owners, bits, may_post) in cases {
        let raw = json!({"id": "7", "token": "t", "guild_id": "9",
            "authorizing_integration_owners": owners,
            "member": {"permissions": bits.to_string()}});
        let read = read_value(&raw).unwrap();
        assert_eq!(read.place.may_post(), may_post, "{raw}");
    }
}

#[test]
fn a_command_on_a_message_is_read_with_the_message() {
    let read = |message: serde_json::Value| {
        let raw = json!({"id": "7", "type": 2, "token": "t", "data": {"type": 3, "name": "N n",
            "target_id": "5", "resolved": {"messages": {"5": message}}}});
        match read_value(&raw).unwrap().kind {
            Kind::OnMessage(OnMessage { name, message }) if name == "N n" => message,
            other => panic!("{other:?}"),
        }
    };
    let target = |words: &str, by_bot| {
        Some(Target {
            id: MessageId::new(5),
            words: words.to_owned(),
            by_bot,
        })
    };
    for kind in [json!(0), json!(19), json!(null)] {
        let message = json!({"type": kind, "content": "hi", "embeds": 7, "flags": 1 << 15});
        assert_eq!(read(message), target("hi", false));
    }
    // Somebody joined, a thread began: the words are Discord's.
    assert_eq!(
        read(json!({"type": 18, "content": "hi"})),
        target("", false)
    );
    assert_eq!(read(json!({"author": {"bot": true}})), target("", true));
    assert_eq!(read(json!(null)), target("", false));
    let lost = json!({"id": "7", "type": 2, "token": "t", "data": {"type": 3, "name": "N",
        "target_id": "5"}});
    let Kind::OnMessage(on) = read_value(&lost).unwrap().kind else {
        panic!("not on a message");
    };
    assert_eq!(on.message, None);
}

#[test]
fn where_the_bot_is_and_what_it_may_do_is_known() {
    let place = |rest: serde_json::Value| {
        let mut raw =
            json!({"id": "7", "token": "t", "channel_id": "6", "app_permissions": "1024"});
        for (key, value) in rest.as_object().unwrap() {
            raw[key] = value.clone();
        }
        read_value(&raw).unwrap().place
    };
    let here = place(json!({"guild_id": "9", "authorizing_integration_owners": {"0": "9"}}));
    assert!(here.bot_is_here() && here.bot_has(1 << 10) && !here.bot_has(1 << 11));
    let direct = json!({"context": 1, "authorizing_integration_owners": {"1": "5"}});
    assert!(place(direct).bot_is_here());
    let brought = json!({"guild_id": "9", "authorizing_integration_owners": {"1": "5"}});
    assert!(!place(brought).bot_is_here());
    assert!(!place(json!({"context": 2})).bot_is_here());
    assert!(!place(json!({"guild_id": "9", "channel_id": null})).bot_is_here());
    assert_eq!(here.writing(), 1 << 11);
    assert_eq!(place(json!({"channel": {"type": 12}})).writing(), 1 << 38);
    assert!(place(json!({"app_permissions": "8"})).bot_has(1 << 38));
}

#[test]
fn a_subcommand_without_options_is_a_command() {
    let raw = json!({"id": "7", "type": 2, "token": "t", "data": {"name": "finops",
        "options": [{"type": 1, "name": "help"}]}});
    let Kind::Command(command) = read_value(&raw).unwrap().kind else {
        panic!("not a command");
    };
    assert_eq!(command.subcommand.as_deref(), Some("help"));
}

#[test]
fn a_press_knows_whether_its_message_is_private() {
    let raw = |flags: u64| {
        json!({"id": "7", "type": 3, "token": "t", "message": {"flags": flags},
            "data": {"custom_id": "menu", "values": ["1~o~h"]}})
    };
    for (flags, private) in [(64, true), (0, false), (65600, true)] {
        let read = read_value(&raw(flags)).unwrap();
        assert_eq!(read.place.private_message, private);
        assert_eq!(
            read.kind,
            Kind::Press {
                id: "1~o~h".to_owned()
            }
        );
    }
}

#[test]
fn what_cannot_be_read_can_be_answered() {
    for raw in [
        json!({"id": "7", "token": "t"}),
        json!({"id": "7", "token": "t", "type": 99}),
        json!({"id": "7", "token": "t", "type": 2}),
        json!({"id": "7", "token": "t", "type": 3, "data": {"custom_id": 4}}),
    ] {
        assert_eq!(read_value(&raw).unwrap().kind, Kind::Unreadable);
    }
    for raw in [
        json!({"id": "0", "token": "t"}),
        json!({"id": "7"}),
        json!([]),
    ] {
        assert_eq!(read_value(&raw), None);
    }
}

#[test]
fn a_token_is_never_printed() {
    let read = read_value(&json!({"id": "7", "token": "secret"})).unwrap();
    assert!(!format!("{read:?}").contains("secret"));
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(body in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&body);
    }
}
