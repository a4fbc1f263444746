//! `huiyin`, the program; what it does is in the library.

use clap::{Parser, Subcommand};
use huiyin::app::App;
use huiyin::cli::{Exit, play, serve};
use huiyin::supervision::Refused;
use huiyin::telemetry;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
struct Cli {
    #[arg(long, global = true, env = "HUIYIN_HOME", default_value = "huiyin-data")]
    home: PathBuf,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, global = true)]
    clock: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Play(play::PlayArgs),
    Serve(serve::ServeArgs),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Fault) => ExitCode::from(1),
        Ok(Exit::Refused) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<Refused>() { 2 } else { 1 })
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<Exit> {
    let app = App::open(&cli.home)?;
    telemetry::start(&app.settings.log, &app.settings.secrets())?;
    match cli.command {
        Command::Play(args) => play::run(&app, &args, cli.json, &mut std::io::stdout()).await,
        Command::Serve(args) => serve::run(&app, &args, cli.clock.as_deref()).await,
    }
}
