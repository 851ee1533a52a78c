//! Somebody who does not use the page: asks for what is not offered, and guesses.

use std::time::Duration;

use auth_contract::samples;
use portico_tests::caller::{Caller, Visit};
use portico_tests::post::code_in;
use portico_tests::{Product, walk};
use serde_json::{Value, json};

/// One way to each step that the server has, as (name of the state, step, whose sign-in, actions after the password).
/// Steps of later work stand in `LATER`, so that together they are the contract.
const WAYS: [Way; 18] = [
    Way { step: "identify", who: "", then: &[] },
    Way { step: "password", who: "plain", then: &["identify"] },
    Way { step: "mfa_challenge", who: "totp", then: &["signs in"] },
    Way { step: "mfa_challenge", who: "email", then: &["signs in"] },
    Way { step: "mfa_challenge", who: "sms", then: &["signs in"] },
    Way { step: "mfa_challenge", who: "many", then: &["signs in"] },
    Way { step: "mfa_enroll_select", who: "enroll", then: &["signs in"] },
    Way { step: "mfa_enroll_select", who: "skip_allowed", then: &["signs in"] },
    Way { step: "totp_enroll", who: "enroll", then: &["signs in", "totp"] },
    Way { step: "otp_destination", who: "migration_email", then: &["signs in", "email"] },
    Way { step: "otp_enroll", who: "migration_email", then: &["signs in", "email", "destination"] },
    Way { step: "passkey_enroll", who: "passkey", then: &["signs in", "passkey"] },
    Way { step: "recovery_codes", who: "enroll", then: &["signs in", "totp", "code"] },
    Way { step: "password_change", who: "forced_change", then: &["signs in"] },
    Way { step: "password_reset_request", who: "", then: &["recover"] },
    Way { step: "password_reset_code", who: "reset", then: &["recover", "reset"] },
    Way { step: "complete", who: "plain", then: &["signs in"] },
    Way { step: "denied", who: "totp", then: &["signs in", "wrong codes"] },
];

const LATER: [&str; 7] = [
    "federation_redirect",
    "app_update",
    "introduction",
    "device_pin_set",
    "device_pin_verify",
    "organization_select",
    "confirm",
];

struct Way {
    step: &'static str,
    who: &'static str,
    then: &'static [&'static str],
}

impl Way {
    async fn is_walked(&self, product: &Product) -> (Caller, Visit) {
        let mut caller = Caller::of(product).await;
        let recovers = self.then.first() == Some(&"recover");
        let mut visit = caller.starts(if recovers { "recover" } else { "sign_in" }).await;
        for turn in self.then.iter().filter(|turn| **turn != "recover") {
            let account = product.account(self.who).await;
            match *turn {
                "identify" => {
                    let identify = json!({"type": "identify", "identifier": account.username});
                    acts(&mut caller, &mut visit, identify).await;
                }
                "signs in" => visit = caller.signs_in_as(&account).await,
                "totp" | "email" | "passkey" => {
                    acts(&mut caller, &mut visit, json!({"type": "select_method", "method": turn})).await;
                }
                "destination" => {
                    let destination = account.address();
                    acts(&mut caller, &mut visit, json!({"type": "set_destination", "destination": destination})).await;
                }
                "code" => {
                    let seed = visit.last.flow()["step"]["secret"].as_str().expect("a seed").to_owned();
                    let authenticator = portico_tests::authenticator::Authenticator::from_seed(&seed);
                    let code = product.code_of(&authenticator).await;
                    acts(&mut caller, &mut visit, json!({"type": "submit_code", "code": code})).await;
                }
                "reset" => {
                    let reset = json!({"type": "request_reset", "identifier": account.username});
                    acts(&mut caller, &mut visit, reset).await;
                    // Nobody is kept waiting for this one: that would tell who has an account.
                    product.post().next_mail_to(account.address()).await;
                }
                "wrong codes" => {
                    while visit.step() == "mfa_challenge" {
                        caller.acts(&mut visit, json!({"type": "submit_code", "code": "WRONG-CODE-00"})).await;
                    }
                }
                other => panic!("no such turn: {other}"),
            }
        }
        assert_eq!(visit.step(), self.step, "{}: {}", self.who, visit.last.body);
        (caller, visit)
    }
}

/// An action that must succeed.
async fn acts(caller: &mut Caller, visit: &mut Visit, action: Value) {
    let answer = caller.acts(visit, action).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Every action of the contract that a step does not offer, forged at that step: refused, and nothing has changed –
/// neither step nor revision, nobody is signed in, nothing was sent.
#[test]
fn a_forged_action_gains_nothing() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let mut forged = 0;
        for way in &WAYS {
            let (mut caller, mut visit) = way.is_walked(&product).await;
            let offered: Vec<String> = serde_json::from_value(visit.last.flow()["actions"].clone()).expect("actions");
            let before = visit.last.flow().clone();
            let (signed_in, messages) = (caller.session().await, product.post().asked_messages());
            for sample in samples::actions() {
                let action = serde_json::to_value(&sample.value).expect("JSON");
                if offered.iter().any(|offered| action["type"] == **offered) {
                    continue;
                }
                let answer = caller.acts(&mut visit, action.clone()).await;
                let what = format!("{} of {:?} at {}: {}", action["type"], way.who, way.step, answer.body);
                assert_eq!((answer.status, answer.problem()), (403, "action_not_allowed"), "{what}");
                assert_eq!(answer.flow()["step"], before["step"], "{what}");
                assert_eq!(answer.flow()["revision"], before["revision"], "{what}");
                forged += 1;
            }
            assert_eq!(caller.session().await, signed_in, "at {} for {:?}", way.step, way.who);
            assert_eq!(product.post().asked_messages(), messages, "at {} for {:?}", way.step, way.who);
        }
        assert!(forged > 200, "only {forged} actions were forged");
    });
}

/// The table above is the whole contract.
#[test]
fn every_step_is_forged_at() {
    let mut named: Vec<_> = WAYS.iter().map(|way| way.step).chain(LATER).collect();
    let mut all: Vec<_> = auth_contract::StepType::ALL.iter().map(|step| step.name()).collect();
    named.sort_unstable();
    all.sort_unstable();
    named.dedup();
    assert_eq!(named, all);
}

/// Six digits that are not `code`.
fn other_than(code: &str, number: u32) -> String {
    let right: u32 = code.parse().expect("digits");
    format!("{:06}", (right + 1 + number) % 1_000_000)
}

/// Guesses at a code are counted per flow and per person, across flows and whatever is sent again; passwords have a
/// count of their own. After the pause the person is let in.
#[test]
fn guessing_codes_ends_soon_and_new_flows_do_not_help() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("email").await;
        let mut caller = Caller::of(&product).await;
        let (mut guesses, mut in_one_flow) = (0, 0);
        let mut visit = caller.signs_in_as(&account).await;
        let code = code_in(&product.post().next_mail_to(account.address()).await.text);
        loop {
            assert!(guesses < 30, "30 guesses and still no pause");
            let guess = json!({"type": "submit_code", "code": other_than(&code, guesses)});
            let answer = caller.acts(&mut visit, guess).await;
            if answer.problem() == "locked" {
                break;
            }
            (guesses, in_one_flow) = (guesses + 1, in_one_flow + 1);
            assert!(in_one_flow <= 10, "ten guesses in one flow");
            if visit.step() == "denied" {
                // The password still works: its count is another one.
                (visit, in_one_flow) = (caller.signs_in_as(&account).await, 0);
            }
        }
        assert!(guesses >= 5, "only {guesses} mistakes are forgiven");
        // Not even with the right code, in this flow or a new one.
        for _ in 0..2 {
            let answer = caller.acts(&mut visit, json!({"type": "submit_code", "code": code})).await;
            assert_eq!((answer.status, answer.problem()), (429, "locked"), "{}", answer.body);
            let mut another = Caller::of(&product).await;
            visit = another.signs_in_as(&account).await;
            caller = another;
        }
        let answer = caller.acts(&mut visit, json!({"type": "submit_code", "code": code})).await;
        let until = answer.body["retry_at"].as_u64().expect("until when");
        product.advance_clock(Duration::from_secs(until - product.now().await + 1)).await;
        let mut visit = caller.signs_in_as(&account).await;
        let code = code_in(&product.post().next_mail_to(account.address()).await.text);
        let answer = caller.acts(&mut visit, json!({"type": "submit_code", "code": code})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    });
}

/// Sending again does not give new guesses.
#[test]
fn a_new_code_does_not_forgive_old_guesses() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("sms").await;
        let mut caller = Caller::of(&product).await;
        let mut visit = caller.signs_in_as(&account).await;
        let code = code_in(&product.post().next_text_to(account.number()).await.text);
        caller.acts(&mut visit, json!({"type": "submit_code", "code": other_than(&code, 0)})).await;
        let left = visit.last.flow()["step"]["attempts_left"].as_u64().expect("the server tells");
        product.advance_clock(Duration::from_secs(61)).await;
        acts(&mut caller, &mut visit, json!({"type": "resend"})).await;
        assert_eq!(visit.last.flow()["step"]["attempts_left"], left);
        assert_eq!(visit.last.flow()["notice"]["code"], "code_sent");
    });
}
