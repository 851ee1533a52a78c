//! Colours for browsers without `light-dark()` (before Chromium 123, Firefox 120, Safari 17.5): many phones at work are
//! older. The tokens say both colours once; the second spelling is made from the first here and nowhere by hand.

use std::fmt::Write;

use anyhow::{Context, Result, ensure};

const FUNCTION: &str = "light-dark(";

/// The rules to put behind `css` (minified): every token of a `:root` with two colours, spelt for browsers that lack the
/// function. Empty when there is none.
///
/// # Errors
/// When `light-dark()` stands outside the `:root` of a layer: only tokens may have two colours.
pub fn fallback(css: &str) -> Result<String> {
    let mut rules = String::new();
    let mut seen = 0;
    for (layer, root) in roots(css) {
        let (mut light, mut dark) = (String::new(), String::new());
        for declaration in declarations(root).filter(|declaration| declaration.contains(FUNCTION)) {
            let (name, value) = declaration.split_once(':').context("a declaration without a colon")?;
            write!(light, "{name}:{};", choose(value, 0)?)?;
            write!(dark, "{name}:{};", choose(value, 1)?)?;
            seen += value.matches(FUNCTION).count();
        }
        if !light.is_empty() {
            write!(
                rules,
                "@layer {layer}{{:root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}}}",
                light.trim_end_matches(';'),
                dark.trim_end_matches(';')
            )?;
        }
    }
    ensure!(seen == css.matches(FUNCTION).count(), "light-dark() is used outside :root; make it a token");
    Ok(if rules.is_empty() { rules } else { format!("@supports not (color:light-dark(red,red)){{{rules}}}") })
}

/// Each `@layer name{:root{…}}`: the layer and what stands between the braces of `:root`.
pub fn roots(css: &str) -> impl Iterator<Item = (&str, &str)> {
    css.match_indices(":root{").filter_map(|(start, opening)| {
        let layer = css[..start].rsplit("@layer ").next()?.split('{').next()?;
        let body = &css[start + opening.len()..];
        Some((layer, &body[..body.find('}')?]))
    })
}

/// The declarations of a rule; a semicolon inside brackets would be part of a value.
pub fn declarations(rule: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0i32;
    rule.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ';' && depth == 0
    })
}

/// `value` with every `light-dark(a,b)` replaced by its first or second colour.
fn choose(value: &str, which: usize) -> Result<String> {
    let mut chosen = String::new();
    let mut rest = value;
    while let Some((before, inside)) = rest.split_once(FUNCTION) {
        let mut depth = 0i32;
        let (mut comma, mut end) = (None, None);
        for (place, c) in inside.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    end = Some(place);
                    break;
                }
                ')' => depth -= 1,
                ',' if depth == 0 => comma = Some(place),
                _ => {}
            }
        }
        let (comma, end) = comma.zip(end).with_context(|| format!("{value}: light-dark() takes two colours"))?;
        chosen.push_str(before);
        chosen.push_str([&inside[..comma], &inside[comma + 1..end]][which].trim());
        rest = &inside[end + 1..];
    }
    chosen.push_str(rest);
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::fallback;

    #[test]
    fn each_token_is_spelt_twice_in_its_own_layer() {
        let css = "@layer tokens{:root{--a:light-dark(oklch(1 0 0),rgb(0 0 0/0.5));--b:1px}}@layer brand{:root{--a:light-dark(red,blue)}}";
        assert_eq!(
            fallback(css).unwrap(),
            "@supports not (color:light-dark(red,red)){\
             @layer tokens{:root{--a:oklch(1 0 0)}@media (prefers-color-scheme:dark){:root{--a:rgb(0 0 0/0.5)}}}\
             @layer brand{:root{--a:red}@media (prefers-color-scheme:dark){:root{--a:blue}}}}"
        );
    }

    #[test]
    fn without_tokens_of_two_colours_there_is_nothing() {
        assert_eq!(fallback("@layer tokens{:root{--b:1px}}").unwrap(), "");
    }

    #[test]
    fn two_colours_outside_the_tokens_are_refused() {
        assert!(fallback("@layer base{body{color:light-dark(red,blue)}}").unwrap_err().to_string().contains("token"));
    }
}
