//! The precompressed variants of a file, which a host sends to browsers that accept them.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, anyhow};
use flate2::{Compression, write::GzEncoder};

use super::cache::Cache;

const TEXT: [&str; 10] = ["css", "html", "js", "json", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];
/// The largest window that browsers must accept (RFC 7932 § 9.1), the slowest and best quality.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 24;

/// Whether a file of this name is worth compressing. Files that only the host reads are never sent.
pub fn is_compressible(path: &str) -> bool {
    path != super::policy::FILE && path.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

/// Compresses every file that gains from it, on all cores, so that the cache has the results for whoever asks next.
/// The best quality takes seconds for a site of many brands and languages.
pub fn all<'a>(cache: &Cache, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<()> {
    // Brands share most of their files: each content once.
    let contents: BTreeSet<&[u8]> =
        files.filter(|(path, _)| is_compressible(path)).map(|(_, content)| content).collect();
    let mut sorted: Vec<&[u8]> = contents.into_iter().collect();
    // The largest first: nobody waits for one that was begun last.
    sorted.sort_by_key(|content| std::cmp::Reverse(content.len()));
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(content) = sorted.get(next.fetch_add(1, Ordering::Relaxed)) {
            brotli(cache, content)?;
            gzip(cache, content)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..std::thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("compression panicked"))?)
    })
}

pub fn brotli(cache: &Cache, bytes: &[u8]) -> Result<Vec<u8>> {
    cache.result("brotli 11 24", bytes, || {
        let mut compressed = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
        writer.write_all(bytes)?;
        drop(writer);
        Ok(compressed)
    })
}

pub fn gzip(cache: &Cache, bytes: &[u8]) -> Result<Vec<u8>> {
    cache.result("gzip 9", bytes, || {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        writer.write_all(bytes)?;
        Ok(writer.finish()?)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::testing::scratch;

    #[test]
    fn what_was_compressed_comes_back() {
        let cache = Cache::open(scratch("compress")).unwrap();
        let bytes = "sign in, sign in, sign in ".repeat(500).into_bytes();
        let mut unzipped = Vec::new();
        let small = gzip(&cache, &bytes).unwrap();
        flate2::read::GzDecoder::new(small.as_slice()).read_to_end(&mut unzipped).unwrap();
        assert_eq!(unzipped, bytes);
        let mut unpacked = Vec::new();
        let smaller = brotli(&cache, &bytes).unwrap();
        brotli::Decompressor::new(smaller.as_slice(), 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        assert!(smaller.len() < small.len() && small.len() < bytes.len());
    }

    #[test]
    fn pictures_and_nameless_files_are_left_alone() {
        assert!(is_compressible("assets/portico.0123.wasm") && is_compressible("index.nb.html"));
        assert!(!is_compressible("headers.json") && is_compressible("assets/headers.json"));
        assert!(!is_compressible("icon.png") && !is_compressible(".well-known/apple-app-site-association"));
    }
    #[test]
    fn all_files_are_compressed_once_each() {
        let folder = scratch("compress-all");
        let cache = Cache::open(folder.clone()).unwrap();
        let files: [(&str, &[u8]); 4] = [("a.js", b"one"), ("b.js", b"one"), ("c.css", b"two"), ("d.png", b"three")];
        all(&cache, files.into_iter()).unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4, "two contents in two formats");
    }
}
