//! The demo people, as the server lists them for tools.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct Person {
    username: String,
    #[serde(default)]
    password: Option<String>,
    purpose: String,
}

/// A table of who can sign in with what, from the JSON of `GET /dev/accounts`.
pub fn table(json: &str) -> Result<String> {
    let people: Vec<Person> =
        serde_json::from_str(json).context("the server's list of demo accounts has an unexpected format")?;
    let rows = people
        .iter()
        .map(|person| [person.username.as_str(), person.password.as_deref().unwrap_or("–"), person.purpose.as_str()]);
    let rows: Vec<_> = std::iter::once(["username", "password", "for"]).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (names, passwords) = (width(0), width(1));
    let mut table = String::new();
    for [name, password, purpose] in rows {
        // Writing into a String cannot fail.
        let _ = writeln!(table, "  {name:<names$}  {password:<passwords$}  {purpose}");
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_stand_in_columns() {
        let json = r#"[{"username":"åse@example.com","password":"a b","purpose":"enroll","totp_secret":null},
                       {"username":"li","password":null,"purpose":"sso"}]"#;
        assert_eq!(
            table(json).unwrap(),
            "  username         password  for\n  åse@example.com  a b       enroll\n  li               –         sso\n"
        );
        assert!(table("{}").is_err());
    }
}
