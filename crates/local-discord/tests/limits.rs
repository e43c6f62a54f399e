//! Every documented limit: the largest that is allowed passes, one more is refused, under its path.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use local_discord::LocalDiscord;
use serde_json::{Value, json};
use support::Rest;

fn letters(count: usize) -> String {
    "x".repeat(count)
}

fn many(count: usize, make: impl Fn(usize) -> Value) -> Value {
    (0..count).map(make).collect()
}

/// Where and why a form was refused: `embeds.0.title BASE_TYPE_MAX_LENGTH`.
fn faults(answer: &Value) -> Vec<String> {
    fn walk(path: &str, node: &Value, found: &mut Vec<String>) {
        for (name, inner) in node.as_object().into_iter().flatten() {
            if name == "_errors" {
                let codes = inner.as_array().into_iter().flatten();
                found.extend(
                    codes.map(|error| format!("{path} {}", error["code"].as_str().unwrap())),
                );
            } else {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                walk(&path, inner, found);
            }
        }
    }
    let mut found = Vec::new();
    walk("", &answer["errors"], &mut found);
    found
}

fn embed(field: &str, value: impl Into<Value>) -> Value {
    let mut embed = json!({"title": "t"});
    embed[field] = value.into();
    json!({"embeds": [embed]})
}

fn row(components: Value) -> Value {
    json!({"content": "c", "components": [{"type": 1, "components": components}]})
}

fn button(field: &str, value: impl Into<Value>) -> Value {
    let mut button = json!({"type": 2, "style": 1, "label": "l", "custom_id": "c"});
    button[field] = value.into();
    row(json!([button]))
}

fn link(url: &str) -> Value {
    row(json!([{"type": 2, "style": 5, "label": "l", "url": url}]))
}

fn select(field: &str, value: impl Into<Value>) -> Value {
    let mut select = json!({
        "type": 3, "custom_id": "c", "options": [{"label": "l", "value": "v"}, {"label": "m", "value": "w"}],
    });
    select[field] = value.into();
    row(json!([select]))
}

fn choice(field: &str, value: impl Into<Value>) -> Value {
    let mut option = json!({"label": "l", "value": "v"});
    option[field] = value.into();
    select("options", json!([option]))
}

fn buttons(count: usize, start: usize) -> Value {
    many(
        count,
        |at| json!({"type": 2, "style": 1, "label": "l", "custom_id": format!("{}", start + at)}),
    )
}

fn rows(count: usize) -> Value {
    let rows = many(
        count,
        |at| json!({"type": 1, "components": buttons(5, at * 5)}),
    );
    json!({"content": "c", "components": rows})
}

fn fields(count: usize, value: &str) -> Value {
    embed(
        "fields",
        many(count, |_| json!({"name": "n", "value": value})),
    )
}

#[tokio::test]
async fn messages_that_are_just_small_enough_pass() {
    let (_discord, rest, path) = channel().await;
    for body in [
        json!({"content": letters(2000)}),
        json!({"content": "👍".repeat(1000)}),
        embed("title", letters(256)),
        embed("description", letters(4096)),
        embed("footer", json!({"text": letters(2048)})),
        embed("author", json!({"name": letters(256)})),
        embed("url", "https://learn.finops.org/"),
        embed("timestamp", "2026-11-23T00:00:00Z"),
        fields(25, "v"),
        fields(5, &letters(1024)),
        json!({"embeds": many(10, |_| json!({"title": letters(256)}))}),
        json!({"embeds": [{"description": letters(4096)}, {"description": letters(1904)}]}),
        button("label", letters(80)),
        button("custom_id", letters(100)),
        button("emoji", json!({"name": "📌"})),
        link(&format!("https://example.org/{}", letters(492))),
        rows(5),
        select("placeholder", letters(150)),
        select(
            "options",
            many(25, |at| json!({"label": "l", "value": at.to_string()})),
        ),
        choice("label", letters(100)),
        choice("value", letters(100)),
        choice("description", letters(100)),
        json!({"content": "c", "allowed_mentions": {"parse": []}, "flags": 4}),
        json!({"content": "c", "allowed_mentions": {"parse": ["users"], "replied_user": false}}),
        json!({"flags": 1 << 15, "components": [{"type": 10, "content": "text"}]}),
    ] {
        let (status, answer) = rest.send("POST", &path, &body).await;
        assert_eq!(status, 200, "{body}: {answer}");
    }
}

#[tokio::test]
async fn messages_that_are_too_large_are_refused() {
    let (_discord, rest, path) = channel().await;
    let two = |id: &str, other: &str| {
        row(json!([
            {"type": 2, "style": 1, "label": "l", "custom_id": id},
            {"type": 2, "style": 1, "label": "l", "custom_id": other},
        ]))
    };
    let table: Vec<(Value, &str)> = vec![
        (
            json!({"content": letters(2001)}),
            "content BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({"content": "👍".repeat(1001)}),
            "content BASE_TYPE_MAX_LENGTH",
        ),
        (json!({"content": 5}), "content STRING_TYPE_CONVERT"),
        (
            embed("title", letters(257)),
            "embeds.0.title BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed("description", letters(4097)),
            "embeds.0.description BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed("footer", json!({"text": letters(2049)})),
            "embeds.0.footer.text BASE_TYPE_BAD_LENGTH",
        ),
        (
            embed("author", json!({"name": letters(257)})),
            "embeds.0.author.name BASE_TYPE_BAD_LENGTH",
        ),
        (
            embed("author", json!({"name": ""})),
            "embeds.0.author.name BASE_TYPE_REQUIRED",
        ),
        (
            embed("url", "learn.finops.org"),
            "embeds.0.url URL_TYPE_INVALID_URL",
        ),
        (
            embed("url", "ftp://finops.org"),
            "embeds.0.url URL_TYPE_INVALID_SCHEME",
        ),
        (
            embed("color", 0x0100_0000),
            "embeds.0.color NUMBER_TYPE_MAX",
        ),
        (
            embed("timestamp", "yesterday"),
            "embeds.0.timestamp DATE_TIME_TYPE_PARSE",
        ),
        (
            json!({"embeds": [{"color": 1}]}),
            "embeds.0.description BASE_TYPE_REQUIRED",
        ),
        (fields(26, "v"), "embeds.0.fields BASE_TYPE_MAX_LENGTH"),
        (
            fields(1, &letters(1025)),
            "embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH",
        ),
        (fields(1, " "), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"),
        (
            embed("fields", json!([{"name": letters(257), "value": "v"}])),
            "embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH",
        ),
        (
            embed("fields", json!([{"value": "v"}])),
            "embeds.0.fields.0.name BASE_TYPE_REQUIRED",
        ),
        (
            json!({"embeds": many(11, |_| json!({"title": "t"}))}),
            "embeds BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({"embeds": [{"description": letters(4096)}, {"description": letters(1905)}]}),
            "embeds.1 MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            button("label", letters(81)),
            "components.0.components.0.label BASE_TYPE_MAX_LENGTH",
        ),
        (
            button("label", ""),
            "components.0.components.0 BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
        ),
        (
            button("custom_id", letters(101)),
            "components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH",
        ),
        (
            button("custom_id", Value::Null),
            "components.0.components.0.custom_id BASE_TYPE_REQUIRED",
        ),
        (
            button("style", 9),
            "components.0.components.0.style BASE_TYPE_CHOICES",
        ),
        (
            button("emoji", json!({"name": "pin"})),
            "components.0.components.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI",
        ),
        (
            button("url", "https://example.org"),
            "components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_AND_URL_EXCLUSIVE",
        ),
        (link(""), "components.0.components.0.url BASE_TYPE_REQUIRED"),
        (
            link("javascript:alert(1)"),
            "components.0.components.0.url URL_TYPE_INVALID_SCHEME",
        ),
        (
            link("https://"),
            "components.0.components.0.url URL_TYPE_INVALID_URL",
        ),
        (
            link(&format!("https://example.org/{}", letters(493))),
            "components.0.components.0.url BASE_TYPE_BAD_LENGTH",
        ),
        (rows(6), "components BASE_TYPE_MAX_LENGTH"),
        (
            row(buttons(6, 0)),
            "components.0.components BASE_TYPE_MAX_LENGTH",
        ),
        (
            row(json!([])),
            "components.0.components BASE_TYPE_BAD_LENGTH",
        ),
        (
            two("same", "same"),
            "components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            json!({"content": "c", "components": buttons(1, 0)}),
            "components.0.type UNION_TYPE_CHOICES",
        ),
        (
            json!({"content": "c", "components": [{"type": 10, "content": "c"}]}),
            "components.0.type UNION_TYPE_CHOICES",
        ),
        (
            select("placeholder", letters(151)),
            "components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH",
        ),
        (
            select("options", json!([])),
            "components.0.components.0.options BASE_TYPE_BAD_LENGTH",
        ),
        (
            select(
                "options",
                many(26, |at| json!({"label": "l", "value": at.to_string()})),
            ),
            "components.0.components.0.options BASE_TYPE_MAX_LENGTH",
        ),
        (
            select("options", many(2, |_| json!({"label": "l", "value": "v"}))),
            "components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            select("max_values", 3),
            "components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
        ),
        (
            select("min_values", 2),
            "components.0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_TOO_LARGE",
        ),
        (
            choice("label", letters(101)),
            "components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH",
        ),
        (
            choice("label", ""),
            "components.0.components.0.options.0.label BASE_TYPE_REQUIRED",
        ),
        (
            choice("value", letters(101)),
            "components.0.components.0.options.0.value BASE_TYPE_BAD_LENGTH",
        ),
        (
            choice("description", letters(101)),
            "components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH",
        ),
        (json!({"content": "c", "flags": 64}), "flags INVALID_FLAGS"),
        (
            json!({"content": "c", "flags": "64"}),
            "flags NUMBER_TYPE_COERCE",
        ),
        (
            json!({"content": "c", "flags": 1 << 15}),
            "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            json!({"content": "c", "allowed_mentions": {"parse": ["all"]}}),
            "allowed_mentions.parse.0 BASE_TYPE_CHOICES",
        ),
        (
            json!({"content": "c", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (
            json!({"content": "c", "nonce": letters(26)}),
            "nonce BASE_TYPE_MAX_LENGTH",
        ),
    ];
    for (body, fault) in table {
        let (status, answer) = rest.send("POST", &path, &body).await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (400, Some(50035)),
            "{fault}: {answer}"
        );
        assert_eq!(answer["message"], "Invalid Form Body");
        assert!(
            faults(&answer).contains(&fault.to_owned()),
            "{fault}: {:?}",
            faults(&answer)
        );
    }
    for body in [json!({}), json!({"content": " "}), json!({"embeds": []})] {
        let (status, answer) = rest.send("POST", &path, &body).await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (400, Some(50006)),
            "{body}"
        );
    }
}

fn command(field: &str, value: impl Into<Value>) -> Value {
    let mut command = json!({"name": "finops", "description": "d"});
    command[field] = value.into();
    command
}

fn option(field: &str, value: impl Into<Value>) -> Value {
    let mut option = json!({"type": 3, "name": "role", "description": "d"});
    option[field] = value.into();
    command("options", json!([option]))
}

fn choices(count: usize) -> Value {
    option(
        "choices",
        many(
            count,
            |at| json!({"name": format!("n{at}"), "value": format!("v{at}")}),
        ),
    )
}

/// A command of that many characters: 7 of its own, 2 for each of two options, and forty choices, all
/// but the last of which have 200.
fn sized(size: usize) -> Value {
    let choice = |at: usize| {
        let length = if at == 39 {
            size - 11 - 39 * 200 - 100
        } else {
            100
        };
        json!({"name": format!("{at:02}{}", letters(98)), "value": format!("{at:02}{}", letters(length - 2))})
    };
    let option = |name: &str, from: usize, to: usize| {
        let choices: Value = (from..to).map(choice).collect();
        json!({"type": 3, "name": name, "description": "d", "choices": choices})
    };
    command("options", json!([option("a", 0, 25), option("b", 25, 40)]))
}

#[tokio::test]
async fn commands_are_checked() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/applications/{}/commands", discord.application_id());
    let required = json!({"type": 3, "name": "b", "description": "d", "required": true});
    let optional = json!({"type": 3, "name": "a", "description": "d"});
    let sub = json!({"type": 1, "name": "s", "description": "d"});
    let group = json!({"type": 2, "name": "g", "description": "d", "options": [sub]});
    for good in [
        command("name", letters(32)),
        command("name", "größe-2_ok"),
        command("name", "コース"),
        command("description", letters(100)),
        command("name_localizations", json!({"de": "kurs"})),
        command("default_member_permissions", "2251799813685248"),
        command("contexts", json!([0, 1, 2])),
        command("options", json!([required, optional])),
        command(
            "options",
            json!([group, {"type": 1, "name": "t", "description": "d"}]),
        ),
        option("max_length", 6000),
        option("autocomplete", true),
        choices(25),
        sized(8000),
        json!({"type": 3, "name": "Recommend a Course"}),
    ] {
        let (status, answer) = rest.send("PUT", &path, &json!([good])).await;
        assert_eq!(status, 200, "{good}: {answer}");
    }
    let table: Vec<(Value, &str)> = vec![
        (command("name", letters(33)), "0.name BASE_TYPE_BAD_LENGTH"),
        (command("name", ""), "0.name BASE_TYPE_REQUIRED"),
        (
            command("name", "Finops"),
            "0.name APPLICATION_COMMAND_INVALID_NAME",
        ),
        (command("name", "fin ops"), "0.name STRING_TYPE_REGEX"),
        (
            command("description", ""),
            "0.description BASE_TYPE_REQUIRED",
        ),
        (
            command("description", letters(101)),
            "0.description BASE_TYPE_BAD_LENGTH",
        ),
        (
            command("name_localizations", json!({"de-DE": "kurs"})),
            "0.name_localizations.de-DE ENUM_TYPE_COERCE",
        ),
        (
            command("name_localizations", json!({"de": "Kurs"})),
            "0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            command("description_localizations", json!({"de": letters(101)})),
            "0.description_localizations.de BASE_TYPE_BAD_LENGTH",
        ),
        (
            command("default_member_permissions", "pin"),
            "0.default_member_permissions NUMBER_TYPE_COERCE",
        ),
        (
            command("contexts", json!([3])),
            "0.contexts.0 ENUM_TYPE_COERCE",
        ),
        (
            command("contexts", json!([])),
            "0.contexts BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(
                "options",
                many(
                    26,
                    |at| json!({"type": 3, "name": format!("o{at}"), "description": "d"}),
                ),
            ),
            "0.options BASE_TYPE_MAX_LENGTH",
        ),
        (
            command("options", json!([optional, required])),
            "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            command("options", json!([optional, optional])),
            "0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (
            command("options", json!([sub, optional])),
            "0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(
                "options",
                json!([{"type": 2, "name": "g", "description": "d", "options": [group]}]),
            ),
            "0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (option("type", 12), "0.options.0.type UNION_TYPE_CHOICES"),
        (
            option("name", "Role"),
            "0.options.0.name APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            option("description", Value::Null),
            "0.options.0.description BASE_TYPE_REQUIRED",
        ),
        (
            option("max_length", 6001),
            "0.options.0.max_length NUMBER_TYPE_MAX",
        ),
        (
            option("max_length", 0),
            "0.options.0.max_length NUMBER_TYPE_MIN",
        ),
        (
            option("min_value", 1),
            "0.options.0.min_value APPLICATION_COMMAND_OPTION_FIELD_NOT_ALLOWED",
        ),
        (choices(26), "0.options.0.choices BASE_TYPE_MAX_LENGTH"),
        (
            option("choices", json!([{"name": letters(101), "value": "v"}])),
            "0.options.0.choices.0.name BASE_TYPE_BAD_LENGTH",
        ),
        (
            option("choices", json!([{"name": "n", "value": letters(101)}])),
            "0.options.0.choices.0.value BASE_TYPE_BAD_LENGTH",
        ),
        (
            option("choices", json!([{"name": "n", "value": 1}])),
            "0.options.0.choices.0.value STRING_TYPE_CONVERT",
        ),
        (
            option(
                "choices",
                json!([{"name": "n", "value": "v"}, {"name": "n", "value": "w"}]),
            ),
            "0.options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        ),
        (sized(8001), "0 APPLICATION_COMMAND_TOO_LARGE"),
        (
            json!({"type": 3, "name": "Pin", "description": "d"}),
            "0.description APPLICATION_COMMAND_CONTEXT_MENU_FIELD_NOT_ALLOWED",
        ),
        (
            json!({"type": 3, "name": "Pin", "options": [optional]}),
            "0.options APPLICATION_COMMAND_CONTEXT_MENU_FIELD_NOT_ALLOWED",
        ),
        (
            json!({"type": 7, "name": "pin", "description": "d"}),
            "0.type BASE_TYPE_CHOICES",
        ),
    ];
    for (bad, fault) in table {
        let (status, answer) = rest.send("PUT", &path, &json!([bad])).await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (400, Some(50035)),
            "{fault}: {answer}"
        );
        assert!(
            faults(&answer).contains(&fault.to_owned()),
            "{fault}: {:?}",
            faults(&answer)
        );
    }
    let twice = json!([command("nsfw", false), command("nsfw", true)]);
    let (_, answer) = rest.send("PUT", &path, &twice).await;
    assert_eq!(faults(&answer), ["1 APPLICATION_COMMANDS_DUPLICATE_NAME"]);
    let both = json!({"type": 3, "name": "role", "description": "d", "autocomplete": true, "choices": [{"name": "n", "value": "v"}]});
    let (_, answer) = rest
        .send("PUT", &path, &json!([command("options", json!([both]))]))
        .await;
    assert_eq!(
        faults(&answer),
        ["0.options.0.autocomplete APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES_EXCLUSIVE"]
    );
}

async fn channel() -> (LocalDiscord, Rest, String) {
    let discord = LocalDiscord::start().await;
    let path = format!("/channels/{}/messages", discord.channel_id("general"));
    let rest = Rest::new(&discord);
    (discord, rest, path)
}
