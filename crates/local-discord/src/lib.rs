//! A Discord on loopback, for tests and the playground.
