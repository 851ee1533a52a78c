use serde::{Deserialize, Serialize};

/// A moment as whole seconds since 1970-01-01T00:00:00Z (`NumericDate`, RFC 7519 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `seconds` later (earlier if negative).
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0 + seconds)
    }

    /// Seconds from `earlier` until this moment; negative if this one is before it.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}
