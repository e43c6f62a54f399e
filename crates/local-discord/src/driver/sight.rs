//! What a person says in a channel and sees there.

use std::time::Duration;

use super::DriverError;
use super::seen::Seen;
use super::user::User;
use crate::permission::{READ_MESSAGE_HISTORY, VIEW_CHANNEL};
use crate::world::{Message, World};

impl User {
    /// Posts an ordinary message.
    #[must_use]
    pub fn say(&self, text: &str) -> Seen {
        let message = {
            let shared = self.discord.shared();
            let mut world = shared.world();
            let id = world.ids.next();
            let mut message = Message::new(id, self.actor.channel, self.actor.user);
            text.clone_into(&mut message.content);
            shared.announce(&world, "MESSAGE_CREATE", &message);
            world.put_message(message.clone());
            message
        };
        self.discord.shared().ring();
        let world = self.discord.shared().world();
        Seen::new(self, &world, &message)
    }

    /// The messages of a channel that this person sees, oldest first: public ones as far as they may
    /// read there, private ones only if they are theirs.
    #[must_use]
    pub fn sees(&self, channel: &str) -> Vec<Seen> {
        self.clone().in_channel(channel).sees_here()
    }

    /// The messages that this person sees where they are.
    #[must_use]
    pub fn sees_here(&self) -> Vec<Seen> {
        let world = self.discord.shared().world();
        let held = world.permissions(self.actor.channel, self.actor.user);
        if held & VIEW_CHANNEL == 0 || held & READ_MESSAGE_HISTORY == 0 {
            return Vec::new();
        }
        let all = world
            .messages
            .get(&self.actor.channel)
            .into_iter()
            .flatten();
        let visible = all.map(|(_, message)| message).filter(|message| {
            message
                .private_to
                .is_none_or(|owner| owner == self.actor.user)
        });
        visible
            .map(|message| Seen::new(self, &world, message))
            .collect()
    }

    /// The pinned messages of a channel, newest pin first.
    #[must_use]
    pub fn sees_pins(&self, channel: &str) -> Vec<Seen> {
        let mut pins: Vec<Seen> = self.sees(channel);
        pins.retain(Seen::is_pinned);
        pins.sort_by(|one, other| other.pinned_at().cmp(&one.pinned_at()));
        pins
    }

    /// Waits until this person sees such a message in a channel.
    ///
    /// # Errors
    ///
    /// When it does not appear in time.
    pub async fn wait_for(
        &self,
        channel: &str,
        within: Duration,
        wanted: impl Fn(&Seen) -> bool,
    ) -> Result<Seen, DriverError> {
        let here = self.clone().in_channel(channel);
        let look = |world: &World| {
            let all = world.messages.get(&here.actor.channel)?;
            let visible = all.values().filter(|message| {
                message
                    .private_to
                    .is_none_or(|owner| owner == here.actor.user)
            });
            let mut seen = visible.map(|message| Seen::new(&here, world, message));
            seen.find(|seen| wanted(seen))
        };
        let found = self.discord.shared().find(within, look).await;
        found.ok_or(DriverError::NoAnswer)
    }
}
