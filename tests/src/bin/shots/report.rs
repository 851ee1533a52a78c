//! Before, after, difference: two folders of pictures as a page.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::difference;
use crate::written::write as write_file;

const STYLE: &str = include_str!("report.css");

/// What became of one picture.
#[derive(Debug, PartialEq)]
enum Fate {
    /// With the share of pixels that changed, from 0 to 1.
    Changed(f64),
    Added,
    Removed,
    Same,
}

/// Compares the pictures of two folders and writes `index.html` with the differences into `out`, in which both folders
/// lie; returns what came of it in words.
///
/// # Errors
/// When a picture cannot be read or a file cannot be written.
pub fn write(before: &Path, after: &Path, out: &Path, revision: &str) -> Result<String, String> {
    let mut files = pictures(before)?;
    files.extend(pictures(after)?);
    let mut fates = Vec::new();
    for file in files {
        let (old, new) = (before.join(&file), after.join(&file));
        let fate = match (old.is_file(), new.is_file()) {
            (true, true) => compare(&old, &new, &out.join("difference").join(&file))?,
            (false, _) => Fate::Added,
            (true, false) => Fate::Removed,
        };
        fates.push((file, fate));
    }
    fates.sort_by(|(_, one), (_, other)| rank(other).total_cmp(&rank(one)));
    let words = counts(&fates);
    let name = |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let page = page(&fates, revision, &words, &name(before), &name(after));
    write_file(&out.join("index.html"), page.as_bytes())?;
    Ok(words)
}

/// The most changed first, then what came and went.
fn rank(fate: &Fate) -> f64 {
    match fate {
        Fate::Changed(share) => 3.0 + share,
        Fate::Added => 2.0,
        Fate::Removed => 1.0,
        Fate::Same => 0.0,
    }
}

fn compare(before: &Path, after: &Path, out: &Path) -> Result<Fate, String> {
    let read = |file: &Path| fs::read(file).map_err(|error| format!("{}: {error}", file.display()));
    let (old, new) = (read(before)?, read(after)?);
    if old == new {
        return Ok(Fate::Same);
    }
    let decode = |bytes: &[u8], file: &Path| {
        let picture = image::load_from_memory(bytes).map_err(|error| format!("{}: {error}", file.display()));
        picture.map(image::DynamicImage::into_rgba8)
    };
    let Some(found) = difference::between(&decode(&old, before)?, &decode(&new, after)?) else {
        return Ok(Fate::Same);
    };
    fs::create_dir_all(out.parent().unwrap_or(out)).map_err(|error| format!("{}: {error}", out.display()))?;
    found.picture.save(out).map_err(|error| format!("{}: {error}", out.display()))?;
    Ok(Fate::Changed(found.share()))
}

/// The PNGs below a folder, as relative paths with `/`.
fn pictures(folder: &Path) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(folder.join(&next)).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries.filter_map(Result::ok) {
            let path = next.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "png") {
                found.insert(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(found)
}

fn counts(fates: &[(String, Fate)]) -> String {
    let count = |is: fn(&Fate) -> bool| fates.iter().filter(|(_, fate)| is(fate)).count();
    format!(
        "{} changed, {} added, {} removed, {} the same",
        count(|fate| matches!(fate, Fate::Changed(_))),
        count(|fate| *fate == Fate::Added),
        count(|fate| *fate == Fate::Removed),
        count(|fate| *fate == Fate::Same)
    )
}

fn page(fates: &[(String, Fate)], revision: &str, words: &str, before: &str, after: &str) -> String {
    // Names of files are letters, digits, hyphens and slashes; a revision may hold anything.
    let revision = revision.replace('&', "&amp;").replace('<', "&lt;");
    let mut changed = String::new();
    let mut same = String::new();
    for (file, fate) in fates {
        let name = file.trim_end_matches(".png");
        if *fate == Fate::Same {
            // Writing into a String cannot fail, here and below.
            let _ = write!(same, "<li><a href=\"{after}/{file}\">{name}</a>");
            continue;
        }
        let what = match fate {
            Fate::Changed(share) => format!("{} of its pixels changed", percent(*share)),
            Fate::Added => "added".to_owned(),
            Fate::Removed => "removed".to_owned(),
            Fate::Same => String::new(),
        };
        let _ = write!(changed, "<section><h2>{name}</h2><p>{what}</p><div class=row>");
        let columns: &[(&str, &str)] = match fate {
            Fate::Added => &[("After", after)],
            Fate::Removed => &[("Before", before)],
            _ => &[("Before", before), ("After", after), ("Difference", "difference")],
        };
        for (title, folder) in columns {
            let _ = write!(
                changed,
                "<figure><figcaption>{title}</figcaption><a href=\"{folder}/{file}\"><img loading=lazy \
                 src=\"{folder}/{file}\" alt=\"{name}: {}\"></a></figure>",
                title.to_lowercase()
            );
        }
        changed.push_str("</div></section>");
    }
    if changed.is_empty() {
        changed.push_str("<p class=none>Every picture is the same.</p>");
    }
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Since {revision}</title>\
         <meta name=viewport content=\"width=device-width\"><meta name=color-scheme content=\"light dark\">\
         <style>{STYLE}</style></head><body><header><h1>Since {revision}</h1><p>{words}</p></header>\
         <main>{changed}<details><summary>The same</summary><ul>{same}</ul></details></main></body></html>\n"
    )
}

/// With as many digits as it takes to not say 0.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 1.0 { format!("{percent:.0} %") } else { format!("{percent:.3} %") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn picture(folder: &Path, file: &str, changed_pixels: u32) {
        let mut picture = RgbaImage::from_pixel(20, 10, Rgba([200, 200, 200, 255]));
        for x in 0..changed_pixels {
            picture.put_pixel(x, 0, Rgba([0, 0, 0, 255]));
        }
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        picture.save(path).expect("a picture");
    }

    #[test]
    fn the_most_changed_comes_first_and_nothing_is_lost() {
        let out = tempfile::tempdir().expect("a folder");
        let (before, after) = (out.path().join("before"), out.path().join("after"));
        for (file, old, new) in [("en/a.png", 0, 1), ("en/b.png", 0, 15), ("en/c.png", 3, 3)] {
            picture(&before, file, old);
            picture(&after, file, new);
        }
        picture(&before, "en/gone.png", 0);
        picture(&after, "en/new.png", 0);
        let words = write(&before, &after, out.path(), "v1 <tag>").expect("a report");
        assert_eq!(words, "2 changed, 1 added, 1 removed, 1 the same");
        let page = fs::read_to_string(out.path().join("index.html")).expect("a page");
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in the page"));
        assert!(place("<h2>en/b") < place("<h2>en/a"), "the most changed first");
        assert!(place("<h2>en/a") < place("<h2>en/new") && place("<h2>en/new") < place("<h2>en/gone"));
        assert!(page.contains("Since v1 &lt;tag>") && page.contains("<li><a href=\"after/en/c.png\">en/c</a>"));
        assert!(out.path().join("difference/en/b.png").is_file() && !out.path().join("difference/en/c.png").exists());
    }

    #[test]
    fn a_share_is_never_said_to_be_nothing() {
        assert_eq!(percent(0.75), "75 %");
        assert_eq!(percent(0.00005), "0.005 %");
    }
}
