//! What protects secrets at rest: a key file beside the database. A copy of the database alone gives away neither
//! TOTP seeds nor flows under way, and low-entropy values cannot be guessed against their fingerprints.

use std::{fs, io, path::Path, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::base::entropy::{self, Entropy};

const KEY_FILE: &str = "server.key";
const NONCE_LENGTH: usize = 24;

/// A one-way image of a secret (HMAC-SHA-256 under the server's key).
pub type Fingerprint = [u8; 32];

/// Stored bytes could not be opened: another key file, another context, or damage.
#[derive(Debug, thiserror::Error)]
#[error("sealed data could not be opened with this server's key")]
pub struct Unopenable;

/// Seals and fingerprints with the server's key.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    fingerprint_key: [u8; 32],
    entropy: Arc<dyn Entropy>,
}

impl Vault {
    /// Reads the key file in `folder`, or makes one that only the owner can read.
    pub fn open(folder: &Path, entropy: Arc<dyn Entropy>) -> io::Result<Self> {
        let path = folder.join(KEY_FILE);
        let key = match fs::read(&path) {
            Ok(key) => key,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = entropy::bytes::<32>(&*entropy);
                write_private(&path, &key)?;
                key.to_vec()
            }
            Err(error) => return Err(error),
        };
        if key.len() != 32 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{KEY_FILE} is not 32 bytes long")));
        }
        let cipher = XChaCha20Poly1305::new(&hmac(&key, &[b"seal"]).into());
        Ok(Self { cipher, fingerprint_key: hmac(&key, &[b"fingerprint"]), entropy })
    }

    /// Whether a key file is in `folder`.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(KEY_FILE).is_file()
    }

    /// Encrypts `plain`; it opens only under the same `context` (table and row), so that sealed values cannot be swapped.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Vec<u8> {
        let nonce = entropy::bytes::<NONCE_LENGTH>(&*self.entropy);
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context.as_bytes() })
            .expect("messages here are far below the cipher's limit of 256 GiB");
        [&nonce[..], &sealed].concat()
    }

    /// Decrypts what [`Vault::seal`] made under the same `context`.
    pub fn unseal(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(Unopenable)?;
        self.cipher
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context.as_bytes() })
            .map_err(|_| Unopenable)
    }

    /// The image under which a secret is stored and found again. The same secret has unrelated images for two purposes.
    pub fn fingerprint(&self, purpose: &str, secret: &[u8]) -> Fingerprint {
        hmac(&self.fingerprint_key, &[purpose.as_bytes(), b"\0", secret])
    }
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
