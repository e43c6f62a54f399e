//! The world a test starts in, unless it says otherwise.

use std::collections::{BTreeMap, HashMap};

use super::{Application, Channel, ChannelKind, Guild, Member, Overwrite, Role, User, World};
use crate::id::{Id, Snowflakes, timestamp};
use crate::permission;

/// What the world shall hold when it starts.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) token: String,
    pub(crate) guild_locale: String,
    pub(crate) bot_permissions: u64,
    pub(crate) people: Vec<Person>,
    pub(crate) channels: Vec<String>,
}

/// Somebody with a Discord client.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) display: String,
    pub(crate) locale: String,
    pub(crate) role: Option<String>,
}

impl Person {
    pub(crate) fn new(name: &str, display: &str, locale: &str, role: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            display: display.to_owned(),
            locale: locale.to_owned(),
            role: role.map(str::to_owned),
        }
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            token: "MTE.local.discord-bot-token".to_owned(),
            guild_locale: "en-US".to_owned(),
            bot_permissions: permission::BOT,
            people: vec![
                Person::new("olivia", "Olivia", "en-US", None),
                Person::new("mia", "Mia", "en-US", None),
                Person::new("sam", "Sam", "en-GB", None),
                Person::new("max", "Max", "en-US", Some("Moderator")),
                Person::new("nina", "Nina", "de", None),
            ],
            channels: ["general", "course-info", "announcements", "moderators"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

const BOT_NAME: &str = "finops-bot";

impl World {
    /// One guild with everybody in it. The first person owns it; in `announcements` only moderators
    /// and the bot write, and `moderators` is hidden from everyone else, the bot included.
    pub(crate) fn from_plan(plan: &Plan) -> Self {
        let mut ids = Snowflakes::default();
        let bot = ids.next();
        let mut users = BTreeMap::new();
        let robot = User {
            id: bot,
            name: BOT_NAME.to_owned(),
            display: None,
            bot: true,
            locale: "en-US".to_owned(),
        };
        users.insert(bot, robot);
        let guild = guild(plan, bot, &mut users, &mut ids);
        let mut channels = BTreeMap::new();
        for name in &plan.channels {
            let channel = channel(name, &guild, &mut ids);
            channels.insert(channel.id, channel);
        }
        Self {
            application: Application {
                id: bot,
                name: BOT_NAME.to_owned(),
                token: plan.token.clone(),
            },
            ids,
            users,
            guilds: BTreeMap::from([(guild.id, guild)]),
            channels,
            messages: HashMap::new(),
            commands: BTreeMap::new(),
            interactions: HashMap::new(),
            tokens: HashMap::new(),
            command_creates: 0,
            audit_log: Vec::new(),
        }
    }
}

fn guild(plan: &Plan, bot: Id, users: &mut BTreeMap<Id, User>, ids: &mut Snowflakes) -> Guild {
    let id = ids.next();
    let role = |id: Id, name: &str, permissions, managed_by| Role {
        id,
        name: name.to_owned(),
        permissions,
        managed_by,
    };
    let moderation = permission::MANAGE_MESSAGES | permission::PIN_MESSAGES;
    let roles = vec![
        role(id, "@everyone", permission::ORDINARY, None),
        role(ids.next(), "Moderator", moderation, None),
        role(ids.next(), BOT_NAME, plan.bot_permissions, Some(bot)),
    ];
    let mut guild = Guild {
        id,
        name: "FinOps Community".to_owned(),
        owner: bot,
        locale: plan.guild_locale.clone(),
        roles,
        members: Vec::new(),
    };
    for person in &plan.people {
        let user = ids.next();
        let role = person
            .role
            .as_deref()
            .and_then(|name| guild.role_named(name));
        let roles = role.map(|role| role.id).into_iter().collect();
        if guild.owner == bot {
            guild.owner = user;
        }
        guild.members.push(Member {
            user,
            roles,
            joined_at: timestamp(),
        });
        let account = User {
            id: user,
            name: person.name.clone(),
            display: Some(person.display.clone()),
            bot: false,
            locale: person.locale.clone(),
        };
        users.insert(user, account);
    }
    let own_role = guild.role_named(BOT_NAME).map(|role| role.id);
    guild.members.push(Member {
        user: bot,
        roles: own_role.into_iter().collect(),
        joined_at: timestamp(),
    });
    guild
}

fn channel(name: &str, guild: &Guild, ids: &mut Snowflakes) -> Channel {
    let role = |name: &str| guild.role_named(name).map_or(guild.id, |role| role.id);
    let overwrite = |target, allow, deny| Overwrite {
        target,
        is_member: false,
        allow,
        deny,
    };
    let overwrites = match name {
        "announcements" => vec![
            overwrite(guild.id, 0, permission::SEND_MESSAGES),
            overwrite(role("Moderator"), permission::SEND_MESSAGES, 0),
            overwrite(role(BOT_NAME), permission::SEND_MESSAGES, 0),
        ],
        "moderators" => vec![
            overwrite(guild.id, 0, permission::VIEW_CHANNEL),
            overwrite(role("Moderator"), permission::VIEW_CHANNEL, 0),
        ],
        _ => Vec::new(),
    };
    Channel {
        id: ids.next(),
        guild: Some(guild.id),
        kind: ChannelKind::Text,
        name: name.to_owned(),
        overwrites,
        recipients: Vec::new(),
        last_pin: None,
    }
}
