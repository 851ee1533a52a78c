//! A mail as HTML.

use maud::{DOCTYPE, html};

/// The text of a mail as a page. Styles are inline, because mail programs drop style sheets; nothing is loaded from anywhere.
///
/// `code` stands below the first paragraph. A paragraph may have several lines.
pub fn page(language: &str, subject: &str, code: Option<&str>, service: &str, paragraphs: &[&str]) -> String {
    let [lead, others @ .., automatic] = paragraphs else { return String::new() };
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (subject) }
            }
            body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif" {
                div style="max-width:480px;margin:0 auto" {
                    p style="margin:0 0 24px;font-weight:600" { (service) }
                    p style=(if code.is_some() { "margin:0 0 8px" } else { "margin:0 0 16px" }) { (lead) }
                    @if let Some(code) = code {
                        p style="margin:0 0 16px;font:600 34px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em" { (code) }
                    }
                    @for paragraph in others {
                        p style="margin:0 0 16px" {
                            @for (at, line) in paragraph.lines().enumerate() { @if at > 0 { br; } (line) }
                        }
                    }
                    hr style="border:0;border-top:1px solid;opacity:.25;margin:0 0 16px";
                    p style="margin:0;font-size:14px;opacity:.75" { (automatic) }
                }
            }
        }
    }
    .into_string()
}
