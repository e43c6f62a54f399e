//! Refusals in Discord's shape: a status, a code, a message, and for forms a tree of faults.

use serde_json::{Map, Value, json};

/// What Discord says instead of doing what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Discord's own number.
    pub code: u32,
    /// Discord's words.
    pub message: String,
    /// For an invalid form, where and why.
    pub errors: Option<Value>,
}

impl Refusal {
    fn new(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            code,
            message: message.to_owned(),
            errors: None,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

/// Each of these is one of Discord's documented codes, under the name of what is the matter.
macro_rules! refusals {
    ($($name:ident: $status:literal, $code:literal, $message:literal;)*) => {
        impl Refusal {
            $(pub(crate) fn $name() -> Self { Self::new($status, $code, $message) })*
        }
    };
}

refusals! {
    unauthorized: 401, 0, "401: Unauthorized";
    not_found: 404, 0, "404: Not Found";
    method_not_allowed: 405, 0, "405: Method Not Allowed";
    unknown_application: 404, 10002, "Unknown Application";
    unknown_channel: 404, 10003, "Unknown Channel";
    unknown_guild: 404, 10004, "Unknown Guild";
    unknown_member: 404, 10007, "Unknown Member";
    unknown_message: 404, 10008, "Unknown Message";
    unknown_user: 404, 10013, "Unknown User";
    unknown_webhook: 404, 10015, "Unknown Webhook";
    unknown_interaction: 404, 10062, "Unknown interaction";
    unknown_command: 404, 10063, "Unknown application command";
    too_many_pins: 400, 30003, "Maximum number of pins reached for the channel (250)";
    too_many_commands: 400, 30032, "Maximum number of application commands reached (100)";
    too_many_creates: 400, 30034, "Max number of daily application command creates has been reached (200)";
    already_acknowledged: 400, 40060, "Interaction has already been acknowledged.";
    too_many_follow_ups: 400, 40094, "This interaction has reached the maximum number of follow-up messages";
    missing_access: 403, 50001, "Missing Access";
    not_the_author: 403, 50005, "Cannot edit a message authored by another user";
    empty_message: 400, 50006, "Cannot send an empty message";
    missing_permissions: 403, 50013, "Missing Permissions";
    not_in_this_channel: 400, 50019, "A message can only be pinned to the channel it was sent in";
    system_message: 403, 50021, "Cannot execute action on a system message";
    invalid_webhook_token: 401, 50027, "Invalid Webhook Token";
    invalid_json: 400, 50109, "The request body contains invalid JSON.";
    deprecated_route: 410, 0, "410: Gone (this route is deprecated; use /channels/{id}/messages/pins)";
}

/// Collects the faults of a form by path, and becomes Discord's 50035 if there are any.
#[derive(Debug, Default)]
pub(crate) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes a fault at a dotted path such as `embeds.0.title`; the empty path is the whole form.
    pub(crate) fn fault(&mut self, path: &str, code: &str, message: &str) {
        let mut here = &mut self.errors;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let next = here.entry(step).or_insert_with(|| json!({}));
            let Value::Object(next) = next else {
                return;
            };
            here = next;
        }
        let list = here.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message}));
        }
    }

    /// The same faults, one level deeper.
    pub(crate) fn within(self, name: &str) -> Self {
        if name.is_empty() || self.is_clean() {
            return self;
        }
        let inner = Value::Object(self.errors);
        Self {
            errors: Map::from_iter([(name.to_owned(), inner)]),
        }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn done(self) -> Result<(), Refusal> {
        if self.is_clean() {
            return Ok(());
        }
        Err(Refusal {
            errors: Some(Value::Object(self.errors)),
            ..Refusal::new(400, 50035, "Invalid Form Body")
        })
    }
}
