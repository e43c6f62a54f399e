//! Where Discord is. Every address that is ever called is made here, from the one configured.

use url::{Host, Url};

/// Discord itself.
pub const DISCORD: &str = "https://discord.com";
const API: [&str; 2] = ["api", "v10"];
/// Discord's own domains.
const REAL: [&str; 3] = ["discord.com", "discord.gg", "discordapp.com"];

/// The address of a Discord: the real one, or one that stands in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(Url);

/// Why a configured address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBase {
    #[error(
        "the address of Discord is not an address: write it as https://host or http://host:port"
    )]
    NotAnAddress,
    #[error("the address of Discord must begin with https:// or http://")]
    Scheme,
}

impl Base {
    /// From a configured address such as `http://127.0.0.1:4000`.
    pub fn new(text: &str) -> Result<Self, BadBase> {
        let mut url = Url::parse(text.trim()).map_err(|_| BadBase::NotAnAddress)?;
        if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
            return Err(BadBase::Scheme);
        }
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// A route under the API. Segments are escaped, so that none can lead elsewhere.
    pub(super) fn route(&self, segments: &[&str]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(API).extend(segments);
        }
        url
    }

    /// A gateway address that this Discord named, if it may be dialled: a stand-in never leads to
    /// the real one.
    pub(in crate::discord) fn gateway(&self, named: &str) -> Option<String> {
        let url = Url::parse(named).ok()?;
        let allowed = matches!(url.scheme(), "wss" | "ws")
            && url.has_host()
            && (self.is_real() || !is_discord(&url))
            && (url.scheme() == "wss" || !self.is_real());
        allowed.then(|| named.trim_end_matches('/').to_owned())
    }

    pub(super) fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// On this machine, where no proxy belongs in between.
    pub(super) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    fn is_real(&self) -> bool {
        is_discord(&self.0)
    }
}

fn is_discord(url: &Url) -> bool {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    REAL.iter().any(|real| {
        host.strip_suffix(real)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_stay_under_the_base() {
        let base = Base::new("http://127.0.0.1:4000/").unwrap();
        let url = base.route(&["interactions", "1", "../../x?y", "callback"]);
        assert_eq!(
            url.as_str(),
            "http://127.0.0.1:4000/api/v10/interactions/1/..%2F..%2Fx%3Fy/callback"
        );
        let real = Base::new(DISCORD).unwrap();
        assert_eq!(
            real.route(&["gateway", "bot"]).as_str(),
            "https://discord.com/api/v10/gateway/bot"
        );
    }

    #[test]
    fn a_stand_in_never_leads_to_the_real_gateway() {
        let stand_in = Base::new("http://127.0.0.1:4000").unwrap();
        assert_eq!(stand_in.gateway("wss://gateway.discord.gg"), None);
        assert_eq!(stand_in.gateway("wss://GATEWAY.Discord.GG./"), None);
        assert_eq!(
            stand_in.gateway("ws://127.0.0.1:4001/").as_deref(),
            Some("ws://127.0.0.1:4001")
        );
        let real = Base::new(DISCORD).unwrap();
        assert!(real.gateway("wss://gateway.discord.gg").is_some());
        assert_eq!(real.gateway("ws://gateway.discord.gg"), None);
        assert_eq!(real.gateway("http://x"), None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        assert_eq!(Base::new("discord"), Err(BadBase::NotAnAddress));
        assert_eq!(Base::new("ftp://discord.com"), Err(BadBase::Scheme));
    }
}
