//! The files of the gallery on their way to the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Files by name; the gallery has no folders.
#[derive(Default)]
pub struct Files(BTreeMap<&'static str, Vec<u8>>);

impl Files {
    pub fn add(&mut self, name: &'static str, content: Vec<u8>) {
        self.0.insert(name, content);
    }

    /// Bytes of all files.
    pub fn size(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Brings `folder` in line: writes what differs, removes what is not one of the files. A designer may have the folder
    /// open, so that it is never taken away as a whole.
    pub fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
        for (name, content) in &self.0 {
            let file = folder.join(name);
            if fs::read(&file).is_ok_and(|there| there == *content) {
                continue;
            }
            let next = folder.join(format!("{name}.next"));
            fs::write(&next, content).with_context(|| format!("could not write {}", next.display()))?;
            fs::rename(&next, &file).with_context(|| format!("could not put {} in place", file.display()))?;
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_str().is_none_or(|name| !self.0.contains_key(name)) && entry.path().is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn the_folder_holds_the_files_and_nothing_else() {
        let folder = scratch("gallery-folder");
        for (name, content) in [("index.html", "old"), ("gone.js", "x"), ("cell.html", "same")] {
            fs::write(folder.join(name), content).unwrap();
        }
        let untouched = fs::metadata(folder.join("cell.html")).unwrap().modified().unwrap();
        let mut files = Files::default();
        files.add("index.html", b"new".to_vec());
        files.add("cell.html", b"same".to_vec());
        files.write(&folder).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["cell.html", "index.html"]);
        assert_eq!(fs::read(folder.join("index.html")).unwrap(), b"new");
        assert_eq!(fs::metadata(folder.join("cell.html")).unwrap().modified().unwrap(), untouched);
        assert_eq!(files.size(), 7);
    }
}
