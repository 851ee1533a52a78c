//! Passwords at rest: argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, two passes).

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use auth_contract::Secret;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::base::entropy::{self, Entropy};

/// The longest password in bytes that is looked at. More costs the server and helps nobody (NIST SP 800-63B section
/// 3.1.1.2 asks for at least 64 characters).
pub const MAX_BYTES: usize = 1024;

/// Hashes and verifies passwords, a few at a time: each takes 19 MiB.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Verified against when nobody has the identifier, so that the answer takes as long.
    decoy: Arc<PasswordHash>,
    permits: Arc<Semaphore>,
}

impl Passwords {
    pub fn new(entropy: &dyn Entropy) -> Self {
        let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters are in argon2's range");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &Secret::new(entropy::token(entropy)), entropy);
        let at_once = std::thread::available_parallelism().map_or(2, usize::from);
        Self { argon2, decoy: Arc::new(decoy), permits: Arc::new(Semaphore::new(at_once)) }
    }

    /// The PHC string to store for a password.
    pub fn hash(&self, password: &Secret, entropy: &dyn Entropy) -> String {
        hash(&self.argon2, password, entropy).to_string()
    }

    /// The same off the async threads, a few at a time.
    pub async fn hash_new(&self, password: Secret, entropy: Arc<dyn Entropy>) -> String {
        let _permit = self.permits.acquire().await;
        let this = self.clone();
        let hashed = tokio::task::spawn_blocking(move || this.hash(&password, &*entropy));
        hashed.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
    }

    /// Whether `password` is the one behind `stored` (a PHC string). Without `stored` the answer is `false`, after the
    /// same work.
    pub async fn verify(&self, password: Secret, stored: Option<String>) -> bool {
        let Ok(_permit) = self.permits.acquire().await else { return false };
        let this = self.clone();
        let verified = tokio::task::spawn_blocking(move || {
            let stored = stored.and_then(|phc| PasswordHash::new(&phc).ok());
            let against = stored.as_ref().unwrap_or(&this.decoy);
            let matches = this.argon2.verify_password(&prepared(&password), against).is_ok();
            matches && stored.is_some()
        });
        verified.await.unwrap_or(false)
    }
}

fn hash(argon2: &Argon2<'_>, password: &Secret, entropy: &dyn Entropy) -> PasswordHash {
    let salt = entropy::bytes::<16>(entropy);
    argon2.hash_password_with_salt(&prepared(password), &salt).expect("argon2 takes any password of this length")
}

/// The bytes to hash: NFC, because keyboards compose å differently (RFC 8265 section 4.2.2), cut at [`MAX_BYTES`].
fn prepared(password: &Secret) -> Vec<u8> {
    let mut bytes = password.expose().nfc().collect::<String>().into_bytes();
    bytes.truncate(MAX_BYTES);
    bytes
}
