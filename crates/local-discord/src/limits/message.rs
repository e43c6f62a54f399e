//! Whole messages: content, flags, mentions, and what may not be combined.

use serde_json::Value;

use super::{component, embed, given, list, text, under};
use crate::refusal::{Form, Refusal};
use crate::world::Message;
use crate::world::flags::{COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS};

/// Where the message comes from, which decides on the flags it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    /// An ordinary post in a channel.
    Post,
    /// The first answer to an interaction, or a follow-up.
    Answer,
    /// A change of a message that is there.
    Edit,
}

impl Sender {
    fn settable_flags(self) -> u64 {
        match self {
            Self::Post => SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2,
            Self::Answer => SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2,
            // EPHEMERAL is accepted and changes nothing: the first answer decided.
            Self::Edit => SUPPRESS_EMBEDS | EPHEMERAL | COMPONENTS_V2,
        }
    }
}

/// Checks a body against the limits. `before` is the message that is edited, and `path` where the body
/// stands in the form (`data` in a callback).
pub(crate) fn check(
    body: &Value,
    sender: Sender,
    before: Option<&Message>,
    path: &str,
) -> Result<(), Refusal> {
    if !body.is_object() {
        return Err(Refusal::invalid_json());
    }
    let mut form = Form::default();
    let v2 = is_v2(body, before);
    text(&mut form, "content", &body["content"], 0, 2000);
    embed::check(&mut form, &body["embeds"]);
    component::check(&mut form, &body["components"], v2);
    mentions(&mut form, &body["allowed_mentions"]);
    flags(&mut form, &body["flags"], sender);
    if v2 {
        for name in ["content", "embeds", "poll", "sticker_ids"] {
            if is_filled(&body[name]) {
                let words =
                    "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                        .replace("content", name);
                form.fault(
                    name,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    &words,
                );
            }
        }
    }
    form.within(path).done()?;
    if is_empty(body, before) {
        return Err(Refusal::empty_message());
    }
    Ok(())
}

fn is_v2(body: &Value, before: Option<&Message>) -> bool {
    let was = before.is_some_and(|message| message.flags & COMPONENTS_V2 != 0);
    was || body["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// A message shows something: text, an embed, a component, a file, a poll or a sticker. On an edit,
/// what is not named stays.
fn is_empty(body: &Value, before: Option<&Message>) -> bool {
    let shows = |name: &str, was: bool| match body.get(name) {
        Some(value) => is_filled(value),
        None => was,
    };
    let was = |look: fn(&Message) -> bool| before.is_some_and(look);
    !(shows("content", was(|message| !message.content.is_empty()))
        || shows("embeds", was(|message| !message.embeds.is_empty()))
        || shows("components", was(|message| !message.components.is_empty()))
        || shows("attachments", false)
        || shows("poll", false)
        || shows("sticker_ids", false))
}

fn flags(form: &mut Form, flags: &Value, sender: Sender) {
    if !given(flags) {
        return;
    }
    let Some(bits) = flags.as_u64() else {
        form.fault("flags", "NUMBER_TYPE_COERCE", "Value is not int.");
        return;
    };
    if bits & !sender.settable_flags() != 0 {
        form.fault(
            "flags",
            "INVALID_FLAGS",
            "The specified flags cannot be set.",
        );
    }
}

/// `parse` names kinds, and a kind named there cannot be listed one by one as well.
fn mentions(form: &mut Form, mentions: &Value) {
    if !given(mentions) {
        return;
    }
    let at = |name: &str| under("allowed_mentions", name);
    let kinds = list(form, &at("parse"), &mentions["parse"], 3);
    for (number, kind) in kinds.iter().enumerate() {
        if !matches!(kind.as_str(), Some("users" | "roles" | "everyone")) {
            let words = "Value must be one of ('users', 'everyone', 'roles').";
            form.fault(&at(&format!("parse.{number}")), "BASE_TYPE_CHOICES", words);
        }
    }
    for list_name in ["users", "roles"] {
        let ids = list(form, &at(list_name), &mentions[list_name], 100);
        for (number, id) in ids.iter().enumerate() {
            if id.as_str().is_none_or(|id| id.parse::<u64>().is_err()) {
                let words = "Value is not snowflake.";
                form.fault(
                    &at(&format!("{list_name}.{number}")),
                    "NUMBER_TYPE_COERCE",
                    words,
                );
            }
        }
        if !ids.is_empty() && kinds.iter().any(|kind| kind == list_name) {
            let words = format!(
                "parse:[\"{list_name}\"] and {list_name}: [ids...] are mutually exclusive."
            );
            form.fault(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                &words,
            );
        }
    }
}
