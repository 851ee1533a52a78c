//! Paths of the machine that built the site must not travel with it.

use std::path::Path;

use anyhow::{Context, Result};

/// Folders that only exist on machines of people, whoever they are.
const ANYWHERE: [&str; 5] = ["/home/", "/Users/", "\\Users\\", "/root/", ".cargo/registry"];

/// Every place in `folder` (compressed twins aside) that names one of `private` or a person's folder.
pub fn find(folder: &Path, private: &[String]) -> Result<Vec<String>> {
    let needles: Vec<&str> = private.iter().map(String::as_str).chain(ANYWHERE).collect();
    let mut leaks = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| format!("could not read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|extension| extension != "br" && extension != "gz") {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                leaks.extend(in_bytes(&std::fs::read(&path)?, &needles).map(|text| format!("{name}: {text}")));
            }
        }
    }
    Ok(leaks)
}

/// The needles found, each with the text around it.
fn in_bytes<'a>(bytes: &'a [u8], needles: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    needles.iter().filter(|needle| !needle.is_empty()).filter_map(|needle| {
        let start = bytes.windows(needle.len()).position(|window| window == needle.as_bytes())?;
        let end = bytes.len().min(start + needle.len() + 60);
        Some(String::from_utf8_lossy(&bytes[start..end]).chars().take_while(|char| !char.is_control()).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn a_path_is_found_in_any_file_and_shown() {
        let folder = scratch("leaks");
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        std::fs::write(folder.join("assets/p.wasm"), b"\0asm\x01/checkout/src/main.rs\x02more").unwrap();
        std::fs::write(folder.join("a.js"), "let a;").unwrap();
        std::fs::write(folder.join("a.js.gz"), "/home/someone").unwrap();
        assert_eq!(find(&folder, &["/elsewhere".to_owned()]).unwrap(), Vec::<String>::new());
        assert_eq!(find(&folder, &["/checkout".to_owned()]).unwrap(), ["assets/p.wasm: /checkout/src/main.rs"]);
        std::fs::write(folder.join("a.js"), "//# /home/someone/x").unwrap();
        assert_eq!(find(&folder, &[]).unwrap(), ["a.js: /home/someone/x"]);
    }
}
