//! Registering commands, for everyone or for one guild.

use serde_json::{Value, json};

use super::{Call, Outcome, created, id, no_content, ok};
use crate::id::Id;
use crate::limits;
use crate::refusal::Refusal;
use crate::world::{Command, World, normalised};

/// How many commands may be new in a day.
const DAILY_CREATES: usize = 200;

pub(super) fn route(
    call: &Call<'_>,
    method: &str,
    application: Id,
    guild: Option<Id>,
    rest: &[&str],
) -> Outcome {
    let scope = Scope { call, guild };
    scope.check(application)?;
    match (method, rest) {
        ("GET", []) => scope.list(),
        ("PUT", []) => scope.replace_all(),
        ("POST", []) => scope.create(),
        ("GET", [command]) => scope.read(id("command_id", command)?),
        ("PATCH", [command]) => scope.edit(id("command_id", command)?),
        ("DELETE", [command]) => scope.delete(id("command_id", command)?),
        _ => Err(Refusal::method_not_allowed()),
    }
}

struct Scope<'c> {
    call: &'c Call<'c>,
    guild: Option<Id>,
}

impl Scope<'_> {
    fn check(&self, application: Id) -> Result<(), Refusal> {
        let world = self.call.shared.world();
        if application != world.application.id {
            return Err(Refusal::unknown_application());
        }
        match self.guild.map(|guild| world.guilds.get(&guild)) {
            Some(None) => Err(Refusal::missing_access()),
            Some(Some(guild)) if guild.member(world.bot()).is_none() => {
                Err(Refusal::missing_access())
            }
            _ => Ok(()),
        }
    }

    fn is_global(&self) -> bool {
        self.guild.is_none()
    }

    fn list(&self) -> Outcome {
        let locale = self.call.headers.get("x-discord-locale");
        let locale = locale
            .and_then(|value| value.to_str().ok())
            .unwrap_or("en-US");
        let fold = (!self.call.is_set("with_localizations")).then_some(locale);
        let world = self.call.shared.world();
        ok(json!(self.mine(&world, fold)))
    }

    fn mine(&self, world: &World, fold: Option<&str>) -> Vec<Value> {
        let mine = world
            .commands
            .values()
            .filter(|command| command.guild == self.guild);
        mine.map(|command| command.to_json(fold)).collect()
    }

    fn find(&self, world: &World, command: Id) -> Result<Command, Refusal> {
        let found = world.commands.get(&command);
        let found = found.filter(|command| command.guild == self.guild);
        found.cloned().ok_or_else(Refusal::unknown_command)
    }

    fn replace_all(&self) -> Outcome {
        let list = self
            .call
            .body
            .as_array()
            .ok_or_else(Refusal::invalid_json)?;
        limits::check_commands(list, self.is_global())?;
        let mut world = self.call.shared.world();
        let mut kept = Vec::new();
        for given in list {
            kept.push(self.upsert(&mut world, given)?.0);
        }
        world
            .commands
            .retain(|id, command| command.guild != self.guild || kept.contains(id));
        let all = self.mine(&world, None);
        drop(world);
        self.call.shared.ring();
        ok(json!(all))
    }

    fn create(&self) -> Outcome {
        limits::check_command(&self.call.body, self.is_global())?;
        let mut world = self.call.shared.world();
        let (id, is_new) = self.upsert(&mut world, &self.call.body)?;
        let command = self.find(&world, id)?.to_json(None);
        drop(world);
        self.call.shared.ring();
        if is_new {
            created(command)
        } else {
            ok(command)
        }
    }

    /// Stores a definition under its name, and says whether that name is new. An unchanged
    /// definition keeps its version.
    fn upsert(&self, world: &mut World, given: &Value) -> Result<(Id, bool), Refusal> {
        let body = normalised(given, self.is_global());
        let known = world.commands.values_mut().find(|command| {
            command.guild == self.guild
                && command.name() == body["name"]
                && command.kind() == body["type"]
        });
        if let Some(command) = known {
            let id = command.id;
            if command.body != body {
                let version = world.ids.next();
                if let Some(command) = world.commands.get_mut(&id) {
                    command.version = version;
                    command.body = body;
                }
            }
            return Ok((id, false));
        }
        if world.command_creates >= DAILY_CREATES {
            return Err(Refusal::too_many_creates());
        }
        world.command_creates += 1;
        let id = world.ids.next();
        let command = Command {
            id,
            application: world.application.id,
            guild: self.guild,
            version: world.ids.next(),
            body,
        };
        world.commands.insert(id, command);
        Ok((id, true))
    }

    fn read(&self, command: Id) -> Outcome {
        let world = self.call.shared.world();
        ok(self.find(&world, command)?.to_json(None))
    }

    fn edit(&self, id: Id) -> Outcome {
        let mut world = self.call.shared.world();
        let mut command = self.find(&world, id)?;
        let mut whole = command.body.clone();
        for (name, value) in self
            .call
            .body
            .as_object()
            .ok_or_else(Refusal::invalid_json)?
        {
            whole[name] = value.clone();
        }
        limits::check_command(&whole, self.is_global())?;
        command.body = normalised(&whole, self.is_global());
        command.version = world.ids.next();
        let told = command.to_json(None);
        world.commands.insert(id, command);
        drop(world);
        self.call.shared.ring();
        ok(told)
    }

    fn delete(&self, command: Id) -> Outcome {
        let mut world = self.call.shared.world();
        self.find(&world, command)?;
        world.commands.remove(&command);
        no_content()
    }
}
