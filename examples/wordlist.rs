//! Builds `roles/words.fst` from a list of words, one a line:
//! `cargo run --example wordlist < /usr/share/dict/american-english > roles/words.fst`
//! (Debian package `wamerican`, from SCOWL).

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = BTreeSet::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        // Names are no words here: "Java" and "Oracle" are told by the roles files.
        if line.bytes().all(|byte| byte.is_ascii_lowercase()) && line.len() >= 4 {
            // A plural is checked without its "s".
            let singular = line.strip_suffix('s');
            if !singular.is_some_and(|word| words.contains(word)) {
                words.insert(line);
            }
        }
    }
    let set = fst::Set::from_iter(words)?;
    io::stdout().write_all(set.as_fst().as_bytes())?;
    Ok(())
}
