//! A message as one person sees it, and what can be done with it.

use serde_json::{Value, json};

use super::DriverError;
use super::parts::{Button, Embed, Select, read_button, read_select};
use super::payload::Deed;
use super::reply::Reply;
use super::user::User;
use crate::id::Id;
use crate::world::flags::LOADING;
use crate::world::{Kind, Message, World};

/// A message at one moment, through one person's eyes.
#[derive(Clone, Debug)]
pub struct Seen {
    user: User,
    id: Id,
    channel: Id,
    author: String,
    private: bool,
    pinned_at: Option<String>,
    raw: Value,
}

impl Seen {
    pub(super) fn new(user: &User, world: &World, message: &Message) -> Self {
        let author = world.users.get(&message.author);
        Self {
            user: user.clone(),
            id: message.id,
            channel: message.channel,
            author: author.map_or_else(String::new, |author| author.name.clone()),
            private: message.private_to.is_some(),
            pinned_at: message.pinned_at.clone(),
            raw: message.to_json(world),
        }
    }

    /// The message's id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.id
    }

    /// The channel it is in.
    #[must_use]
    pub fn channel(&self) -> Id {
        self.channel
    }

    /// The user name of its author.
    #[must_use]
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Whether nobody else sees it.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// Whether it is still "thinking …".
    #[must_use]
    pub fn is_thinking(&self) -> bool {
        self.raw["flags"].as_u64().unwrap_or(0) & LOADING != 0
    }

    /// Whether it is pinned.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.pinned_at.is_some()
    }

    pub(super) fn pinned_at(&self) -> Option<&str> {
        self.pinned_at.as_deref()
    }

    /// Whether it is the notice that something was pinned.
    #[must_use]
    pub fn is_pin_notice(&self) -> bool {
        self.raw["type"] == 6
    }

    /// The message as REST tells of it.
    #[must_use]
    pub fn raw(&self) -> &Value {
        &self.raw
    }

    /// The text above the embeds.
    #[must_use]
    pub fn content(&self) -> &str {
        self.raw["content"].as_str().unwrap_or_default()
    }

    /// Everything there is to read: content, then embeds, then texts of layout components.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts = vec![self.content().to_owned()];
        parts.extend(self.embeds().iter().map(Embed::text));
        parts.extend(self.components().iter().filter_map(|component| {
            let words = (component["type"] == 10).then(|| component["content"].as_str());
            words.flatten().map(str::to_owned)
        }));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// The embeds.
    #[must_use]
    pub fn embeds(&self) -> Vec<Embed> {
        let embeds = self.raw["embeds"].as_array().into_iter().flatten();
        embeds.cloned().map(Embed).collect()
    }

    /// All components, however deep.
    fn components(&self) -> Vec<&Value> {
        let mut found = Vec::new();
        let mut open: Vec<&Value> = self.raw["components"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        open.reverse();
        while let Some(component) = open.pop() {
            found.push(component);
            let accessory = component.get("accessory").filter(|inner| inner.is_object());
            open.extend(accessory);
            let children = component["components"].as_array().into_iter().flatten();
            open.extend(children.rev());
        }
        found
    }

    /// The buttons, in reading order.
    #[must_use]
    pub fn buttons(&self) -> Vec<Button> {
        let components = self.components();
        let buttons = components.iter().filter(|component| component["type"] == 2);
        buttons.map(|button| read_button(button)).collect()
    }

    /// A button by what it says, or by its custom id.
    #[must_use]
    pub fn button(&self, name: &str) -> Option<Button> {
        let mut buttons = self.buttons().into_iter();
        buttons.find(|button| button.label == name || button.custom_id.as_deref() == Some(name))
    }

    /// The select menus with options of their own.
    #[must_use]
    pub fn selects(&self) -> Vec<Select> {
        let components = self.components();
        let selects = components.iter().filter(|component| component["type"] == 3);
        selects.map(|select| read_select(select)).collect()
    }

    /// A select menu by its placeholder or custom id.
    #[must_use]
    pub fn select(&self, name: &str) -> Option<Select> {
        let mut selects = self.selects().into_iter();
        selects.find(|select| select.placeholder == name || select.custom_id == name)
    }

    /// The same message as it is now; nothing if it is gone or no longer for these eyes.
    #[must_use]
    pub fn again(&self) -> Option<Self> {
        let world = self.user.discord.shared().world();
        let message = world.message(self.channel, self.id)?;
        let is_for_us = message
            .private_to
            .is_none_or(|owner| owner == self.user.id());
        is_for_us.then(|| Self::new(&self.user, &world, message))
    }

    /// The same message through somebody else's eyes; nothing if it is private to another.
    #[must_use]
    pub fn as_seen_by(&self, other: &User) -> Option<Self> {
        let mut other = other.clone();
        other.actor.channel = self.channel;
        Self {
            user: other,
            ..self.clone()
        }
        .again()
    }

    /// Presses a button of the message as it is now, and waits for what comes of it.
    ///
    /// # Errors
    ///
    /// When there is no such button to press, or no valid answer comes.
    pub async fn press(&self, button: &str) -> Result<Reply, DriverError> {
        let now = self.again().ok_or(DriverError::Unseen)?;
        let Some(found) = now.button(button) else {
            return Err(DriverError::NoSuchComponent {
                wanted: button.to_owned(),
                there: now
                    .buttons()
                    .into_iter()
                    .map(|button| button.label)
                    .collect(),
            });
        };
        if let Some(url) = found.url {
            let label = found.label;
            return Err(DriverError::Link { label, url });
        }
        if found.disabled {
            return Err(DriverError::Disabled(found.label));
        }
        let custom_id = found.custom_id.unwrap_or_default();
        self.click(json!({"component_type": 2, "custom_id": custom_id}))
            .await
    }

    /// Presses a button that this message no longer has, or never had: what a stale client does.
    ///
    /// # Errors
    ///
    /// When the message is gone, or no valid answer comes.
    pub async fn press_custom_id(&self, custom_id: &str) -> Result<Reply, DriverError> {
        self.again().ok_or(DriverError::Unseen)?;
        self.click(json!({"component_type": 2, "custom_id": custom_id}))
            .await
    }

    /// Chooses lines of a menu by what they say or by value, and waits for what comes of it.
    ///
    /// # Errors
    ///
    /// When the menu does not allow that, or no valid answer comes.
    pub async fn choose(&self, menu: &str, lines: &[&str]) -> Result<Reply, DriverError> {
        let now = self.again().ok_or(DriverError::Unseen)?;
        let Some(select) = now.select(menu) else {
            return Err(DriverError::NoSuchComponent {
                wanted: menu.to_owned(),
                there: now
                    .selects()
                    .into_iter()
                    .map(|select| select.placeholder)
                    .collect(),
            });
        };
        if select.disabled {
            return Err(DriverError::Disabled(select.placeholder));
        }
        let count = lines.len() as u64;
        if count < select.min || count > select.max {
            let words = format!(
                "{count} lines, but {} to {} can be chosen",
                select.min, select.max
            );
            return Err(DriverError::NotSendable(words));
        }
        let mut values = Vec::new();
        for line in lines {
            let found = select
                .options
                .iter()
                .find(|option| option.label == *line || option.value == *line);
            let Some(option) = found else {
                return Err(DriverError::NoSuchComponent {
                    wanted: (*line).to_owned(),
                    there: select
                        .options
                        .iter()
                        .map(|option| option.label.clone())
                        .collect(),
                });
            };
            values.push(option.value.clone());
        }
        let data = json!({"component_type": 3, "custom_id": select.custom_id, "values": values});
        self.click(data).await
    }

    async fn click(&self, mut data: Value) -> Result<Reply, DriverError> {
        let mut user = self.user.clone();
        user.actor.channel = self.channel;
        let with_id = self
            .components()
            .into_iter()
            .find(|component| component["custom_id"] == data["custom_id"]);
        data["id"] = with_id.map_or(json!(1), |component| component["id"].clone());
        user.act(|_| {
            Ok(Deed {
                kind: Kind::Component,
                data,
                command: String::new(),
                source: Some(self.id),
                focused: 0,
            })
        })
        .await
    }
}
