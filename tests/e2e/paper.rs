//! A second pair of eyes: everything the bot sent in a run, read and judged by twilight, which the
//! bot does not write with.

use local_discord::{LocalDiscord, Recorded};
use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandOption};
use twilight_model::channel::message::{Component, Embed, MessageFlags, MessageReference};
use twilight_model::http::interaction::{InteractionResponse, InteractionResponseType};
use twilight_validate::{command, component, embed, message};

/// Reads every request of a run; panics at the first that is not as it must be.
pub(crate) fn read_everything(discord: &LocalDiscord) {
    let violations = discord.violations();
    assert!(violations.is_empty(), "{violations:#?}");
    for request in discord.requests() {
        read(&request);
    }
    for definition in discord.commands() {
        read_command(&definition);
    }
}

fn read(request: &Recorded) {
    let body = &request.body;
    if request.is("POST", "/interactions/*/*/callback") {
        read_callback(body);
    } else if request.is("POST", "/webhooks/*/*") || request.is("PATCH", "/webhooks/*/*/messages/*")
    {
        read_message(body);
    } else if request.is("POST", "/channels/*/messages") {
        read_message(body);
        read_reply(body);
    } else if request.is("PUT", "/applications/*/commands") {
        body.as_array().unwrap().iter().for_each(read_command);
    } else {
        assert_eq!(request.method, "GET", "{} is new here", request.path);
    }
}

fn read_callback(body: &Value) {
    let response: InteractionResponse =
        serde_json::from_value(body.clone()).unwrap_or_else(|error| panic!("{error} in {body:#}"));
    match response.kind {
        InteractionResponseType::ChannelMessageWithSource
        | InteractionResponseType::UpdateMessage => {
            let flags = response.data.and_then(|data| data.flags);
            assert!(flags.is_none_or(|flags| MessageFlags::EPHEMERAL.contains(flags)));
            read_message(&body["data"]);
        }
        InteractionResponseType::ApplicationCommandAutocompleteResult => {
            let choices = response.data.and_then(|data| data.choices).unwrap();
            assert!(choices.len() <= 25, "{body:#}");
            for choice in &choices {
                command::choice(choice).unwrap();
            }
        }
        other => panic!("{other:?} is never an answer"),
    }
}

fn read_message(body: &Value) {
    let content = body["content"].as_str().unwrap();
    message::content(content).unwrap();
    assert!(!content.is_empty(), "no words beside the card: {body:#}");
    let embeds: Vec<Embed> = serde_json::from_value(body["embeds"].clone()).unwrap();
    message::embeds(&embeds).unwrap();
    for card in &embeds {
        embed::embed(card).unwrap();
    }
    let rows: Vec<Component> = serde_json::from_value(body["components"].clone()).unwrap();
    message::components(&rows, false).unwrap();
    for row in &rows {
        component::component_v1(row).unwrap();
    }
    read_mentions(content, &body["allowed_mentions"]);
    read_links(content, &rows);
}

/// Addresses in the text do not unfold, and a button says which host it leads to.
fn read_links(content: &str, rows: &[Component]) {
    let prose = outside_of_code(content);
    for (at, _) in prose.match_indices("https://") {
        assert!(prose[..at].ends_with('<'), "unfolds: {content}");
    }
    for row in rows {
        let Component::ActionRow(row) = row else {
            panic!("{row:?} is no row");
        };
        for part in &row.components {
            let Component::Button(button) = part else {
                continue;
            };
            let Some(url) = &button.url else { continue };
            let url = url::Url::parse(url).unwrap();
            let label = button.label.as_deref().unwrap();
            assert!(label.contains(url.host_str().unwrap()), "{label}: {url}");
        }
    }
}

/// The text without what stands between backticks, where nothing comes alive.
pub(crate) fn outside_of_code(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// Nobody is pinged but one member by name, and only where the text names them.
fn read_mentions(content: &str, mentions: &Value) {
    assert_eq!(mentions["parse"], json!([]), "{mentions}");
    assert_eq!(mentions["roles"], json!([]), "{mentions}");
    let users = mentions["users"].as_array().unwrap();
    assert!(users.len() <= 1, "{mentions}");
    for user in users {
        assert!(content.starts_with(&format!("<@{}> ", user.as_str().unwrap())));
    }
}

/// A message of the bot's own always follows another, whose author is not pinged, and is not posted
/// twice.
fn read_reply(body: &Value) {
    let reference = body["message_reference"].clone();
    let reference: MessageReference = serde_json::from_value(reference).unwrap();
    assert!(reference.message_id.is_some(), "{body:#}");
    assert_eq!(body["allowed_mentions"]["users"], json!([]), "{body:#}");
    assert_eq!(body["allowed_mentions"]["replied_user"], false, "{body:#}");
    assert_eq!(body["enforce_nonce"], true, "{body:#}");
    let nonce = body["nonce"].as_str().unwrap();
    assert!((1..=25).contains(&nonce.len()), "{nonce}");
}

fn read_command(definition: &Value) {
    let mut definition = definition.clone();
    if definition["version"].is_null() {
        // Discord gives it.
        definition["version"] = json!("1");
    }
    if definition["type"] == 3 && definition["description"].is_null() {
        definition["description"] = json!("");
    }
    let read: Command = serde_json::from_value(definition).unwrap();
    command::command(&read).unwrap();
    command::options(&read.options).unwrap();
    read.options.iter().for_each(read_option);
}

fn read_option(option: &CommandOption) {
    command::option(option).unwrap();
    let inner = option.options.as_deref().unwrap_or_default();
    command::options(inner).unwrap();
    inner.iter().for_each(read_option);
}
