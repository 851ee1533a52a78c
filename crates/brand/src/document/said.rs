//! What the TOML library says, in words for who writes a `brand.toml`.

/// Lists of tables, whose name stands in two brackets.
const LISTS: [&str; 3] = ["providers", "notices", "introduction"];
const DATE: &str = "a date without quotes, such as 2027-01-31";

/// A slip of syntax; `line` is what stands there.
pub fn of_syntax(message: &str, line: Option<&str>) -> String {
    // What is neither number nor date is taken for the beginning of `true`.
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

/// A value of the wrong type, or a key that is unknown or missing. `key` is its path, `.` for the whole file.
pub fn of_type(key: &str, message: &str) -> String {
    // The library wraps each value whose place it keeps, and names the wrapping.
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

/// What the library calls by names of its own; `None` for what it says well.
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
    // `[[links]]`: several of what there is one of.
    (wanted.starts_with("struct ") || wanted == "map" || key.ends_with(']'))
        .then(|| format!("a table that begins with [{name}]"))
}
