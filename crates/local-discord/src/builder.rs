//! What a test may choose before Discord starts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio_rustls::rustls::{self, ServerConfig, crypto};

use crate::gateway::Hub;
use crate::listener::{self, Door};
use crate::local::{self, LocalDiscord};
use crate::shared::Shared;
use crate::world::{Person, Plan, World};

/// Why Discord did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A port could not be had.
    #[error("no port on loopback")]
    Port(#[from] io::Error),
    /// The certificate or key is no PEM.
    #[error("the certificate or key cannot be read")]
    Pem(#[from] pem::Error),
    /// The certificate and key do not fit.
    #[error("the certificate cannot be served")]
    Tls(#[from] rustls::Error),
}

/// Collects choices and starts a [`LocalDiscord`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    plan: Plan,
    ports: (u16, u16),
    door: Door,
    heartbeat_interval: Duration,
    tls: Option<(String, String)>,
    recording: bool,
    named_gateway: Option<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            plan: Plan::default(),
            ports: (0, 0),
            door: Door::Open,
            heartbeat_interval: Duration::from_millis(41_250),
            tls: None,
            recording: true,
            named_gateway: None,
        }
    }
}

impl Builder {
    /// The bot's token.
    pub fn token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.plan.token);
        self
    }

    /// Another person: user name, display name, language of the client.
    pub fn person(mut self, name: &str, display: &str, locale: &str) -> Self {
        self.plan
            .people
            .push(Person::new(name, display, locale, None));
        self
    }

    /// Another person with the role `Moderator`.
    pub fn moderator(mut self, name: &str, display: &str, locale: &str) -> Self {
        let role = Some("Moderator");
        self.plan
            .people
            .push(Person::new(name, display, locale, role));
        self
    }

    /// Another text channel.
    pub fn channel(mut self, name: &str) -> Self {
        self.plan.channels.push(name.to_owned());
        self
    }

    /// The guild's preferred language.
    pub fn guild_locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.plan.guild_locale);
        self
    }

    /// What the bot's own role may do.
    pub fn bot_permissions(mut self, bits: u64) -> Self {
        self.plan.bot_permissions = bits;
        self
    }

    /// The ports for REST and the gateway; 0 means any.
    pub fn ports(mut self, rest: u16, gateway: u16) -> Self {
        self.ports = (rest, gateway);
        self
    }

    /// Takes the ports, but has dials refused until [`LocalDiscord::open`].
    pub fn shut(mut self) -> Self {
        self.door = Door::Shut;
        self
    }

    /// The interval that HELLO announces.
    pub fn heartbeat_interval(mut self, interval: Duration) -> Self {
        self.heartbeat_interval = interval;
        self
    }

    /// Serves both ports behind TLS, with a certificate chain and its key in PEM.
    pub fn tls(mut self, certificates: &str, key: &str) -> Self {
        self.tls = Some((certificates.to_owned(), key.to_owned()));
        self
    }

    /// Names another gateway than its own, to see whether a bot dials it.
    pub fn named_gateway(mut self, url: &str) -> Self {
        self.named_gateway = Some(url.to_owned());
        self
    }

    /// Keeps no requests and looks for no violations: for load.
    pub fn unrecorded(mut self) -> Self {
        self.recording = false;
        self
    }

    /// Starts both servers.
    ///
    /// # Errors
    ///
    /// When a port is taken or the certificate cannot be used.
    pub async fn start(self) -> Result<LocalDiscord, StartError> {
        let tls = self.tls.as_ref().map(acceptor).transpose()?;
        let secure = if tls.is_some() { "s" } else { "" };
        let (rest, rest_incoming) = listener::open(self.ports.0, self.door, tls.clone()).await?;
        let (gateway, gateway_incoming) = listener::open(self.ports.1, self.door, tls).await?;
        // A certificate names a host, so behind TLS the addresses do as well.
        let host = if secure.is_empty() {
            "127.0.0.1"
        } else {
            "localhost"
        };
        let rest_url = format!("http{secure}://{host}:{}", rest.address.port());
        let own_gateway = format!("ws{secure}://{host}:{}", gateway.address.port());
        let gateway_url = self.named_gateway.unwrap_or(own_gateway);
        let world = World::from_plan(&self.plan);
        let shared = Shared::new(world, Hub::new(self.heartbeat_interval), gateway_url);
        shared.journal.set_recording(self.recording);
        let shared = Arc::new(shared);
        let servers = [
            local::serve_rest(rest_incoming, shared.clone()),
            local::serve_gateway(gateway_incoming, shared.clone()),
        ];
        Ok(LocalDiscord::new(
            shared,
            rest_url,
            [rest, gateway],
            servers,
        ))
    }
}

fn acceptor((certificates, key): &(String, String)) -> Result<TlsAcceptor, StartError> {
    let chain =
        CertificateDer::pem_slice_iter(certificates.as_bytes()).collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
