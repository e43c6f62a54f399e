//! The journal of one run: every request, and everything Discord lets pass that is a bug all the same.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;
use tokio::time::Instant;

use crate::lock;

/// One request as it arrived, with how it was answered.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path after `/api/v10`.
    pub path: String,
    /// The query without `?`; empty if there was none.
    pub query: String,
    /// Header names in lower case with their values.
    pub headers: Vec<(String, String)>,
    /// The body, `Null` if there was none or it was no JSON.
    pub body: Value,
    /// The status it was answered with; 0 if the answer was withheld.
    pub status: u16,
    /// When it came.
    pub at: Instant,
}

impl Recorded {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether it is this method and a path that matches `pattern`, where `*` stands for one segment
    /// and `**` at the end for the rest.
    #[must_use]
    pub fn is(&self, method: &str, pattern: &str) -> bool {
        self.method == method && matches(pattern, &self.path)
    }
}

/// Something Discord does not refuse, but that somebody would have to debug later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// A short name: `embeds-share-url`, `no-allowed-mentions`, `user-agent` and so on.
    pub rule: &'static str,
    /// Where it was seen.
    pub detail: String,
}

#[derive(Debug, Default)]
struct Requests {
    forgotten: usize,
    kept: Vec<Recorded>,
}

#[derive(Debug)]
pub(crate) struct Journal {
    recording: AtomicBool,
    requests: Mutex<Requests>,
    violations: Mutex<Vec<Violation>>,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            recording: AtomicBool::new(true),
            requests: Mutex::default(),
            violations: Mutex::default(),
        }
    }
}

impl Journal {
    pub(crate) fn is_recording(&self) -> bool {
        self.recording.load(Ordering::Relaxed)
    }

    pub(crate) fn set_recording(&self, on: bool) {
        self.recording.store(on, Ordering::Relaxed);
    }

    /// Records a request before it is handled, and returns the ticket for its status.
    pub(crate) fn record(&self, request: Recorded) -> usize {
        let mut requests = lock(&self.requests);
        requests.kept.push(request);
        requests.forgotten + requests.kept.len() - 1
    }

    pub(crate) fn set_status(&self, ticket: usize, status: u16) {
        let mut requests = lock(&self.requests);
        let at = ticket.checked_sub(requests.forgotten);
        if let Some(request) = at.and_then(|at| requests.kept.get_mut(at)) {
            request.status = status;
        }
    }

    pub(crate) fn requests(&self) -> Vec<Recorded> {
        lock(&self.requests).kept.clone()
    }

    pub(crate) fn forget(&self) {
        let mut requests = lock(&self.requests);
        requests.forgotten += requests.kept.len();
        requests.kept.clear();
        lock(&self.violations).clear();
    }

    pub(crate) fn violation(&self, rule: &'static str, detail: impl Into<String>) {
        if self.is_recording() {
            let detail = detail.into();
            lock(&self.violations).push(Violation { rule, detail });
        }
    }

    pub(crate) fn violations(&self) -> Vec<Violation> {
        lock(&self.violations).clone()
    }
}

/// Whether a path fits a pattern in which `*` is one segment and a final `**` is the rest.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let mut steps = path.trim_matches('/').split('/');
    for part in pattern.trim_matches('/').split('/') {
        match (part, steps.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (part, Some(step)) if part == step => {}
            _ => return false,
        }
    }
    steps.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        assert!(matches("/channels/*/messages", "/channels/1/messages"));
        assert!(matches("/interactions/**", "/interactions/1/t/callback"));
        assert!(matches("**", "/gateway"));
        assert!(!matches("/channels/*", "/channels/1/messages"));
        assert!(!matches("/channels/*/messages", "/channels/1"));
    }
}
