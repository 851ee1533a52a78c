//! Checks that `docs/contract.md` and the types agree.

use std::collections::BTreeMap;

use auth_contract::{ProblemCode, StepType};

/// The rows of the table whose header begins with `first_header`: the code of the first cell, and the remaining cells.
fn table(first_header: &str) -> BTreeMap<String, Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/contract.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().skip_while(|line| !line.starts_with(&format!("| {first_header} |"))).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
            (cells.next().unwrap().trim_matches('`').to_owned(), cells.collect())
        })
        .collect()
}

#[test]
fn the_table_of_steps_is_that_of_the_types() {
    let written: BTreeMap<_, _> = table("Step").into_iter().map(|(step, cells)| (step, cells[1].clone())).collect();
    let actions = |step: &StepType| {
        let names = step.possible_actions().iter().map(|action| format!("`{}`", action.name()));
        names.collect::<Vec<_>>().join(" ")
    };
    let typed: BTreeMap<_, _> = StepType::ALL.iter().map(|step| (step.name().to_owned(), actions(step))).collect();
    assert_eq!(written, typed);
}

#[test]
fn the_table_of_problems_is_that_of_the_types() {
    let written: BTreeMap<_, _> = table("Code").into_iter().map(|(code, cells)| (code, cells[0].clone())).collect();
    let typed: BTreeMap<_, _> =
        ProblemCode::ALL.iter().map(|code| (code.name().to_owned(), code.status().to_string())).collect();
    assert_eq!(written, typed);
}
