//! The files of the built site, and the moment when they replace the previous ones.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::cache::Cache;
use super::glue::Part;
use super::{compress, digest};

/// A site in memory: path (relative, `/` as separator) → content.
#[derive(Default)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

/// A file whose name changes with its content.
pub struct Asset {
    /// `/assets/<name>.<digest>.<extension>`
    pub url: String,
    pub integrity: String,
}

impl Asset {
    /// Where it is and what it must be.
    pub fn located(&self) -> Part<'_> {
        Part { url: &self.url, integrity: &self.integrity }
    }
}

impl Site {
    pub fn add(&mut self, path: impl Into<String>, content: Vec<u8>) {
        self.files.insert(path.into(), content);
    }

    /// Adds a file under `assets/`, where everything may be kept forever.
    pub fn add_asset(&mut self, name: &str, extension: &str, content: Vec<u8>) -> Asset {
        let path = format!("assets/{name}.{}.{extension}", digest::for_name(&content));
        let asset = Asset { url: format!("/{path}"), integrity: digest::integrity(&content) };
        self.add(path, content);
        asset
    }

    /// Adds everything below `folder`, except what `left_out` names at its top.
    pub fn add_folder(&mut self, folder: &Path, left_out: &[&str]) -> Result<()> {
        self.add_below(folder, "", left_out)
    }

    fn add_below(&mut self, folder: &Path, prefix: &str, left_out: &[&str]) -> Result<()> {
        if !folder.is_dir() {
            return Ok(());
        }
        for entry in std::fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().into_string().ok().context("a file name in public/ is not UTF-8")?;
            let path = format!("{prefix}{name}");
            if prefix.is_empty() && left_out.contains(&name.as_str()) {
                continue;
            }
            if entry.path().is_dir() {
                self.add_below(&entry.path(), &format!("{path}/"), left_out)?;
            } else {
                self.add(path, std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path.trim_start_matches('/')).map(Vec::as_slice)
    }

    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Writes the files into `folder`, whatever else is there.
    pub fn write_into(&self, folder: &Path) -> Result<()> {
        for (path, content) in &self.files {
            let file = folder.join(path);
            let parent = file.parent().context("a file of the site has no folder")?;
            std::fs::create_dir_all(parent)?;
            std::fs::write(&file, content).with_context(|| format!("could not write {}", file.display()))?;
        }
        Ok(())
    }

    /// Writes the site beside `folder` and puts it there in one go: a server that is running never sees half a site.
    pub fn publish(&self, folder: &Path, cache: &Cache) -> Result<()> {
        let next = folder.with_extension("next");
        remove(&next)?;
        self.write_into(&next)?;
        for (path, content) in &self.files {
            if compress::is_compressible(path) {
                std::fs::write(next.join(format!("{path}.br")), compress::brotli(cache, content)?)?;
                std::fs::write(next.join(format!("{path}.gz")), compress::gzip(cache, content)?)?;
            }
        }
        ensure!(next.is_dir(), "the site is empty");
        let previous = folder.with_extension("previous");
        remove(&previous)?;
        if folder.exists() {
            std::fs::rename(folder, &previous).with_context(|| format!("could not move {} away", folder.display()))?;
        }
        std::fs::rename(&next, folder).with_context(|| format!("could not put {} in place", folder.display()))?;
        remove(&previous)
    }
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn a_published_site_replaces_the_previous_one_entirely() {
        let folder = scratch("site");
        let cache = Cache::open(folder.join("cache")).unwrap();
        let target = folder.join("site");
        let mut first = Site::default();
        first.add("old.html", b"old".to_vec());
        first.publish(&target, &cache).unwrap();

        let mut second = Site::default();
        let asset = second.add_asset("portico", "js", b"let a".to_vec());
        second.add("picture.png", vec![1]);
        second.publish(&target, &cache).unwrap();
        assert!(!target.join("old.html").exists() && !target.join("old.html.br").exists());
        let file = target.join(asset.url.trim_start_matches('/'));
        assert_eq!(std::fs::read(&file).unwrap(), b"let a");
        assert!(target.join(format!("{}.br", asset.url.trim_start_matches('/'))).exists());
        assert!(!target.join("picture.png.gz").exists());
        assert!(!folder.join("site.next").exists() && !folder.join("site.previous").exists());
    }

    #[test]
    fn the_name_of_an_asset_follows_its_content() {
        let mut site = Site::default();
        let (one, two) = (site.add_asset("a", "js", vec![1]).url, site.add_asset("a", "js", vec![2]).url);
        assert_ne!(one, two);
        assert_eq!(site.get(&one), Some([1].as_slice()));
    }

    #[test]
    fn a_folder_is_taken_whole_but_for_what_is_left_out() {
        let folder = scratch("public");
        for path in ["locales/en.json", ".well-known/x", "providers/locales/a.svg"] {
            std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            std::fs::write(folder.join(path), path).unwrap();
        }
        let mut site = Site::default();
        site.add_folder(&folder, &["locales"]).unwrap();
        let paths: Vec<_> = site.files().map(|(path, _)| path).collect();
        assert_eq!(paths, [".well-known/x", "providers/locales/a.svg"]);
    }
}
