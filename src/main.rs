//! The binary. Everything happens in [`finops_bot::shell`].

use std::process::ExitCode;

fn main() -> ExitCode {
    finops_bot::shell::main()
}
