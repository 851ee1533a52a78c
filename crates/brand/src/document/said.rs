//! Translates messages of the TOML library for authors of a `brand.toml`.

/// Arrays of tables, whose headers have two brackets.
const LISTS: [&str; 3] = ["providers", "notices", "introduction"];
const DATE: &str = "a date without quotes, such as 2027-01-31";

/// A syntax error; `line` is the text of the line.
pub fn of_syntax(message: &str, line: Option<&str>) -> String {
    // The library takes everything that is neither a number nor a date for the beginning of `true`.
    let message = if message.starts_with("invalid boolean") {
        format!("this is neither a text in \"quotes\", nor {DATE}, nor true or false")
    } else {
        message.to_owned()
    };
    match line.map(str::trim).filter(|line| !line.is_empty()) {
        Some(line) => format!("`{line}`: {message}"),
        None => message,
    }
}

/// A wrong type, or an unknown or missing key. `key` is its path, `.` for the whole file.
pub fn of_type(key: &str, message: &str) -> String {
    // The library wraps each value whose position it records, and the message contains the name of the wrapper.
    let key = key.split('.').filter(|part| !part.is_empty() && !part.starts_with("$__")).collect::<Vec<_>>().join(".");
    let wanted = message.split_once(", expected ").map(|(found, wanted)| (found, in_words(wanted, &key)));
    let message = match wanted {
        Some((found, Some(wanted))) => {
            format!("{}, expected {wanted}", found.replace("map", "table").replace("sequence", "list"))
        }
        _ => message.to_owned(),
    };
    if key.is_empty() { message } else { format!("{key}: {message}") }
}

/// Replacements for internal terms of the library; `None` where its message is clear.
fn in_words(wanted: &str, key: &str) -> Option<String> {
    if wanted.contains("datetime") {
        return Some(DATE.to_owned());
    }
    let name = key.split('[').next().unwrap_or_default();
    if LISTS.contains(&name) && (wanted == "a sequence" || wanted.starts_with("struct ")) {
        return Some(format!("a table that begins with [[{name}]]"));
    }
    if wanted == "a sequence" {
        return Some("a list, such as [\"…\", \"…\"]".to_owned());
    }
    // `[[links]]` where only one `[links]` is allowed.
    (wanted.starts_with("struct ") || wanted == "map" || key.ends_with(']'))
        .then(|| format!("a table that begins with [{name}]"))
}
