//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::data::Paths;
use super::run::{RunAsked, Window};

/// Which FinOps Foundation training is right for me? A Discord bot, and the same answer here.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) paths: Paths,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Recommend a course, as `/finops recommend` does in Discord
    Recommend(Asked),
    /// Show how a text is read: clauses, matches, what counted and what was discarded
    Explain(ExplainAsked),
    /// Run the bot
    Run(Box<RunAsked>),
    /// Ask a running bot whether it is alive: exit code 0 if it is
    Health(Window),
    /// Check all data files: every fault with file, line, column and how to mend it
    Check(CheckAsked),
    /// Compare two versions of the data files: what an edit changes for people
    Diff(DiffAsked),
}

/// What is known of the person.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Asked {
    /// What you do and want, in your own words
    #[arg(value_name = "TEXT")]
    pub(super) text: Option<String>,
    /// Your job title
    #[arg(long)]
    pub(super) role: Option<String>,
    /// Your experience
    #[arg(long, value_enum)]
    pub(super) experience: Option<ExperienceWord>,
    /// Your relation to a FinOps team
    #[arg(long, value_enum)]
    pub(super) team: Option<TeamWord>,
    /// A cloud that you know, by its id in the catalogue, or `none`; may be given several times
    #[arg(long, value_delimiter = ',')]
    pub(super) cloud: Vec<String>,
    /// What you want
    #[arg(long)]
    pub(super) goal: Option<String>,
    /// The language of the answer
    #[arg(long, default_value = "en-US")]
    pub(super) locale: String,
    /// The day that decides which facts are past their review [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<Date>,
    /// Print the answer as one JSON object
    #[arg(long, conflicts_with = "batch")]
    pub(super) json: bool,
    /// Answer each line of a JSON Lines file (`-`: standard input) with one JSON object
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "role", "experience", "team", "cloud", "goal"])]
    pub(super) batch: Option<PathBuf>,
}

/// What is to be read.
#[derive(Debug, Clone, Args)]
pub(super) struct ExplainAsked {
    /// What somebody writes about themselves
    #[arg(value_name = "TEXT")]
    pub(super) text: Option<String>,
    /// A job title
    #[arg(long)]
    pub(super) role: Option<String>,
    /// What somebody wants
    #[arg(long)]
    pub(super) goal: Option<String>,
}

/// The words of `/finops recommend experience:`, and those of the batch contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExperienceWord {
    NewToCloud,
    #[value(alias = "new")]
    CloudNoFinops,
    #[value(alias = "some")]
    SomeFinops,
    Experienced,
}

/// The words of `/finops recommend team:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TeamWord {
    Member,
    Joining,
    Supporting,
    Hiring,
    WorkingWith,
    NotSure,
}

/// What `check` looks at, and how it reports.
#[derive(Debug, Clone, Args)]
pub(super) struct CheckAsked {
    /// How faults are printed
    #[arg(long, value_enum, default_value_t = FormatWord::Human)]
    pub(super) format: FormatWord,
    /// The day that decides which facts are past their review [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<Date>,
    /// Ask every link of the catalogue instead: which are dead, moved, or lead off the allowed hosts
    #[arg(long, conflicts_with = "today")]
    pub(super) links: bool,
}

/// What `diff` compares.
#[derive(Debug, Clone, Args)]
pub(super) struct DiffAsked {
    /// Folder with `catalog.toml`, `roles/` and `responses/`, or a catalogue alone, before the edit
    pub(super) old: PathBuf,
    /// The same after the edit; what one of the two lacks is taken from the usual place
    pub(super) new: PathBuf,
    /// How differences are printed
    #[arg(long, value_enum, default_value_t = FormatWord::Human)]
    pub(super) format: FormatWord,
}

/// Who reads what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatWord {
    /// A person
    Human,
    /// An editor or a build: JSON
    Json,
}
