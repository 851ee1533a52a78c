//! Telephone numbers as people write them, checked with Google's metadata (`phonenumber`).

use auth_contract::Country;
use phonenumber::{Mode, Type, country, metadata::DATABASE};

use crate::domain::typed_code;

/// Characters that the most talkative way of writing a number may take.
const LONGEST: usize = 64;

/// A number to which a text message can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// ITU-T E.164 with `+`: `+4791234567`.
    pub e164: String,
    /// ISO 3166-1 alpha-2.
    pub region: String,
}

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no telephone number")]
    NotANumber,
    #[error("a number that cannot get text messages")]
    NotMobile,
    #[error("a country to which the operator sends no messages")]
    Country,
}

/// The countries to which messages go, with the likeliest first: that of `locale` (BCP 47, `nb-NO`), else of its
/// language, else the operator's order.
pub fn countries(allowed: &[String], locale: &str) -> Vec<Country> {
    let mut regions: Vec<&String> = allowed.iter().collect();
    let likely = likely_region(locale);
    regions.sort_by_key(|region| Some(region.as_str()) != likely.as_deref());
    regions
        .into_iter()
        .filter_map(|region| {
            let metadata = DATABASE.by_id(region.as_str())?;
            Some(Country { region: region.clone(), calling_code: metadata.country_code().to_string() })
        })
        .collect()
}

/// Whether this is a country with telephone numbers, as `--sms-countries` takes it.
pub fn is_region(text: &str) -> bool {
    text.len() == 2 && text.parse::<country::Id>().is_ok() && DATABASE.by_id(text).is_some()
}

fn likely_region(locale: &str) -> Option<String> {
    let named = locale.split('-').skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    named.or_else(|| matches!(locale.split('-').next(), Some("nb" | "nn" | "no")).then(|| "NO".to_owned()))
}

/// Reads a number in any human format. `region` is the country for a number without `+`; what is read has to be in
/// one of `allowed`.
pub fn parse(typed: &str, region: Option<&str>, allowed: &[String]) -> Result<Number, Refused> {
    if typed.chars().nth(LONGEST).is_some() {
        return Err(Refused::NotANumber);
    }
    let text = typed_code::with_ascii_digits(typed.trim());
    let region = region.and_then(|region| region.parse::<country::Id>().ok());
    let number = phonenumber::parse(region, &text).map_err(|_| Refused::NotANumber)?;
    if !phonenumber::is_valid(&number) || number.extension().is_some() {
        return Err(Refused::NotANumber);
    }
    let region = number.country().id().ok_or(Refused::NotANumber)?.as_ref().to_owned();
    if !allowed.contains(&region) {
        return Err(Refused::Country);
    }
    if !can_get_messages(number.number_type(&DATABASE)) {
        return Err(Refused::NotMobile);
    }
    Ok(Number { e164: number.format().mode(Mode::E164).to_string(), region })
}

/// Where the plan of a country keeps mobile numbers apart, only those; elsewhere the gateway finds out.
fn can_get_messages(kind: Type) -> bool {
    matches!(kind, Type::Mobile | Type::FixedLineOrMobile | Type::PersonalNumber | Type::Unknown)
}

/// A number with all but calling code and the last two digits hidden: `+47 •• •• •• 42`. The dots stand as the
/// country writes its numbers.
pub fn masked(e164: &str) -> String {
    let Ok(number) = phonenumber::parse(None, e164) else { return "•••".into() };
    let written = number.format().mode(Mode::International).to_string();
    let (code, national) = written.split_once(' ').unwrap_or(("", &written));
    let digits = national.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    let hidden = national.chars().map(|c| {
        if !c.is_ascii_digit() {
            return if c == '-' { ' ' } else { c };
        }
        seen += 1;
        if seen + 2 > digits { c } else { '•' }
    });
    format!("{code} {}", hidden.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> Vec<String> {
        ["NO", "SE", "DK", "GB", "US", "DE"].map(str::to_owned).to_vec()
    }

    fn read(typed: &str, region: &str) -> Result<String, Refused> {
        parse(typed, Some(region), &allowed()).map(|number| number.e164)
    }

    #[test]
    fn numbers_are_read_however_people_write_them() {
        for typed in [
            "91234567",
            "912 34 567",
            "91 23 45 67",
            "+47 912 34 567",
            "+4791234567",
            "0047 912 34 567",
            "(+47) 912 34 567",
            "+47-912-34-567",
            "  91234567 ",
            "９１２３４５６７",
            "٩١٢٣٤٥٦٧",
            "tel:+47-912-34-567",
            "\u{202a}+47 912 34 567\u{202c}",
        ] {
            assert_eq!(read(typed, "NO").as_deref(), Ok("+4791234567"), "{typed}");
        }
        assert_eq!(read("070-174 06 05", "SE").as_deref(), Ok("+46701740605"));
        assert_eq!(read("+44 (0)7400 123456", "GB").as_deref(), Ok("+447400123456"));
        assert_eq!(read("07400 123456", "GB").as_deref(), Ok("+447400123456"));
        assert_eq!(read("(201) 555-0123", "US").as_deref(), Ok("+12015550123"));
        assert_eq!(read("+46 70 174 06 05", "NO").as_deref(), Ok("+46701740605"), "a plus outdoes the country");
    }

    #[test]
    fn what_gets_no_messages_is_refused() {
        assert_eq!(read("+49 30 901820", "DE"), Err(Refused::NotMobile), "a land line");
        assert_eq!(read("800 80 000", "NO"), Err(Refused::NotMobile), "free of charge");
        for typed in ["", "abc", "12", "9123456", "912345678901234567", "+999 912 34 567", "kari@example.no"] {
            assert_eq!(read(typed, "NO"), Err(Refused::NotANumber), "{typed}");
        }
    }

    #[test]
    fn other_countries_are_refused() {
        assert_eq!(read("+33 6 12 34 56 78", "NO"), Err(Refused::Country));
        assert_eq!(parse("91234567", None, &allowed()), Err(Refused::NotANumber), "no plus and no country");
    }

    #[test]
    fn a_masked_number_shows_country_and_two_digits() {
        assert_eq!(masked("+4791234542"), "+47 •• •• •• 42");
        assert_eq!(masked("+12015550123"), "+1 ••• ••• ••23");
        assert_eq!(masked("rubbish"), "•••");
    }

    #[test]
    fn the_likeliest_country_comes_first() {
        let first = |locale: &str| countries(&allowed(), locale).remove(0);
        assert_eq!(first("sv-SE"), Country { region: "SE".into(), calling_code: "46".into() });
        assert_eq!(first("en-GB").region, "GB");
        assert_eq!(first("zh-Hans-XX").region, "NO");
        assert_eq!(countries(&["SE".into(), "NO".into()], "nb")[0].region, "NO");
        assert!(is_region("NO") && !is_region("XX") && !is_region("no") && !is_region("NOR"));
    }
}
