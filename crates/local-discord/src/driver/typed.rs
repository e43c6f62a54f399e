//! From what a person types to what the client sends: the command found, the options checked.

use serde_json::{Map, Value, json};

use super::DriverError;
use super::payload::Actor;
use crate::id::Id;
use crate::limits::length;
use crate::permission::{ADMINISTRATOR, USE_APPLICATION_COMMANDS};
use crate::world::{Command, World, options_of};

/// A command with the subcommand that was chosen in it.
pub(super) struct Chosen<'w> {
    pub(super) command: &'w Command,
    /// Group and subcommand, outermost first.
    steps: Vec<&'w Value>,
    /// "finops recommend".
    pub(super) name: String,
}

impl Chosen<'_> {
    /// The options that take values.
    pub(super) fn options(&self) -> &[Value] {
        match self.steps.last() {
            Some(step) => options_of(step),
            None => self.command.options(),
        }
    }

    /// The `data` of the interaction, values wrapped in subcommand and group.
    pub(super) fn data(&self, values: Vec<Value>, resolved: Map<String, Value>) -> Value {
        let mut inner = values;
        for step in self.steps.iter().rev() {
            inner = vec![json!({"type": step["type"], "name": step["name"], "options": inner})];
        }
        let mut data = json!({
            "id": self.command.id,
            "name": self.command.name(),
            "type": self.command.kind(),
        });
        if !inner.is_empty() {
            data["options"] = json!(inner);
        }
        if let Some(guild) = self.command.guild {
            data["guild_id"] = json!(guild);
        }
        if !resolved.is_empty() {
            data["resolved"] = Value::Object(resolved);
        }
        data
    }
}

/// Splits `/finops recommend role:engineer cloud:aws` into the command's words and its options. A value
/// reaches to the next `name:` that the command knows.
pub(super) fn split(line: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let line = line.trim().trim_start_matches('/');
    let mut words = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if word.contains(':') {
            break;
        }
        if !word.is_empty() {
            words.push(word);
        }
        rest = after.trim_start();
    }
    (words, pairs(rest))
}

fn pairs(text: &str) -> Vec<(&str, &str)> {
    let is_name = |word: &str| {
        word.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
        }) && !word.contains("://")
    };
    let mut starts = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        if is_name(word) {
            starts.push(at);
        }
        at += word.len() + 1;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end)?.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
        .collect()
}

/// Finds a command as the client offers it: by kind, place, installation and permission.
pub(super) fn choose<'w>(
    world: &'w World,
    actor: &Actor,
    kind: u64,
    words: &[&str],
) -> Result<Chosen<'w>, DriverError> {
    let missing = || DriverError::NoSuchCommand(words.join(" "));
    let whole = words.join(" ");
    let name = if kind == 1 {
        words.first().copied().unwrap_or_default()
    } else {
        &whole
    };
    let offered = world.commands.values().filter(|command| {
        command.kind() == kind && command.name() == name && is_offered(world, actor, command)
    });
    // A guild's own command hides a global one of the same name.
    let command = offered
        .max_by_key(|command| command.guild)
        .ok_or_else(missing)?;
    let mut steps = Vec::new();
    let mut options = command.options();
    for word in words.iter().skip(1).filter(|_| kind == 1) {
        let step = options
            .iter()
            .find(|option| {
                option["name"] == **word && matches!(option["type"].as_u64(), Some(1 | 2))
            })
            .ok_or_else(missing)?;
        steps.push(step);
        options = options_of(step);
    }
    if options
        .iter()
        .any(|option| matches!(option["type"].as_u64(), Some(1 | 2)))
    {
        return Err(missing());
    }
    Ok(Chosen {
        command,
        steps,
        name: whole.clone(),
    })
}

/// Whether the client offers this command to this person here.
pub(super) fn is_offered(world: &World, actor: &Actor, command: &Command) -> bool {
    let numbers = |name: &str| -> Option<Vec<u64>> {
        let list = command.body[name].as_array()?;
        Some(list.iter().filter_map(Value::as_u64).collect())
    };
    let guild = world.guild_of(actor.channel);
    let channel = world.channels.get(&actor.channel);
    let context = match guild {
        Some(_) => 0,
        None if channel.is_some_and(|one| one.recipients.contains(&world.bot())) => 1,
        None => 2,
    };
    if command.guild.is_some() && command.guild != guild.map(|guild| guild.id) {
        return false;
    }
    if command.guild.is_none() {
        let installation = u64::from(actor.user_install);
        let installations = numbers("integration_types").unwrap_or_else(|| vec![0]);
        if !installations.contains(&installation) {
            return false;
        }
        if numbers("contexts").is_some_and(|contexts| !contexts.contains(&context)) {
            return false;
        }
    }
    guild.is_none() || is_permitted(world, actor, command)
}

/// `default_member_permissions`: all of these bits, or administrators only for "0".
fn is_permitted(world: &World, actor: &Actor, command: &Command) -> bool {
    let held = world.permissions(actor.channel, actor.user);
    if held & ADMINISTRATOR != 0 {
        return true;
    }
    let wanted = command.body["default_member_permissions"].as_str();
    let wanted = wanted.and_then(|bits| bits.parse::<u64>().ok());
    let is_member = held & USE_APPLICATION_COMMANDS != 0;
    is_member && wanted.is_none_or(|bits| bits != 0 && held & bits == bits)
}

/// Turns typed values into option values, checking them as the client does. With `focused`, that
/// option is still being typed and is not checked, and others may be missing.
pub(super) fn fill(
    world: &World,
    actor: &Actor,
    options: &[Value],
    given: &[(&str, &str)],
    focused: Option<(&str, &str)>,
) -> Result<(Vec<Value>, Map<String, Value>), DriverError> {
    let mut values = Vec::new();
    let mut resolved = Map::new();
    let refuse = |words: String| Err(DriverError::NotSendable(words));
    for (name, _) in given {
        if !options.iter().any(|option| option["name"] == **name) {
            return refuse(format!("there is no option {name:?}"));
        }
    }
    for option in options {
        let name = option["name"].as_str().unwrap_or_default();
        if let Some((_, typed)) = focused.filter(|(focused, _)| *focused == name) {
            values.push(json!({
                "type": option["type"], "name": name, "value": typed, "focused": true,
            }));
            continue;
        }
        let Some((_, typed)) = given.iter().find(|(given, _)| *given == name) else {
            if option["required"] == true && focused.is_none() {
                return refuse(format!("{name:?} is required"));
            }
            continue;
        };
        let value = value(world, actor, option, typed, &mut resolved);
        let value =
            value.map_err(|words| DriverError::NotSendable(format!("{name:?}: {words}")))?;
        values.push(json!({"type": option["type"], "name": name, "value": value}));
    }
    Ok((values, resolved))
}

fn value(
    world: &World,
    actor: &Actor,
    option: &Value,
    typed: &str,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    if let Some(choices) = option["choices"].as_array() {
        return chosen(choices, &actor.locale, typed);
    }
    match option["type"].as_u64() {
        Some(3) => words(option, typed),
        Some(4) => number(option, typed.parse::<i64>().map(Value::from).ok()),
        Some(10) => number(option, typed.parse::<f64>().map(Value::from).ok()),
        Some(5) => match typed.to_ascii_lowercase().as_str() {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => Err("neither true nor false".to_owned()),
        },
        Some(6) => user(world, actor, typed, resolved),
        Some(7) => channel(world, actor, option, typed, resolved),
        Some(8) => role(world, actor, typed, resolved),
        Some(kind) => Err(format!("option type {kind} cannot be typed here")),
        None => Err("the option has no type".to_owned()),
    }
}

/// A choice by its name, by its name in the person's language, or by its value.
fn chosen(choices: &[Value], locale: &str, typed: &str) -> Result<Value, String> {
    let is_typed = |choice: &&Value| {
        choice["name"] == typed
            || choice["name_localizations"][locale] == typed
            || choice["value"] == typed
            || choice["value"]
                .as_f64()
                .is_some_and(|value| typed.parse() == Ok(value))
    };
    let found = choices
        .iter()
        .find(is_typed)
        .map(|choice| choice["value"].clone());
    found.ok_or_else(|| format!("{typed:?} is not among the choices"))
}

fn words(option: &Value, typed: &str) -> Result<Value, String> {
    let typed = typed.trim();
    let long = length(typed) as u64;
    if typed.is_empty() {
        return Err("empty".to_owned());
    }
    let most = option["max_length"].as_u64().unwrap_or(6000);
    let least = option["min_length"].as_u64().unwrap_or(0);
    if long > most || long < least {
        return Err(format!(
            "{long} characters, but {least} to {most} are allowed"
        ));
    }
    Ok(json!(typed))
}

fn number(option: &Value, number: Option<Value>) -> Result<Value, String> {
    let number = number.ok_or_else(|| "not a number".to_owned())?;
    let as_float = number.as_f64().unwrap_or_default();
    let too_small = option["min_value"]
        .as_f64()
        .is_some_and(|least| as_float < least);
    let too_large = option["max_value"]
        .as_f64()
        .is_some_and(|most| as_float > most);
    if too_small || too_large {
        return Err(format!("{number} is out of range"));
    }
    Ok(number)
}

fn resolve(resolved: &mut Map<String, Value>, list: &str, id: Id, entry: Value) {
    let list = resolved.entry(list).or_insert_with(|| json!({}));
    list[id.to_string()] = entry;
}

/// A user with the member beside it, whose own `user` is left out.
pub(super) fn resolve_user(
    world: &World,
    actor: &Actor,
    user: Id,
    resolved: &mut Map<String, Value>,
) {
    if let Some(known) = world.users.get(&user) {
        resolve(resolved, "users", user, known.to_json());
    }
    if let Some(guild) = world.guild_of(actor.channel)
        && let Some(member) = guild.member(user)
    {
        let mut told = guild.partial_member_json(member);
        told["permissions"] = json!(world.permissions(actor.channel, user).to_string());
        resolve(resolved, "members", user, told);
    }
}

fn user(
    world: &World,
    actor: &Actor,
    typed: &str,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    let name = typed.trim_start_matches('@');
    let user = world
        .user_named(name)
        .ok_or_else(|| format!("nobody called {name:?}"))?;
    resolve_user(world, actor, user.id, resolved);
    Ok(json!(user.id))
}

fn channel(
    world: &World,
    actor: &Actor,
    option: &Value,
    typed: &str,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    let channel = world
        .channel_named(typed)
        .ok_or_else(|| format!("no channel {typed:?}"))?;
    let kinds = option["channel_types"].as_array();
    if kinds.is_some_and(|kinds| !kinds.iter().any(|kind| *kind == channel.kind as u8)) {
        return Err(format!("{typed:?} is no channel of that type"));
    }
    let mut told = channel.to_partial_json(world, actor.user);
    told["app_permissions"] = json!(world.permissions(channel.id, world.bot()).to_string());
    resolve(resolved, "channels", channel.id, told);
    Ok(json!(channel.id))
}

fn role(
    world: &World,
    actor: &Actor,
    typed: &str,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    let guild = world.guild_of(actor.channel).ok_or("no roles here")?;
    let name = typed.trim_start_matches('@');
    let found = guild.role_named(name).or_else(|| guild.role_named(typed));
    let role = found.ok_or_else(|| format!("no role {name:?}"))?;
    let wanted = json!(role.id);
    let told = guild
        .roles_json()
        .into_iter()
        .find(|role| role["id"] == wanted);
    resolve(resolved, "roles", role.id, told.unwrap_or_default());
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lines_are_read_as_typed() {
        let (words, options) = split("/finops recommend role:platform engineer cloud:aws");
        assert_eq!(words, ["finops", "recommend"]);
        assert_eq!(options, [("role", "platform engineer"), ("cloud", "aws")]);
    }

    #[test]
    fn values_may_hold_addresses_and_colons() {
        let (_, options) = split("/pin what:see https://example.org/a now");
        assert_eq!(options, [("what", "see https://example.org/a now")]);
    }
}
