use std::sync::Arc;

use super::*;
use crate::{base::entropy::OsEntropy, store::Store};

const STATE: Fingerprint = [1; 32];
const HANDLE: Fingerprint = [2; 32];
const START: Timestamp = Timestamp(1_000_000);

fn begun(state: Fingerprint) -> Journey {
    Journey { flow_id: "fl_1".into(), state, origin: String::new() }
}

/// As [`super::consume`], without a word about what an attempt is.
fn consume(tx: &Transaction<'_>, vault: &Vault, state: &Fingerprint) -> Result<Option<String>, StoreError> {
    super::consume(tx, vault, state)
}

fn take_answer(
    tx: &Transaction<'_>,
    vault: &Vault,
    handle: &Fingerprint,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    super::take_answer(tx, vault, handle, now)
}

fn on_a_flow(work: impl FnOnce(&Transaction<'_>, &Vault) -> Result<(), StoreError>) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let vault = Vault::open(folder.path(), Arc::new(OsEntropy)).expect("a key");
    let store = Store::open(folder.path()).expect("a store");
    let done = store.transact_blocking(|tx| {
        tx.execute("INSERT INTO flows VALUES ('fl_1', x'00', 1, x'00', 0, 9999999)", [])?;
        tx.execute("INSERT INTO policies VALUES ('none', 'none', NULL, '', NULL, 0)", [])?;
        for id in ["ac_1", "ac_2"] {
            let sql = "INSERT INTO accounts (id, username, username_key, name, role, created_at)
                       VALUES (?1, ?1, ?1, ?1, 'none', 0)";
            tx.execute(sql, [id])?;
        }
        begin(tx, &vault, &begun(STATE), &"attempt", START)?;
        work(tx, &vault)
    });
    done.expect("it works");
}

#[test]
fn attempt_and_answer_are_there_once_and_their_journey_longer() {
    on_a_flow(|tx, vault| {
        keep_answer(tx, vault, &HANDLE, &STATE, &"answer", START)?;
        assert!(take_answer(tx, vault, &HANDLE, START)?.is_some());
        assert!(take_answer(tx, vault, &HANDLE, START)?.is_none());
        assert!(is_under_way(tx, "fl_1")?);
        assert!(consume(tx, vault, &STATE)?.is_some());
        assert!(consume(tx, vault, &STATE)?.is_none());
        assert!(!is_under_way(tx, "fl_1")?);
        assert!(journey(tx, &STATE, START)?.is_some());
        assert!(journey_of_answer(tx, &HANDLE, START)?.is_some());
        Ok(())
    });
}

#[test]
fn a_second_journey_of_a_flow_ends_the_first() {
    on_a_flow(|tx, vault| {
        begin(tx, vault, &begun([3; 32]), &"attempt", START)?;
        assert!(consume(tx, vault, &STATE)?.is_none());
        abandon(tx, "fl_1")?;
        assert!(consume(tx, vault, &[3; 32])?.is_none());
        Ok(())
    });
}

#[test]
fn a_journey_has_few_answers_and_the_newest_of_them() {
    on_a_flow(|tx, vault| {
        for handle in 0..40 {
            keep_answer(tx, vault, &[handle; 32], &STATE, &"answer", START)?;
        }
        assert!(journey_of_answer(tx, &[23; 32], START)?.is_none());
        assert!(journey_of_answer(tx, &[24; 32], START)?.is_some());
        assert!(take_answer(tx, vault, &[39; 32], START)?.is_some());
        Ok(())
    });
}

#[test]
fn nothing_is_kept_for_ever() {
    on_a_flow(|tx, vault| {
        keep_answer(tx, vault, &HANDLE, &STATE, &"answer", START)?;
        let sealed = |tx: &Transaction<'_>| -> Result<i64, StoreError> {
            Ok(tx.query_row("SELECT count(sealed) FROM federation_answers", [], |row| row.get(0))?)
        };
        let late = START.plus(ANSWER_LIFETIME);
        assert!(take_answer(tx, vault, &HANDLE, late)?.is_none());
        prune(tx, late)?;
        assert_eq!(sealed(tx)?, 1);
        prune(tx, late.plus(1))?;
        assert_eq!(sealed(tx)?, 0, "a code that nobody fetches");
        assert!(journey_of_answer(tx, &HANDLE, late)?.is_some());
        let over = START.plus(ATTEMPT_LIFETIME).plus(1);
        assert!(journey(tx, &STATE, over)?.is_none());
        prune(tx, over)?;
        let left: i64 = tx.query_row(
            "SELECT (SELECT count(*) FROM federation_attempts) + (SELECT count(*) FROM federation_answers)",
            [],
            |row| row.get(0),
        )?;
        assert_eq!(left, 0);
        Ok(())
    });
}

#[test]
fn a_person_at_a_provider_has_one_account_here_and_an_account_several_providers() {
    on_a_flow(|tx, _| {
        link(tx, "google", "s-1", "ac_1", START)?;
        link(tx, "apple", "s-1", "ac_1", START.plus(1))?;
        assert_eq!(providers_of(tx, "ac_1")?, ["google", "apple"]);
        assert_eq!(account_of(tx, "google", "s-2")?, None);
        link(tx, "google", "s-1", "ac_2", START.plus(2))?;
        assert_eq!(account_of(tx, "google", "s-1")?.as_deref(), Some("ac_2"));
        assert_eq!(providers_of(tx, "ac_1")?, ["apple"]);
        assert_eq!((unlink(tx, "apple", "ac_1")?, unlink(tx, "apple", "ac_1")?), (1, 0));
        tx.execute("DELETE FROM accounts", [])?;
        assert_eq!(account_of(tx, "google", "s-1")?, None, "whoever goes takes everything along");
        Ok(())
    });
}
