//! Teaches the second reader: `cargo run --example learn` writes `roles/second/en-US.fst`.
//!
//! With `--cross` it writes nothing and prints what the reader would add to each batch, and to each
//! tenth of the other statements, if it had not learnt from them.

mod cross;
mod statements;

use std::error::Error;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Box<dyn Error>> {
    let statements = statements::all()?;
    if std::env::args().any(|argument| argument == "--cross") {
        print!("{}", cross::table(&statements)?);
        return Ok(());
    }
    let weights = statements::weights(&statements, "")?;
    println!(
        "{}: {} statements, {} bytes",
        statements::WEIGHTS,
        statements.len(),
        weights.len()
    );
    Ok(std::fs::write(statements::WEIGHTS, weights)?)
}
