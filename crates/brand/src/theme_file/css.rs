//! Reading a single CSS value.

use cssparser::{ParseError, Parser, Token};

/// The token that a value consists of, if it is one.
pub fn only_token(value: &str) -> Option<Token<'_>> {
    let mut parser = Parser::new(value);
    let token = parser.next().ok()?.clone();
    if matches!(token, Token::Function(_)) {
        let skipped: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
            while parser.next().is_ok() {}
            Ok(())
        });
        skipped.ok()?;
    }
    parser.is_exhausted().then_some(token)
}
