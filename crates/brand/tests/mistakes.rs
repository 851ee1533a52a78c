//! The mistakes that somebody makes with a brand who has its documentation and nothing else: each is named with file,
//! line where there is one, and what would be right.

use std::fs;
use std::path::{Path, PathBuf};

use portico_brand::{Brand, Tokens};

const TOML: &str = "name = \"Acme\"\ndefault_language = \"en\"\n";
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 32\">\n<path d=\"M0 0\"/>\n</svg>\n";
/// The header of a font, which says how long the file is: 48 bytes.
const FONT: &[u8] = b"wOF2\0\0\0\0\0\0\0\x30\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a brand that is right but for these files; returns what is said about it.
fn said(name: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let scratch = std::env::temp_dir().join(format!("portico-mistakes-{}-{name}", std::process::id()));
    let folder = scratch.join("brands/acme");
    drop(fs::remove_dir_all(&scratch));
    fs::create_dir_all(&folder).unwrap();
    let right: [(&str, &[u8]); 2] = [("brand.toml", TOML.as_bytes()), ("logo.svg", LOGO.as_bytes())];
    for (file, content) in right.iter().chain(files) {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    let tokens = Tokens::read(&repository().join("style")).unwrap();
    let languages = ["en", "nb"].map(str::to_owned);
    let read = Brand::read(&folder, &languages, &tokens, &repository().join("public/providers"));
    fs::remove_dir_all(&scratch).unwrap();
    read.map_or_else(
        |slips| slips.0.iter().map(|slip| slip.to_string().replace("brands/acme/", "")).collect(),
        |_| vec![],
    )
}

/// What is said about one file: a line that begins so and holds each of the parts.
fn expect(name: &str, files: &[(&str, &[u8])], start: &str, parts: &[&str]) {
    let said = said(name, files);
    let found = said.iter().find(|line| line.starts_with(start));
    let found = found.unwrap_or_else(|| panic!("{name}: {start} is not in {said:#?}"));
    assert!(parts.iter().all(|part| found.contains(part)), "{name}: {parts:?} is not in {found}");
    assert!(!found.contains("$__") && !found.contains("struct ") && !found.contains('\n'), "{name}: {found}");
}

fn notice(from: &str, until: &str) -> String {
    format!(
        "[[notices]]\nid = \"night\"\nfrom = {from}\nuntil = {until}\ntitle = {{ en = \"A\", nb = \"A\" }}\ntext = {{ en = \"A\", nb = \"A\" }}\n"
    )
}

#[test]
fn in_brand_toml() {
    let date = "expected a date without quotes, such as 2027-01-31";
    for (name, text, start, parts) in [
        ("type-name", "links = \"x\"\n".to_owned(), "brand.toml:3: links: ", &["begins with [links]"][..]),
        ("type-date", notice("\"2027-01-01\"", "2027-02-01"), "brand.toml:5: notices[0].from: ", &[date]),
        (
            "no-such-day",
            notice("2027-02-30", "2027-03-01"),
            "brand.toml:5: `from = 2027-02-30`: ",
            &["between 01 and 28"],
        ),
        ("no-date", notice("tomorrow", "2027-03-01"), "brand.toml:5: `from = tomorrow`: ", &["a date without quotes"]),
        ("one-bracket", "[notices]\nid = \"a\"\n".into(), "brand.toml:3: notices: ", &["begins with [[notices]]"]),
        ("two-brackets", "[[links]]\nhelp = \"x\"\n".into(), "brand.toml:3: links: ", &["begins with [links]"]),
        (
            "no-list",
            "[navigation]\norigins = \"x\"\n".into(),
            "brand.toml:4: navigation.origins: ",
            &["a list, such as ["],
        ),
        ("bracket", "[links\n".into(), "brand.toml:3: `[links`: ", &["expected `]`"]),
        ("quote", "[links]\nhelp = \"https://x.example\n".into(), "brand.toml:4: `help = ", &["expected `\"`"]),
        ("twice", "[links]\nhelp = \"https://x.example\"\nhelp = \"\"\n".into(), "brand.toml:5: ", &["duplicate key"]),
        ("gone", "[apps]\nios = \"1.2\"\n".into(), "brand.toml:3: apps: ", &["unknown field", "`links`"]),
        (
            "secret",
            "[[providers]]\nid = \"a\"\nname = \"A\"\nclient_id = \"x\"\n".into(),
            "brand.toml:6: providers[0].client_id: ",
            &["`refuses_embedded`"],
        ),
        (
            "same-button",
            "[[providers]]\nid = \"a\"\nname = \"A\"\n[[providers]]\nid = \"b\"\nname = \"A\"\n".into(),
            "brand.toml:8: providers[1].name: ",
            &["another button"],
        ),
        (
            "long-id",
            format!("[[providers]]\nid = \"{}\"\nname = \"A\"\n", "a".repeat(65)),
            "brand.toml:4: providers[0].id: ",
            &["up to 64"],
        ),
        (
            "backwards",
            "[[providers]]\nid = \"a\"\nname = \"A\\u202E\"\n".into(),
            "brand.toml:5: providers[0].name: ",
            &["1 to 80 characters"],
        ),
        ("weight", "[font]\nfamily = \"A\"\nweight = true\n".into(), "brand.toml:5: font.weight: ", &["\"400 700\""]),
        (
            "six-pages",
            "[[introduction]]\ntitle = { en = \"A\", nb = \"A\" }\ntext = { en = \"A\", nb = \"A\" }\n".repeat(6),
            "brand.toml:19: introduction[5]: ",
            &["allowed: 5"],
        ),
    ] {
        expect(name, &[("brand.toml", (TOML.to_owned() + &text).as_bytes())], start, parts);
    }
    let long = "A".repeat(81);
    for name in ["", " ", "A\\nB", "A\\u0000", "A\\u202EB", &long] {
        let toml = format!("name = \"{name}\"\ndefault_language = \"en\"\n");
        expect("name", &[("brand.toml", toml.as_bytes())], "brand.toml:1: name: ", &["1 to 80 characters on one line"]);
    }
}

#[test]
fn in_addresses() {
    for address in [
        "",
        "/help",
        "help",
        "http://x.example",
        "javascript:alert(1)",
        "JaVaScript:x",
        "data:text/html,x",
        "https://",
        "https:x.example",
        "https:\\\\\\\\x.example",
        "https://x.example/a b",
        "https://x.exa\\tmple",
        "https://a@x.example",
        "https://:b@x.example",
        "https://x.example:99999",
        "https://x.example/\\\"><script>",
        "mailto:",
        "mailto:x",
        "mailto:a@b",
        "mailto:a@@b.example",
        "mailto:a@.example",
    ] {
        let toml = format!("{TOML}[links]\nhelp = \"{address}\"\n");
        expect(
            "address",
            &[("brand.toml", toml.as_bytes())],
            "brand.toml:4: links.help: ",
            &["https://example.com/help"],
        );
    }
    for email in
        ["a", "a b@c.example", "a@b", "a@b.example?cc=c@d.example", "a@@b.example", "a@b..example", "A <a@b.example>"]
    {
        let toml = format!("{TOML}[support]\nemail = \"{email}\"\n");
        expect(
            "email",
            &[("brand.toml", toml.as_bytes())],
            "brand.toml:4: support.email: ",
            &["such as help@example.com"],
        );
    }
}

#[test]
fn in_encodings_and_folders() {
    expect("latin", &[("brand.toml", b"name = \"A\"\n# \xe6\n")], "brand.toml:2: is not UTF-8", &[]);
    expect("latin-theme", &[("theme.css", b":root {\n/* \xe6 */ }")], "theme.css:2: is not UTF-8", &[]);
    expect("latin-logo", &[("logo.svg", b"<svg>\n\n<title>\xe6</title></svg>")], "logo.svg:3: is not UTF-8", &[]);
    expect("no-folder", &[("providers", b"")], "providers: must be a folder", &["<id>.svg"]);
    expect("stray", &[("Logo.SVG", b"")], "Logo.SVG: is not a known file; allowed: brand.toml", &["logo.svg"]);
    expect("sources", &[("sources/logo.ai", b"")], "sources: is not a known file", &[]);
    expect("deep", &[("providers/old/a.svg", b"")], "providers/old: belongs to no provider", &[]);
}

#[test]
fn in_pictures() {
    let svg = |inside: &str| LOGO.replace("<path d=\"M0 0\"/>", inside);
    for (name, text, start, parts) in [
        ("empty", String::new(), "logo.svg:1: is not well formed", &[][..]),
        ("page", "<!doctype html><p>".into(), "logo.svg:1: is not well formed", &[]),
        (
            "doctype",
            format!("<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n{LOGO}"),
            "logo.svg:2: has a <!DOCTYPE",
            &["take it out"],
        ),
        (
            "instruction",
            format!("<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"x.css\"?>\n{LOGO}"),
            "logo.svg:2: an instruction",
            &["take it out"],
        ),
        ("letters", svg("<text>Acme</text>"), "logo.svg:2: <text> is refused", &["convert text to paths"]),
        ("editor", svg("<e:view xmlns:e=\"urn:e\"/>"), "logo.svg:2: <view> is refused", &["plain SVG"]),
        ("entity", svg("&nbsp;"), "logo.svg:2: is not well formed", &["nbsp"]),
        ("fetches", svg("<path style=\"fill:src(&quot;//x&quot;)\"/>"), "logo.svg:2: style: ", &["leads outside"]),
        (
            "multiplies",
            svg("<g id=\"a\"><use href=\"#b\"/></g>\n<use href=\"#a\"/>"),
            "logo.svg:3: nested <use> is refused",
            &["copy the shapes"],
        ),
    ] {
        expect(name, &[("logo.svg", text.as_bytes())], start, parts);
    }
    expect(
        "wide-icon",
        &[("favicon.svg", LOGO.as_bytes())],
        "favicon.svg: is 2.00 times as wide as tall",
        &["a square"],
    );
    expect("icon", &[("favicon.svg", b"\xff\xd8\xff\xe0")], "favicon.svg:1: is not UTF-8", &[]);
    expect("ico", &[("favicon.ico", b"")], "favicon.ico: is not a known file", &["favicon.png"]);
}

#[test]
fn in_fonts() {
    let toml = format!("{TOML}[font]\nfamily = \"Acme Sans\"\n");
    let used: (&str, &[u8]) = ("theme.css", b":root { --font: \"Acme Sans\", serif; }");
    let with = |font: &'static [u8]| [("brand.toml", toml.as_bytes()), used, ("font.woff2", font)];
    expect("woff", &with(b"wOFF"), "font.woff2: is not a WOFF2 font", &[]);
    expect("cut-off", &with(&FONT[..47]), "font.woff2: is not a WOFF2 font, or not all of one", &[]);
    expect("licence", &with(FONT), "font.woff2: has no licence text", &["OFL.txt"]);
    expect("ttf", &[("font.ttf", b"")], "font.ttf: is not a known file", &["font.woff2"]);
    let mut right = with(FONT).to_vec();
    right.push(("OFL.txt", b""));
    assert_eq!(said("font", &right), Vec::<String>::new());
}

#[test]
fn in_themes() {
    let reach = "a shadow of at most 8rem";
    for (value, start, parts) in [
        ("--acccent: red;", "theme.css:2: --acccent: is not a token", &["--accent, "][..]),
        ("--Accent: red;", "theme.css:2: --Accent: is not a token", &[]),
        ("--accent: #124f86\n--muted: #333;", "theme.css:2: --accent: ", &["semicolon missing"]),
        ("--accent: inherit;", "theme.css:2: --accent: `inherit` is not a colour", &["oklch()"]),
        ("--accent: oklch(from red l c h);", "theme.css:2: --accent: ", &["is not a colour that can be measured"]),
        ("--target: 99rem;", "theme.css:2: --target: ", &["from 2.75rem to 5rem"]),
        ("--card-width: 1px;", "theme.css:2: --card-width: ", &["from 18rem to 48rem"]),
        ("--card-padding: 900px;", "theme.css:2: --card-padding: ", &["from 0.75rem to 5rem"]),
        ("--radius: calc(1rem + 2px);", "theme.css:2: --radius: ", &["such as 0.75rem"]),
        ("--weight-title: 0;", "theme.css:2: --weight-title: ", &["from 1 to 1000"]),
        ("--weight-title: bold;", "theme.css:2: --weight-title: ", &["such as 600"]),
        ("--font: 12px;", "theme.css:2: --font: ", &["typefaces with commas"]),
        ("--font: initial;", "theme.css:2: --font: ", &["typefaces with commas"]),
        ("--font: a, b);", "theme.css:2: --font: ", &["typefaces with commas"]),
        ("--font: \"</style>\";", "theme.css:2: --font: ", &["typefaces with commas"]),
        ("--shadow: red;", "theme.css:2: --shadow: ", &[reach]),
        ("--shadow: banana;", "theme.css:2: --shadow: `banana` is not a colour", &[]),
        ("--shadow: 0 0 0 9999px red;", "theme.css:2: --shadow: ", &[reach]),
        ("--shadow: 0 1px 2px red, 0 0;x", "theme.css:2: ", &[]),
        ("--shadow: 0 0 -1px red;", "theme.css:2: --shadow: ", &[reach]),
        ("--canvas-art: foo-gradient(red);", "theme.css:2: --canvas-art: ", &["linear-gradient"]),
        ("--canvas-art: url(\"data:image/png;base64,AAAA\") x;", "theme.css:2: --canvas-art: ", &["must be a picture"]),
        ("--card-edge: 1px solid red;", "theme.css:2: --card-edge: ", &["is not a colour"]),
    ] {
        expect("theme", &[("theme.css", format!(":root {{\n{value}\n}}\n").as_bytes())], start, parts);
    }
    for (theme, start) in [
        (":root {\n--radius: 1px;\n", "theme.css:1: the rule is not closed"),
        (":root {\n/* --radius: 1px;\n}\n", "theme.css:1: the rule is not closed"),
        (":root {\n}\n:root {\n}\n", "theme.css:3: a second `:root`"),
        (":root[dir] {\n}\n", "theme.css:1: `:root[dir]` is refused"),
    ] {
        expect("rule", &[("theme.css", theme.as_bytes())], start, &[]);
    }
}

/// Each with its figure, the figure that is needed, and where it fails.
#[test]
fn in_contrast() {
    for (value, pair, mode, needed) in [
        (
            "--muted: light-dark(#999, #fff);",
            "--muted (#999999) on --surface (#ffffff) has a contrast of 2.84:1",
            "in light",
            "needed: 7:1",
        ),
        (
            "--muted: light-dark(#333, #555);",
            "--muted (#555555) on --surface (#121a23) has a contrast of 2.34:1",
            "in dark",
            "needed: 7:1",
        ),
        (
            "--edge: #ccc;",
            "--edge (#cccccc) on --surface (#ffffff) has a contrast of 1.60:1",
            "in light",
            "needed: 3:1",
        ),
        (
            "--good: light-dark(#2e7d32, #8fd19e);\n--accent-soft: light-dark(#9ec5ec, #1c2f44);",
            "--good (#2e7d32) on --accent-soft (#9ec5ec)",
            "in light",
            "needed: 4.5:1",
        ),
    ] {
        let theme = format!(":root {{\n{value}\n}}\n");
        expect("contrast", &[("theme.css", theme.as_bytes())], &format!("theme.css:2: {pair}"), &[mode, needed]);
    }
    let theme = b":root {\n--accent: light-dark(#124f86, #1c2f44);\n}\n";
    assert!(said("modes", &[("theme.css", theme)]).iter().all(|line| line.contains("in dark")));
}

#[test]
fn what_is_no_mistake_is_taken() {
    let name = |name: &str| format!("name = \"{name}\"\ndefault_language = \"en\"\n");
    for (file, text) in [
        ("brand.toml", name("\u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}")),
        ("brand.toml", name(&"Klinikk ".repeat(10))),
        ("brand.toml", name("<A & B>")),
        ("brand.toml", format!("\u{feff}{TOML}").replace('\n', "\r\n")),
        ("brand.toml", TOML.to_owned() + &notice("2020-01-01", "2020-02-01")),
        ("brand.toml", format!("{TOML}[links]\nhelp = \"mailto:a@b.example?subject=Help\"\n")),
        ("brand.toml", format!("{TOML}[links]\nhelp = \"https://intranet/hj%C3%A6lp?a=b#c\"\n")),
        ("theme.css", "\u{feff}:root {\r\n  --radius: 1px; }\r\n".to_owned()),
        (
            "theme.css",
            ":root { --shadow: inset 0 1px rgb(0 0 0 / 0.1), 0 1px var(--s2) light-dark(#000, #fff) }".to_owned(),
        ),
        ("theme.css", String::new()),
        ("logo.svg", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made somewhere -->\n{LOGO}")),
        ("Thumbs.db", String::new()),
        (".DS_Store", String::new()),
    ] {
        assert_eq!(said("right", &[(file, text.as_bytes())]), Vec::<String>::new(), "{file}: {text}");
    }
}
