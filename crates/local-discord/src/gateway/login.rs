//! IDENTIFY and RESUME: who may have a session.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::socket::{Connection, End};
use super::{GUILDS, Hail, Login, LoginKind, Session, Verdict};
use crate::Shared;

impl Connection {
    pub(super) async fn log_in(
        &mut self,
        shared: &Shared,
        kind: LoginKind,
        data: &Value,
    ) -> Result<(), End> {
        let token = data["token"].as_str().unwrap_or_default();
        let known = token.strip_prefix("Bot ").unwrap_or(token) == shared.token();
        let verdict = shared.hub.with(|state| state.verdicts.pop_front());
        let outcome = match (verdict.unwrap_or(Verdict::Judge), kind) {
            (Verdict::Judge, _) if !known => Outcome::Close(4004),
            (Verdict::Judge, LoginKind::Identify) => self.identify(shared, data),
            (Verdict::Judge, LoginKind::Resume) => self.resume(shared, data),
            (Verdict::InvalidSession(resumable), _) => Outcome::Invalid(resumable),
            (Verdict::Close(code), _) => Outcome::Close(code),
            (Verdict::Silence, _) => Outcome::Nothing,
        };
        shared.hub.with(|state| {
            state.logins.push(Login {
                kind,
                data: data.clone(),
                path: self.path.clone(),
                at: Instant::now(),
                granted: matches!(outcome, Outcome::Granted),
            });
        });
        match outcome {
            Outcome::Granted | Outcome::Nothing => Ok(()),
            Outcome::Invalid(resumable) => {
                self.send(format!(r#"{{"t":null,"s":null,"op":9,"d":{resumable}}}"#))
                    .await
            }
            Outcome::Close(code) => Err(End::Close(Some(code))),
        }
    }

    fn identify(&mut self, shared: &Shared, data: &Value) -> Outcome {
        if !["v=10", "encoding=json"]
            .iter()
            .all(|part| self.path.contains(part))
        {
            return Outcome::Close(4012);
        }
        let hail = match Hail::read(data, shared.hub.look(|state| state.allowed_intents)) {
            Ok(hail) => hail,
            Err(code) => return Outcome::Close(code),
        };
        if shared
            .hub
            .look(|state| state.paced && is_hasty(&state.logins))
        {
            return Outcome::Invalid(false);
        }
        let id = shared.next_session_id();
        let ready = ready(shared, &id, hail);
        let guilds = shared.guild_creates();
        shared.hub.with(|state| {
            state.identifies_left = state.identifies_left.saturating_sub(1);
            let mut session = Session::new(hail, self.number, self.link.clone());
            session.push("READY", &ready);
            if session.wants(GUILDS) {
                for (guild, data) in guilds {
                    if session.covers(Some(guild)) {
                        session.push("GUILD_CREATE", &data);
                    }
                }
            }
            state.sessions.insert(id.clone(), session);
        });
        self.session = Some(id);
        Outcome::Granted
    }

    fn resume(&mut self, shared: &Shared, data: &Value) -> Outcome {
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let Some(sequence) = data["seq"].as_u64() else {
            return Outcome::Close(4002);
        };
        let outcome = shared.hub.with(|state| {
            let Some(session) = state.sessions.get_mut(&id) else {
                return Outcome::Invalid(false);
            };
            if sequence > session.sequence {
                return Outcome::Close(4007);
            }
            if !session.remembers(sequence) {
                state.sessions.remove(&id);
                return Outcome::Invalid(false);
            }
            session.resume(sequence, self.number, self.link.clone());
            Outcome::Granted
        });
        if matches!(outcome, Outcome::Granted) {
            self.session = Some(id);
        }
        outcome
    }
}

enum Outcome {
    Granted,
    Invalid(bool),
    Close(u16),
    Nothing,
}

/// Whether another IDENTIFY came within the last five seconds.
fn is_hasty(logins: &[Login]) -> bool {
    let identified = |login: &&Login| login.kind == LoginKind::Identify;
    let last = logins.iter().rev().find(identified);
    last.is_some_and(|login| login.at.elapsed() < Duration::from_secs(5))
}

fn ready(shared: &Shared, session: &str, hail: Hail) -> String {
    let (user, application, guilds) = shared.ready_parts(hail);
    let (at, of) = hail.shard;
    json!({
        "v": 10,
        "user": user,
        "user_settings": {},
        "session_type": "normal",
        "session_id": session,
        "resume_gateway_url": format!("{}/resume", shared.gateway_url()),
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guild_join_requests": [],
        "guilds": guilds,
        "geo_ordered_rtc_regions": [],
        "game_relationships": [],
        "auth": {},
        "application": application,
        "shard": [at, of],
        "_trace": ["local-discord"],
    })
    .to_string()
}
