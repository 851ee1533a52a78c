/// Declares data types of the contract: every field is public and is serialised to and from JSON.
macro_rules! data {
    ($($(#[$meta:meta])* $name:ident { $($body:tt)* })*) => {
        $(
            discreet_data! {
                $(#[$meta])*
                #[derive(Debug)]
                $name { $($body)* }
            }
        )*
    };
}

/// Like [`data!`], for types with their own `Debug`.
///
/// Both readers evaluate serde's field attributes; [`member!`] lists the supported ones.
macro_rules! discreet_data {
    ($(
        $(#[$meta:meta])*
        $name:ident { $($(#[doc $($doc:tt)*])* $(#[serde($($serde:tt)*)])? $field:ident : $ty:ty),* $(,)? }
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub struct $name {
                $($(#[doc $($doc)*])* $(#[serde($($serde)*)])? pub $field: $ty),*
            }

            impl crate::read::Read for $name {
                fn read<S: crate::read::Source>(from: &crate::read::Reader<'_, S>) -> Self {
                    let from = from.object();
                    Self { $($field: member!(from, $field $(, $($serde)*)?)),* }
                }
            }
        )*
    };
}

/// How [`crate::read::Read`] reads a field with these serde attributes.
macro_rules! member {
    ($from:ident, $field:ident) => {
        $from.member(stringify!($field))
    };
    ($from:ident, $field:ident, default, skip_serializing_if = "Option::is_none") => {
        $from.member(stringify!($field))
    };
    ($from:ident, $field:ident, default $(, skip_serializing_if = $skip:literal)?) => {
        $from.member_or(stringify!($field), Default::default)
    };
    ($from:ident, $field:ident, rename = $name:literal, default = "about_blank") => {
        $from.member_or($name, about_blank)
    };
}

/// Declares string enums that a newer peer may extend: an unknown string is read as `Unknown`.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
            #[serde(rename_all = "snake_case")]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub enum $name {
                $($(#[$variant_meta])* $variant,)*
                /// A value of a newer peer that is not known here. Never serialised.
                #[serde(other)]
                Unknown,
            }

            impl $name {
                /// Every value of version 1.
                pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            }

            read_words!($name: $($variant)*);
        )*
    };
}

/// Lets [`crate::read::Read`] match a string against the names of the variants.
macro_rules! read_words {
    ($name:ident: $($variant:ident)*) => {
        impl crate::read::Read for $name {
            fn read<S: crate::read::Source>(from: &crate::read::Reader<'_, S>) -> Self {
                let place = from.word(concat!($(stringify!($variant), " "),*));
                Self::ALL.get(place).copied().unwrap_or(Self::Unknown)
            }
        }
    };
}
