//! The project's own commands: `cargo xtask <command>`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on the terminal")]

mod build;
mod clock;
mod console;
mod docs;
mod gallery;
mod lint;
mod pins;
mod process;
mod report;
mod serve;
mod shots;
mod sizes;
mod test;
#[cfg(test)]
mod testing;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::console::Console;
use crate::workspace::Workspace;

const HELP_HEAD: &str = "\
cargo xtask <command>

  serve   install what is missing, build, start the reference server, and print the addresses
            --port <port>      default 8787, or the next free one
            --data <folder>    the server's database; default target/dev-data
            --brand <name>     a folder of brands/; default portico
            --open             open the lobby in your browser
  build   build the site into target/site
            --brand <name>     the brand that `/` shows; default portico. All brands are built
  gallery build the gallery into target/gallery: every screen in every state, to be opened without a server
  shots   screenshots of the gallery's cells: cargo xtask shots [words of a cell's name…]
            --theme <light,dark>   default both
            --lang <tags|all>      default en; en-XA and ar-XB are the pseudo-locales
            --brand <names|all>    default portico
            --width <px,…>         default 390
            --scale <1|2|3>        device pixels to one CSS px; default 1
            --overview             also one sheet per screen with all states, and one per cell with all languages
            --compare <git rev>    a report with before, after and difference of every screenshot
  test    check everything, or the named stages only: cargo xtask test [stage…]
            --fail-fast        begin no other stage after one that fails
            --since <git rev>  only the stages and walks that the changes since then can touch
";
const HELP_TAIL: &str = "\
  sizes   the size of the program: per crate, per screen, the largest functions
  docs    generate docs/design-system.md from the style sheets
  inject  for Trunk's post_build hook: completes the page that `trunk serve` has staged (Trunk.toml)
  help    this text
";

fn help() -> String {
    format!("{HELP_HEAD}{}{HELP_TAIL}", test::stage_list())
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Short('h') | Long("help")) => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "serve" => serve(&mut arguments),
        "build" => build(&mut arguments),
        "gallery" => gallery(&mut arguments),
        "shots" => shots(&mut arguments),
        "docs" => docs(&mut arguments),
        "test" => test(&mut arguments),
        "inject" => inject(&mut arguments),
        "sizes" => sizes(&mut arguments),
        "help" => {
            print!("{}", help());
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no command `{other}`\n\n{}", help()),
    }
}

fn serve(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    let mut options = serve::Options { port: None, data: None, brand: build::DEFAULT_BRAND.to_owned(), open: false };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => {
                let port = arguments.value()?.parse().context("--port takes a number up to 65535")?;
                options.port = Some(port);
            }
            Long("data") => options.data = Some(std::path::absolute(arguments.value()?)?),
            Long("brand") => options.brand = arguments.value()?.string()?,
            Long("open") => options.open = true,
            other => return Err(other.unexpected().into()),
        }
    }
    serve::run(&Workspace::find()?, &options)?;
    Ok(ExitCode::SUCCESS)
}

fn build(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    let mut brand = build::DEFAULT_BRAND.to_owned();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("brand") => brand = arguments.value()?.string()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let workspace = Workspace::find()?;
    let console = Console::new();
    let report = build::site(&workspace, &console, &brand, None)?;
    drop(console);
    println!("\n{}", report.table());
    Ok(ExitCode::SUCCESS)
}

fn gallery(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    if let Some(other) = arguments.next()? {
        return Err(other.unexpected().into());
    }
    let console = Console::new();
    let gallery = gallery::build(&Workspace::find()?, &console)?;
    drop(console);
    println!("\n  gallery  {}\n           {}", gallery.address(), gallery.in_words());
    Ok(ExitCode::SUCCESS)
}

fn shots(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    let mut options = shots::Options::default();
    let mut words: Vec<String> = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("theme") => {
                options.themes = list(arguments)?;
                if let Some(unknown) = options.themes.iter().find(|theme| !["light", "dark"].contains(&theme.as_str()))
                {
                    bail!("--theme takes light, dark, or both with a comma between, not `{unknown}`");
                }
            }
            Long("lang") => options.languages = list(arguments)?,
            Long("brand") => options.brands = list(arguments)?,
            Long("width") => {
                let widths = list(arguments)?.iter().map(|width| width.parse()).collect::<Result<_, _>>();
                options.widths = widths.context("--width takes numbers of CSS px, with commas between")?;
            }
            Long("scale") => options.scale = arguments.value()?.parse().context("--scale takes 1, 2 or 3")?,
            Long("overview") => options.overview = true,
            Long("compare") => options.compare = Some(arguments.value()?.string()?),
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    options.filter = words.join(" ");
    let console = Console::new();
    let place = shots::run(&Workspace::find()?, &console, &options)?;
    drop(console);
    println!("\n  {}", place.display());
    Ok(ExitCode::SUCCESS)
}

fn docs(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    if let Some(other) = arguments.next()? {
        return Err(other.unexpected().into());
    }
    let workspace = Workspace::find()?;
    let file = docs::file(&workspace);
    std::fs::write(&file, docs::generate(&workspace.root)?)?;
    println!("{}", file.display());
    Ok(ExitCode::SUCCESS)
}

/// The value of an option that may name several.
fn list(arguments: &mut lexopt::Parser) -> Result<Vec<String>> {
    let value = arguments.value()?.string()?;
    Ok(value.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn test(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    let mut options = test::Options { stages: Vec::new(), fail_fast: false, since: None };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("fail-fast") => options.fail_fast = true,
            Long("since") => options.since = Some(arguments.value()?.string()?),
            Value(stage) => options.stages.push(stage.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let passed = test::run(&Workspace::find()?, &options)?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn inject(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    if let Some(other) = arguments.next()? {
        return Err(other.unexpected().into());
    }
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context("Trunk runs this command; see Trunk.toml")?;
    build::inject(&Workspace::find()?, &Console::new(), staging.as_ref(), build::DEFAULT_BRAND)?;
    Ok(ExitCode::SUCCESS)
}

fn sizes(arguments: &mut lexopt::Parser) -> Result<ExitCode> {
    if let Some(other) = arguments.next()? {
        return Err(other.unexpected().into());
    }
    let console = Console::new();
    let [first, rest] = build::named_program(&Workspace::find()?, &console)?;
    drop(console);
    println!("\nFIRST PART\n{}\nDEFERRED PART\n{}", sizes::tables(&first)?, sizes::tables(&rest)?);
    Ok(ExitCode::SUCCESS)
}
