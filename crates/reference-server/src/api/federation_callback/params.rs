//! The parameters of an answer.

use auth_contract::Secret;
use serde::Deserialize;
use url::form_urlencoded;

use crate::domain::federation::Answer;

/// Longest value in bytes. Some providers' codes have more than two kilobytes.
const MAX_BYTES: usize = 8 * 1024;

/// What is read of an answer. Empty values count as left out (RFC 6749 section 3.1); parameters that mean nothing here
/// (`session_state`, `scope`, `error_description`) are not looked at.
#[derive(Default, PartialEq, Eq)]
pub struct Params {
    pub handle: Option<String>,
    pub state: Option<String>,
    code: Option<Secret>,
    error: Option<String>,
    iss: Option<String>,
    user: Option<String>,
    is_malformed: bool,
}

impl Params {
    /// Reads a query string or a form body.
    pub fn parse(encoded: &[u8]) -> Self {
        let mut params = Self::default();
        for (name, value) in form_urlencoded::parse(encoded) {
            if !value.is_empty() {
                params.take(&name, value.into_owned());
            }
        }
        params
    }

    fn take(&mut self, name: &str, value: String) {
        let is_too_long = value.len() > MAX_BYTES;
        let is_repeated = match name {
            "handle" => self.handle.replace(value).is_some(),
            "state" => self.state.replace(value).is_some(),
            "code" => self.code.replace(Secret::new(value)).is_some(),
            "error" => self.error.replace(value).is_some(),
            "iss" => self.iss.replace(value).is_some(),
            "user" => self.user.replace(value).is_some(),
            _ => return,
        };
        self.is_malformed |= is_too_long || is_repeated;
    }

    /// The answer that came to the address of `provider`.
    pub fn answer(self, provider: &str) -> Answer {
        let Self { code, error, iss, user, is_malformed, .. } = self;
        let answer = Answer { provider: provider.into(), code: None, error: None, iss: None, name: None, is_malformed };
        if is_malformed {
            return answer;
        }
        Answer { code, error, iss, name: user.as_deref().and_then(apples_name), ..answer }
    }
}

/// What Apple sends beside the code, the first time that somebody signs in (Sign in with Apple, "Request an authorization
/// to the Sign in with Apple server").
#[derive(Deserialize)]
struct AppleUser {
    name: Option<AppleName>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppleName {
    first_name: Option<String>,
    last_name: Option<String>,
}

/// A name that no token vouches for: good for greeting somebody, and for nothing else.
fn apples_name(user: &str) -> Option<String> {
    let AppleName { first_name, last_name } = serde_json::from_str::<AppleUser>(user).ok()?.name?;
    let words: Vec<String> = [first_name, last_name].into_iter().flatten().collect();
    let name = words.join(" ");
    let name = name.trim();
    (!name.is_empty() && name.chars().count() <= 100 && !name.contains(char::is_control)).then(|| name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_and_its_chatter_is_not() {
        let params =
            Params::parse(b"state=s&code=c&iss=https%3A%2F%2Fa.example&session_state=x&session_state=y&error=");
        assert_eq!(params.state.as_deref(), Some("s"));
        let answer = params.answer("google");
        assert_eq!(answer.code.as_ref().map(Secret::expose), Some("c"));
        assert_eq!(answer.iss.as_deref(), Some("https://a.example"));
        assert_eq!((answer.error, answer.is_malformed), (None, false));
    }

    #[test]
    fn what_stands_there_twice_or_is_endless_counts_for_nothing() {
        for encoded in ["state=s&code=c&code=d".to_owned(), format!("state=s&code={}", "c".repeat(MAX_BYTES + 1))] {
            let answer = Params::parse(encoded.as_bytes()).answer("google");
            assert!(answer.is_malformed && answer.code.is_none());
        }
    }

    #[test]
    fn apple_tells_a_name_once() {
        let user = |json: &str| {
            let encoded: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("state", "s")
                .append_pair("user", json)
                .finish();
            Params::parse(encoded.as_bytes()).answer("apple").name
        };
        assert_eq!(
            user(r#"{"name":{"firstName":"Liv","lastName":"Aasen"},"email":"x"}"#).as_deref(),
            Some("Liv Aasen")
        );
        assert_eq!(user(r#"{"name":{"firstName":"Liv"}}"#).as_deref(), Some("Liv"));
        for json in ["", "{", "{}", "[1]", r#"{"name":{}}"#, r#"{"name":{"firstName":"a\nb"}}"#] {
            assert_eq!(user(json), None, "{json}");
        }
    }
}
