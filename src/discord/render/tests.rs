use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::channel::message::{Component, Embed};
use twilight_model::http::interaction::InteractionResponse;

use super::*;
use crate::discord::sample;
use crate::guide::reply::{Choice, Control, Outcome, Section, Weight};
use crate::guide::request::Request;

/// The message of a callback, after a second library has read and accepted it.
fn checked(response: &CreateInteractionResponse) -> Value {
    let body = serde_json::to_value(response).unwrap();
    let read: InteractionResponse = serde_json::from_value(body.clone()).unwrap();
    let data = read.data.unwrap();
    twilight_validate::message::content(data.content.as_deref().unwrap_or_default()).unwrap();
    let embeds: Vec<Embed> = data.embeds.unwrap_or_default();
    twilight_validate::message::embeds(&embeds).unwrap();
    let rows: Vec<Component> = data.components.unwrap_or_default();
    twilight_validate::message::components(&rows, false).unwrap();
    body["data"].clone()
}

fn ids(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for row in data["components"].as_array().unwrap() {
        for control in row["components"].as_array().unwrap() {
            found.extend(control["custom_id"].as_str().map(str::to_owned));
        }
    }
    found
}

fn ask(request: Request) -> Control {
    Control::Ask {
        label: "Ask".to_owned(),
        request,
        weight: Weight::Plain,
    }
}

fn link(path: &str) -> Control {
    Control::Link {
        label: "Open".to_owned(),
        url: sample::page(path),
    }
}

fn card(title: &str) -> Card {
    Card {
        title: title.to_owned(),
        link: Some(sample::page("course")),
        ..Card::default()
    }
}

fn sharable() -> Reply {
    Reply {
        text: "Text".to_owned(),
        rows: vec![
            vec![ask(Request::Help)],
            vec![
                Control::Share {
                    label: "Share".to_owned(),
                    as_reply: "Reply".to_owned(),
                    request: Request::Courses,
                },
                link("wrong"),
            ],
        ],
        ..Reply::default()
    }
}

#[test]
fn a_card_becomes_an_embed_with_its_twin() {
    let reply = Reply {
        text: "FinOps for Engineers fits you. https://www.finops.org/course".to_owned(),
        cards: vec![Card {
            lead: Some("Persona-based training".to_owned()),
            sections: vec![Section {
                heading: "Why".to_owned(),
                body: "You build.".to_owned(),
            }],
            footer: Some("As of today".to_owned()),
            colour: Some(0x0011_2233),
            ..card("FinOps for Engineers")
        }],
        ..Reply::default()
    };
    let data = checked(&face(&reply, &View::PRIVATE).message());
    assert_eq!(
        data,
        json!({
            "content": "FinOps for Engineers fits you. <https://www.finops.org/course>",
            "embeds": [{
                "type": "rich",
                "title": "FinOps for Engineers",
                "url": "https://www.finops.org/course",
                "description": "Persona-based training",
                "fields": [{"name": "Why", "value": "You build.", "inline": false}],
                "footer": {"text": "As of today"},
                "color": 0x0011_2233,
            }],
            "components": [],
            "allowed_mentions": {"parse": [], "users": [], "roles": []},
            "attachments": [],
            "flags": 64,
        })
    );
}

#[test]
fn a_public_message_mentions_one_person() {
    let view = View::public(Some(UserId::new(42)));
    let data = checked(&face(&sharable(), &view).message());
    assert_eq!(data["content"], "<@42> Text");
    assert_eq!(data["allowed_mentions"]["users"], json!(["42"]));
    assert_eq!(data["allowed_mentions"]["parse"], json!([]));
    assert_eq!(data["flags"], 0);
    assert_eq!(ids(&data), ["1~o~h"]);
}

#[test]
fn share_is_offered_where_it_is_allowed() {
    let view = View {
        may_share: true,
        ..View::PRIVATE
    };
    let data = checked(&face(&sharable(), &view).message());
    assert_eq!(ids(&data), ["1~o~h", "1~s~l"]);
    assert_eq!(
        ids(&checked(&face(&sharable(), &View::PRIVATE).update())),
        ["1~o~h"]
    );
}

#[test]
fn two_cards_of_one_page_share_no_url() {
    let reply = Reply {
        cards: vec![card("One"), card("Two")],
        ..Reply::default()
    };
    let data = checked(&face(&reply, &View::PRIVATE).message());
    assert!(data["embeds"][0]["url"].is_string());
    assert!(data["embeds"][1].get("url").is_none());
}

#[test]
fn equal_questions_get_ids_of_their_own() {
    let choice = Choice {
        label: "Help".to_owned(),
        description: None,
        request: Request::Help,
    };
    let reply = Reply {
        rows: vec![
            vec![ask(Request::Help), ask(Request::Help), ask(Request::Help)],
            vec![Control::Menu {
                placeholder: "Which?".to_owned(),
                choices: vec![choice; 30],
            }],
        ],
        ..Reply::default()
    };
    let data = checked(&face(&reply, &View::PRIVATE).message());
    assert_eq!(
        ids(&data),
        ["1~o~h", "1~o~h!1", "1~o~h!2", "menu", "menu!3"]
    );
    let lines = data["components"][1]["components"][0]["options"]
        .as_array()
        .unwrap();
    let values: HashSet<&str> = lines
        .iter()
        .filter_map(|line| line["value"].as_str())
        .collect();
    assert_eq!(values.len(), 25);
}

fn any_control() -> impl Strategy<Value = Control> {
    let text = "(.{0,40}|.{90,300})";
    prop_oneof![
        sample::any_wordless().prop_map(|request| Control::Share {
            label: "Share".to_owned(),
            as_reply: "Reply".to_owned(),
            request,
        }),
        (text, sample::any_wordless(), any::<bool>()).prop_map(|(label, request, main)| {
            Control::Ask {
                label,
                request,
                weight: if main { Weight::Main } else { Weight::Plain },
            }
        }),
        (text, "[a-z]{0,600}").prop_map(|(label, path)| Control::Link {
            label,
            url: sample::page(&path),
        }),
        (
            text,
            prop::collection::vec(
                (text, prop::option::of(text), sample::any_wordless()),
                1..60
            )
        )
            .prop_map(|(placeholder, lines)| Control::Menu {
                placeholder,
                choices: lines
                    .into_iter()
                    .map(|(label, description, request)| Choice {
                        label,
                        description,
                        request,
                    })
                    .collect(),
            }),
    ]
}

fn any_card() -> impl Strategy<Value = Card> {
    let text = "(.{0,20}|.{200,1500})";
    (
        text,
        any::<bool>(),
        prop::option::of(text),
        prop::collection::vec((text, text), 0..30),
        prop::option::of(text),
        any::<Option<u32>>(),
    )
        .prop_map(|(title, linked, lead, sections, footer, colour)| Card {
            title,
            link: linked.then(|| sample::page("course")),
            lead,
            sections: sections
                .into_iter()
                .map(|(heading, body)| Section { heading, body })
                .collect(),
            footer,
            colour,
        })
}

fn any_reply() -> impl Strategy<Value = Reply> {
    (
        "(.{0,40}|.{1900,2500})",
        prop::collection::vec(any_card(), 0..14),
        prop::collection::vec(prop::collection::vec(any_control(), 0..8), 0..8),
    )
        .prop_map(|(text, cards, rows)| Reply {
            text,
            cards,
            rows,
            outcome: Outcome::Told,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_reply_is_within_the_limits(reply in any_reply(), may_share: bool) {
        let private = View { may_share, ..View::PRIVATE };
        for view in [private, View::public(Some(UserId::new(u64::MAX)))] {
            let data = checked(&face(&reply, &view).message());
            let ids = ids(&data);
            prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
            prop_assert!(units(data["content"].as_str().unwrap()) <= CONTENT);
            let text = |part: &Value| part.as_str().map_or(0, units);
            let mut total = 0;
            for embed in data["embeds"].as_array().unwrap() {
                total += text(&embed["title"]) + text(&embed["description"]);
                total += text(&embed["footer"]["text"]);
                for field in embed["fields"].as_array().into_iter().flatten() {
                    total += text(&field["name"]) + text(&field["value"]);
                }
            }
            prop_assert!(total <= EMBED_TOTAL);
        }
    }
}
