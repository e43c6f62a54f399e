//! Which links the catalogue may carry: https, and only hosts that it names itself.
//!
//! Sellers with look-alike names exist, so a host must match exactly and a link must be written
//! the way a browser would write it: nothing hides in a port, a login or an odd spelling.

use url::Url;

/// Discord refuses longer addresses in a button.
const LONGEST: usize = 512;

/// Why a link is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no address at all.
    Unreadable,
    NotHttps,
    /// Its host, or its path on that host, is not on the list.
    NotAllowed(String),
    /// It means this address, but is written in another way.
    WrittenOddly(String),
    TooLong,
}

/// Reads a link, if the list allows it.
pub(super) fn read(typed: &str, allowed: &[String]) -> Result<Url, Refusal> {
    let url = Url::parse(typed).map_err(|_| Refusal::Unreadable)?;
    if url.scheme() != "https" {
        return Err(Refusal::NotHttps);
    }
    if !allows(allowed, &url) {
        return Err(Refusal::NotAllowed(place(&url, allowed)));
    }
    if url.as_str() != typed && url.as_str().strip_suffix('/') != Some(typed) {
        return Err(Refusal::WrittenOddly(url.into()));
    }
    if typed.encode_utf16().count() > LONGEST {
        return Err(Refusal::TooLong);
    }
    Ok(url)
}

/// Whether a link leads where the list allows, by https and with nothing hidden in it.
pub(super) fn allows(allowed: &[String], url: &Url) -> bool {
    let login = !url.username().is_empty() || url.password().is_some();
    url.scheme() == "https"
        && !login
        && url.port().is_none()
        && allowed.iter().any(|entry| covers(entry, url))
}

/// Whether an entry of the list is a bare host, or a host with the start of a path.
pub(super) fn is_entry(entry: &str) -> bool {
    let host = entry.split('/').next().unwrap_or_default();
    let plain = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    let same = Url::parse(&format!("https://{entry}"))
        .is_ok_and(|url| url.as_str().trim_end_matches('/') == format!("https://{entry}"));
    host.contains('.') && same && entry.split('/').all(plain)
}

fn covers(entry: &str, url: &Url) -> bool {
    let mut parts = entry.split('/');
    if parts.next() != url.host_str() {
        return false;
    }
    let mut path = url.path_segments().into_iter().flatten();
    let mut narrowed = false;
    for part in parts {
        narrowed = true;
        if path.next() != Some(part) {
            return false;
        }
    }
    // Where only a part of a host is allowed, no escaped character may lead out of it.
    !(narrowed && url.path().contains('%'))
}

/// What is refused, as far as the reader needs to see it.
fn place(url: &Url, allowed: &[String]) -> String {
    let host = url.host_str().unwrap_or_default();
    let known = |entry: &String| entry.split('/').next() == Some(host);
    // Of a known host it is the path that is refused.
    let path = match allowed.iter().any(known) {
        true => url.path(),
        false => "",
    };
    format!("{}{path}", url.authority())
}

#[cfg(test)]
mod tests {
    use super::{Refusal, is_entry, read};

    fn allowed() -> Vec<String> {
        [
            "finops.org",
            "www.finops.org",
            "github.com/finopsfoundation",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[track_caller]
    fn check(link: &str, expected: Option<Refusal>) {
        assert_eq!(read(link, &allowed()).err(), expected, "{link}");
    }

    #[test]
    fn links_on_the_list_pass() {
        check("https://finops.org", None);
        check("https://www.finops.org/training-certification/", None);
        check("https://github.com/finopsfoundation", None);
        check("https://github.com/finopsfoundation/curriculum?a=b#c", None);
    }

    #[test]
    fn look_alikes_fail() {
        for link in [
            "https://finopsschool.com/",
            "https://finops.org.evil.com/",
            "https://evil.com/finops.org",
            "https://learn.finops.org/",
            "https://xfinops.org/",
            "https://finops.org./",
            "https://finops.org@evil.com/",
            "https://finops.org%2eevil.com/",
            "https://f\u{456}nops.org/",
            "https://evil.com\\@finops.org/",
            "https://user@finops.org/",
            "https://:word@finops.org/",
            "https://finops.org:8443/",
            "https://github.com/",
            "https://github.com/finopsfoundation-evil",
            "https://github.com/evil/finopsfoundation",
            "https://github.com/finopsfoundation/../evil",
            "https://github.com/finopsfoundation/%2e%2e/evil",
            "https://github.com/finopsfoundation/..%2fevil",
            "https://gist.github.com/finopsfoundation",
            "https://127.0.0.1/",
        ] {
            assert!(
                matches!(read(link, &allowed()), Err(Refusal::NotAllowed(_))),
                "{link}: {:?}",
                read(link, &allowed())
            );
        }
    }

    #[test]
    fn only_https_written_plainly() {
        check("http://finops.org/", Some(Refusal::NotHttps));
        check("javascript:alert(1)", Some(Refusal::NotHttps));
        check("www.finops.org", Some(Refusal::Unreadable));
        for link in [
            "HTTPS://finops.org/",
            "https://FinOps.org/",
            "https:finops.org/",
            "https://finops.org/a/../b",
            "https://finops.org/a b",
            "https://finops.org:443/",
            "https://@finops.org/",
            "https:\\\\finops.org/",
            " https://finops.org/",
            "https://finops.org/\ta",
        ] {
            assert!(
                matches!(read(link, &allowed()), Err(Refusal::WrittenOddly(_))),
                "{link}: {:?}",
                read(link, &allowed())
            );
        }
        let long = format!("https://finops.org/{}", "a".repeat(500));
        check(&long, Some(Refusal::TooLong));
    }

    #[test]
    fn entries_of_the_list_are_hosts() {
        for entry in ["finops.org", "github.com/finopsfoundation"] {
            assert!(is_entry(entry), "{entry}");
        }
        for entry in [
            "",
            "org",
            "https://finops.org",
            "*.finops.org",
            "finops.org/",
            "FinOps.org",
            "finops.org:80",
            "a@finops.org",
            "finops.org/..",
            "finops.org/a b",
            "finops.org?x",
        ] {
            assert!(!is_entry(entry), "{entry}");
        }
    }
}
