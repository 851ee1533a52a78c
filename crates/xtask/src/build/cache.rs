//! Results of slow pure steps (wasm-opt, brotli), kept by the digest of everything that went in.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::digest;

/// Entries kept. A build writes two for each page of each brand and language; one that needs more than are kept would
/// compress everything each time.
const CAPACITY: usize = 4000;

pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub fn open(folder: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("could not create {}", folder.display()))?;
        let cache = Self { folder };
        cache.prune();
        Ok(cache)
    }

    /// The result of `work` on `input`. `step` is part of the key and must contain the name of the step, its tool's
    /// version and its settings.
    pub fn result(&self, step: &str, input: &[u8], work: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let key = digest::hex(format!("{step}\n{}", digest::hex(input)).as_bytes());
        let file = self.folder.join(key);
        if let Ok(known) = std::fs::read(&file) {
            return Ok(known);
        }
        let result = work()?;
        // A rename is atomic: an interrupted build never leaves a partial result under a valid key.
        let partial = file.with_extension(format!("partial-{}", std::process::id()));
        std::fs::write(&partial, &result)?;
        std::fs::rename(&partial, &file)?;
        Ok(result)
    }

    fn prune(&self) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        let mut files: Vec<_> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        files.sort();
        for (_, path) in files.iter().rev().skip(CAPACITY) {
            drop(std::fs::remove_file(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn work_is_done_once_for_each_input_and_setting() {
        let cache = Cache::open(scratch("cache")).unwrap();
        let count = std::cell::Cell::new(0);
        let work = || {
            count.set(count.get() + 1);
            Ok(vec![7])
        };
        for (step, input, times) in [("a 1", b"x", 1), ("a 1", b"x", 1), ("a 2", b"x", 2), ("a 2", b"y", 3)] {
            assert_eq!(cache.result(step, input, work).unwrap(), [7]);
            assert_eq!(count.get(), times);
        }
    }

    #[test]
    fn a_failure_is_not_remembered() {
        let cache = Cache::open(scratch("cache-failure")).unwrap();
        assert!(cache.result("a", b"x", || anyhow::bail!("no")).is_err());
        assert_eq!(cache.result("a", b"x", || Ok(vec![1])).unwrap(), [1]);
    }
}
