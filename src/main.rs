//! `huiyin`, the program; what it does is in the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    huiyin::cli::main(std::env::args_os()).await.into()
}
