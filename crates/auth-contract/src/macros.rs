/// Declares plain data types of the contract: every field public, readable and writable as JSON.
macro_rules! data {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $ty:ty),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub struct $name {
                $($(#[$field_meta])* pub $field: $ty),*
            }
        )*
    };
}

/// Declares enums of plain words that a newer peer may extend: a word that is not known here reads as `Unknown`.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
            #[serde(rename_all = "snake_case")]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub enum $name {
                $($(#[$variant_meta])* $variant,)*
                /// A word that a newer peer sends and that is not known here. Never written.
                #[serde(other)]
                Unknown,
            }

            impl $name {
                /// Every word of version 1.
                pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            }
        )*
    };
}
