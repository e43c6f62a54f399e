//! A wire to trip over, in debug builds only: the end-to-end tests make a handler panic with it.

/// Names the command whose handler panics.
#[cfg(debug_assertions)]
const VARIABLE: &str = "FINOPS_TEST_PANIC";

#[cfg(debug_assertions)]
pub(super) fn over(label: &str) {
    use std::sync::OnceLock;

    static WIRE: OnceLock<Option<String>> = OnceLock::new();
    let wire = WIRE.get_or_init(|| std::env::var(VARIABLE).ok());
    assert!(wire.as_deref() != Some(label), "{VARIABLE}");
}

#[cfg(not(debug_assertions))]
pub(super) fn over(_label: &str) {}
