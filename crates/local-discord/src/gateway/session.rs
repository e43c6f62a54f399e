//! One session: its number line of events, kept for a while so that it can be resumed.

use std::collections::VecDeque;

use serde_json::Value;

use super::{Link, Order};
use crate::id::Id;

/// How many events are kept for a resume.
const KEPT: usize = 1000;

/// A checked IDENTIFY.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hail {
    pub(crate) shard: (u64, u64),
    pub(crate) intents: u64,
}

impl Hail {
    /// Reads an IDENTIFY, or names the close code that it earns.
    pub(crate) fn read(data: &Value, allowed_intents: u64) -> Result<Self, u16> {
        let properties = &data["properties"];
        if !["os", "browser", "device"]
            .iter()
            .all(|key| properties[*key].is_string())
        {
            return Err(4002);
        }
        let shard = match data.get("shard") {
            None | Some(Value::Null) => (0, 1),
            Some(shard) => match (shard[0].as_u64(), shard[1].as_u64()) {
                (Some(at), Some(of)) if at < of => (at, of),
                _ => return Err(4010),
            },
        };
        let intents = data["intents"].as_u64().ok_or(4013_u16)?;
        if intents >> 26 != 0 {
            return Err(4013);
        }
        if intents & !allowed_intents != 0 {
            return Err(4014);
        }
        Ok(Self { shard, intents })
    }
}

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) hail: Hail,
    pub(crate) sequence: u64,
    /// Number and whole text of the latest events.
    log: VecDeque<(u64, String)>,
    /// The connection it lives on, with the connection's number.
    pub(crate) link: Option<(u64, Link)>,
}

impl Session {
    pub(crate) fn new(hail: Hail, connection: u64, link: Link) -> Self {
        Self {
            hail,
            sequence: 0,
            log: VecDeque::new(),
            link: Some((connection, link)),
        }
    }

    pub(crate) fn wants(&self, intent: u64) -> bool {
        intent == 0 || self.hail.intents & intent != 0
    }

    /// Guilds are dealt to shards by their id; everything without a guild belongs to shard 0.
    pub(crate) fn covers(&self, guild: Option<Id>) -> bool {
        let (at, of) = self.hail.shard;
        guild.map_or(0, |id| (id.0 >> 22) % of.max(1)) == at
    }

    /// Numbers an event, keeps it and sends it if there is a connection. The envelope's fields come
    /// in Discord's order, which readers that look for the first `"op"` depend on.
    pub(crate) fn push(&mut self, event: &str, data: &str) {
        self.sequence += 1;
        let text = format!(
            r#"{{"t":"{event}","s":{},"op":0,"d":{data}}}"#,
            self.sequence
        );
        if self.log.len() == KEPT {
            self.log.pop_front();
        }
        if let Some((_, link)) = &self.link {
            let _gone = link.send(Order::Text(text.clone()));
        }
        self.log.push_back((self.sequence, text));
    }

    /// Whether everything after `sequence` is still known.
    pub(crate) fn remembers(&self, sequence: u64) -> bool {
        let oldest = self.log.front().map_or(1, |(number, _)| *number);
        sequence <= self.sequence && sequence + 1 >= oldest
    }

    /// Moves to a new connection and sends what was missed.
    pub(crate) fn resume(&mut self, sequence: u64, connection: u64, link: Link) {
        for (_, text) in self.log.iter().filter(|(number, _)| *number > sequence) {
            let _gone = link.send(Order::Text(text.clone()));
        }
        self.link = Some((connection, link));
        self.push("RESUMED", r#"{"_trace":["local-discord"]}"#);
    }
}
