//! The data folder of a server that has added its demo people. Hashing their passwords takes a server half a second of
//! processor time; it is done once for all walks of a process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::settings;

/// A file of the server's: name, content, permissions.
type SeededFile = (std::ffi::OsString, Vec<u8>, fs::Permissions);

/// Makes `folder`, which a server can start on, with fresh demo people in it.
///
/// # Panics
/// When the server does not start, or the folder cannot be written.
pub(crate) async fn copy_to(folder: &Path) {
    static SEEDED: OnceLock<Vec<SeededFile>> = OnceLock::new();
    let files = tokio::task::spawn_blocking(|| SEEDED.get_or_init(seed)).await.expect("a seeded server");
    fs::create_dir_all(folder).expect("the server's folder");
    for (name, content, permissions) in files {
        let path = folder.join(name);
        fs::write(&path, content).expect("a file of the server's");
        fs::set_permissions(&path, permissions.clone()).expect("its permissions");
    }
}

/// Starts a server on an empty folder and ends it as soon as it serves. What it has committed by then is in its files,
/// the write-ahead log included, however it ends (SQLite, "Atomic Commit").
fn seed() -> Vec<SeededFile> {
    let folder = TempDir::with_prefix("portico-seed-").expect("a temporary folder");
    let mut command = Command::new(settings::server());
    command.args(["--dev", "--port", "0", "--public-origin", "http://localhost"]).arg("--data").arg(folder.path());
    command.arg("--site").arg(settings::site()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = command.spawn().expect("the server starts");
    let stdout = BufReader::new(server.stdout.take().expect("a pipe"));
    let ready = stdout.lines().map_while(Result::ok).any(|line| line.starts_with("ready "));
    server.kill().and_then(|()| server.wait()).expect("the server can be ended");
    assert!(ready, "the server ended before it was ready");
    let files = fs::read_dir(folder.path()).expect("the server's folder").flatten();
    let read = |file: fs::DirEntry| {
        let permissions = file.metadata()?.permissions();
        Ok((file.file_name(), fs::read(file.path())?, permissions))
    };
    files.map(read).collect::<std::io::Result<_>>().expect("the server's files")
}
