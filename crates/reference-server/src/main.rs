use std::process::ExitCode;

fn main() -> ExitCode {
    reference_server::cli::main()
}
