//! The table of the demo people.

use auth_contract::{Method, PasswordChangeReason};

use super::person::{Has, Person, Role};
use Method::{Email, Sms};

const KARI: Person = Person {
    purpose: "enroll",
    username: "kari.nordmann@example.no",
    name: "Kari Nordmann",
    password: "fjord-lantern-4821",
    about: "Must set up a second factor before going on.",
    email: Some("kari.nordmann@example.no"),
    phone: None,
    role: Role::Required,
    has: Has::Nothing,
};

/// Everybody.
pub const PEOPLE: [Person; 20] = [
    KARI,
    Person {
        purpose: "skip_allowed",
        username: "jonas.haugen@example.no",
        name: "Jonas Haugen",
        password: "birch-harbour-7356",
        about: "Is asked to set up a second factor and may put it off for a while.",
        email: Some("jonas.haugen@example.no"),
        role: Role::RequiredSoon,
        ..KARI
    },
    Person {
        purpose: "totp",
        username: "ingrid.solberg@example.no",
        name: "Ingrid Solberg",
        password: "glacier-violin-1904",
        about: "Has an authenticator app; a code is asked at every sign-in.",
        email: Some("ingrid.solberg@example.no"),
        has: Has::Totp("K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT", &[]),
        ..KARI
    },
    Person {
        purpose: "plain",
        username: "Åse Sørbø",
        name: "Åse Sørbø",
        password: "cloudberry-tram-6208",
        about: "Signs in with a name instead of an e-mail address, and with the password alone.",
        email: Some("ase.sorbo@example.no"),
        role: Role::None,
        ..KARI
    },
    Person {
        purpose: "locked",
        username: "olav.lie@example.no",
        name: "Olav Lie",
        password: "granite-ferry-5530",
        about: "Too many wrong passwords: has to wait, even with the right one.",
        email: Some("olav.lie@example.no"),
        role: Role::None,
        has: Has::Lock,
        ..KARI
    },
    Person {
        purpose: "email",
        username: "marte.dahl@example.no",
        name: "Marte Dahl",
        password: "meadow-compass-2917",
        about: "Gets codes by e-mail, and is advised to take an authenticator app.",
        email: Some("marte.dahl@example.no"),
        has: Has::Sent(&[Email]),
        ..KARI
    },
    Person {
        purpose: "sms",
        username: "lars.moen@example.no",
        name: "Lars Moen",
        password: "kettle-sunrise-8064",
        about: "Gets codes by text message, and is advised to take an authenticator app.",
        email: Some("lars.moen@example.no"),
        phone: Some("+4790123442"),
        has: Has::Sent(&[Sms]),
        ..KARI
    },
    Person {
        purpose: "many",
        username: "sofie.berg@example.no",
        name: "Sofie Berg",
        password: "walnut-bicycle-3375",
        about: "Has an authenticator app, e-mail, text message and recovery codes to choose from.",
        email: Some("sofie.berg@example.no"),
        phone: Some("+4741234518"),
        has: Has::Totp("MZUWKZLOMRSWC5BAMFSG633MPFSGK3DF", &[Email, Sms]),
        ..KARI
    },
    Person {
        purpose: "migration_sms",
        username: "henrik.vik@example.no",
        name: "Henrik Vik",
        password: "pebble-orchard-6142",
        about: "Had text messages before the migration and sets them up again.",
        email: Some("henrik.vik@example.no"),
        phone: Some("+4748123477"),
        has: Has::Before(Sms),
        ..KARI
    },
    Person {
        purpose: "migration_email",
        username: "nora.lund@example.no",
        name: "Nora Lund",
        password: "harvest-anchor-9053",
        about: "Had codes by e-mail before the migration and sets them up again.",
        email: Some("nora.lund@example.no"),
        has: Has::Before(Email),
        ..KARI
    },
    Person {
        purpose: "forced_change",
        username: "emil.strand@example.no",
        name: "Emil Strand",
        password: "temporary-1234",
        about: "Was given a password by an administrator and must choose one.",
        email: Some("emil.strand@example.no"),
        role: Role::None,
        has: Has::ToChange(PasswordChangeReason::Forced),
        ..KARI
    },
    Person {
        purpose: "breached",
        username: "thea.holm@example.no",
        name: "Thea Holm",
        password: "sommer2024",
        about: "Has a password that stands in a list of leaked ones and must change it.",
        email: Some("thea.holm@example.no"),
        role: Role::None,
        has: Has::ToChange(PasswordChangeReason::Breached),
        ..KARI
    },
    Person {
        purpose: "reset",
        username: "ola.bakke@example.no",
        name: "Ola Bakke",
        password: "thimble-glacier-4406",
        about: "Has forgotten the password; the e-mail address is on file.",
        email: Some("ola.bakke@example.no"),
        role: Role::None,
        ..KARI
    },
    Person {
        purpose: "reset_totp",
        username: "silje.foss@example.no",
        name: "Silje Foss",
        password: "ribbon-waterfall-7728",
        about: "Has forgotten the password and has an authenticator app, which is asked for all the same.",
        email: Some("silje.foss@example.no"),
        has: Has::Totp("ONUWY2TFMZXXG43SMVZWK5DPORYGC4DQ", &[]),
        ..KARI
    },
    Person {
        purpose: "trusted",
        username: "magnus.eide@example.no",
        name: "Magnus Eide",
        password: "compass-blueberry-5519",
        about: "May ask for this device to be remembered for 30 days.",
        email: Some("magnus.eide@example.no"),
        role: Role::Trusting,
        has: Has::Totp("NVQWO3TVONZWK5DPORUGK4TTMVSWI43T", &[]),
        ..KARI
    },
    Person {
        purpose: "passkey",
        username: "ida.nes@example.no",
        name: "Ida Nes",
        password: "saddle-northern-2083",
        about: "May set up whatever she likes, a passkey for example, or nothing.",
        email: Some("ida.nes@example.no"),
        role: Role::Optional,
        ..KARI
    },
    Person {
        purpose: "social",
        username: "liv.aasen@example.no",
        name: "Liv Aasen",
        password: "",
        about: "Signs in with Google, and is asked for nothing more although her role demands a second factor.",
        email: Some("liv.aasen@example.no"),
        has: Has::Linked("google"),
        ..KARI
    },
    Person {
        purpose: "social_exists",
        username: "tor.fjell@example.no",
        name: "Tor Fjell",
        password: "lantern-cinnamon-3097",
        about: "Has a password. Coming with Google he proves it once, and the two belong together from then on.",
        email: Some("tor.fjell@example.no"),
        role: Role::None,
        ..KARI
    },
    Person {
        purpose: "social_elsewhere",
        username: "unni.vik@example.no",
        name: "Unni Vik",
        password: "",
        about: "Signs in with Apple. Coming with Google she is told so.",
        email: Some("unni.vik@example.no"),
        has: Has::Linked("apple"),
        ..KARI
    },
    Person {
        purpose: "sso",
        username: "dr.lie@fjord.example",
        name: "Kristin Lie",
        password: "",
        about: "Her hospital signs her in itself: the username leads to its provider, and any password to nothing.",
        email: Some("dr.lie@fjord.example"),
        ..KARI
    },
];
