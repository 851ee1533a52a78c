//! The cells as a designer meets them: screens, each with its states.

use super::search::Search;

/// A cell in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Names it in addresses.
    pub id: String,
    /// What kind of screen it is (`mfa_challenge`).
    pub screen: String,
    /// Which state of the screen (`totp-wrong`).
    pub state: String,
    /// Both, for people.
    pub title: String,
    /// The file that draws it.
    pub source: String,
    /// The words on the screen.
    pub words: String,
}

/// A screen with its states: places in [`Tree::leaves`], in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub screen: String,
    pub leaves: Vec<usize>,
}

/// Which way to go from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Next,
    Previous,
}

/// All cells, by screen.
#[derive(Debug, Default)]
pub struct Tree {
    leaves: Vec<Leaf>,
    branches: Vec<Branch>,
    search: Search,
}

impl Tree {
    /// Screens stand in the order in which the first of their cells comes; cells keep theirs.
    pub fn new(leaves: Vec<Leaf>) -> Self {
        let mut branches: Vec<Branch> = Vec::new();
        for (place, leaf) in leaves.iter().enumerate() {
            match branches.iter_mut().find(|branch| branch.screen == leaf.screen) {
                Some(branch) => branch.leaves.push(place),
                None => branches.push(Branch { screen: leaf.screen.clone(), leaves: vec![place] }),
            }
        }
        let search = Search::new(leaves.iter().map(|leaf| {
            let name = format!("{} {} {}", leaf.title, leaf.screen, leaf.state);
            (name, leaf.words.clone())
        }));
        Self { leaves, branches, search }
    }

    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// The cell at this place.
    pub fn leaf(&self, place: usize) -> Option<&Leaf> {
        self.leaves.get(place)
    }

    /// The place of the cell with this id; the first place for an id that is not there.
    pub fn place(&self, id: &str) -> usize {
        self.leaves.iter().position(|leaf| leaf.id == id).unwrap_or(0)
    }

    pub fn has(&self, id: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf.id == id)
    }

    /// All states of the screen that the cell at this place belongs to.
    pub fn states(&self, place: usize) -> &[usize] {
        self.branch_of(place).map_or(&[], |branch| &self.branches[branch].leaves)
    }

    /// What matches a search: screens with their best match first, and in each the better matches first. Without
    /// words to search for, everything in its own order.
    pub fn found(&self, query: &str) -> Vec<Branch> {
        let Some(ranks) = self.search.ranks(query) else { return self.branches.clone() };
        let mut found: Vec<(u32, Branch)> = Vec::new();
        for branch in &self.branches {
            let mut leaves: Vec<usize> = branch.leaves.iter().copied().filter(|place| ranks[*place] > 0).collect();
            // Stable, so that equals keep their order.
            leaves.sort_by_key(|place| std::cmp::Reverse(ranks[*place]));
            if let Some(best) = leaves.first() {
                found.push((ranks[*best], Branch { screen: branch.screen.clone(), leaves }));
            }
        }
        found.sort_by_key(|(best, _)| std::cmp::Reverse(*best));
        found.into_iter().map(|(_, branch)| branch).collect()
    }

    /// The neighbour among what is found, round the ends; the first of it when `from` is not among it.
    pub fn step(&self, query: &str, from: usize, way: Way) -> Option<usize> {
        let order: Vec<usize> = self.found(query).into_iter().flat_map(|branch| branch.leaves).collect();
        match order.iter().position(|place| *place == from) {
            Some(at) => round(&order, at, way),
            None => order.first().copied(),
        }
    }

    /// The first state of the screen before or after, among what is found.
    pub fn leap(&self, query: &str, from: usize, way: Way) -> Option<usize> {
        let found = self.found(query);
        let heads: Vec<usize> = found.iter().filter_map(|branch| branch.leaves.first().copied()).collect();
        match found.iter().position(|branch| branch.leaves.contains(&from)) {
            Some(at) => round(&heads, at, way),
            None => heads.first().copied(),
        }
    }

    fn branch_of(&self, place: usize) -> Option<usize> {
        self.branches.iter().position(|branch| branch.leaves.contains(&place))
    }
}

/// What comes after `at`, round the ends.
fn round(order: &[usize], at: usize, way: Way) -> Option<usize> {
    let count = order.len();
    let next = match way {
        Way::Next => (at + 1) % count.max(1),
        Way::Previous => (at + count.saturating_sub(1)) % count.max(1),
    };
    order.get(next).copied()
}

/// Words that people write otherwise than addresses do.
const SPELLINGS: [(&str, &str); 9] = [
    ("mfa", "MFA"),
    ("otp", "OTP"),
    ("pin", "PIN"),
    ("sms", "SMS"),
    ("sso", "SSO"),
    ("totp", "TOTP"),
    ("ios", "iOS"),
    ("javascript", "JavaScript"),
    ("email", "e-mail"),
];

/// A name of the contract as people read it: `mfa-challenge` → `MFA challenge`.
pub fn readable(name: &str) -> String {
    let mut text = name.split(['_', '-']).map(spelled).collect::<Vec<_>>().join(" ");
    // iOS keeps its small letter at the beginning of a line too.
    if let Some(first) = text.get_mut(..1).filter(|_| !name.starts_with("ios")) {
        first.make_ascii_uppercase();
    }
    text
}

fn spelled(word: &str) -> &str {
    SPELLINGS.iter().find(|(plain, _)| *plain == word).map_or(word, |(_, spelled)| spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(screen: &str, state: &str, words: &str) -> Leaf {
        Leaf {
            id: format!("{screen}-{state}"),
            screen: screen.into(),
            state: state.into(),
            title: format!("{} {state}", readable(screen)),
            source: format!("src/screens/{screen}.rs"),
            words: words.into(),
        }
    }

    fn tree() -> Tree {
        Tree::new(vec![
            leaf("identify", "first", "Sign in"),
            leaf("password", "first", "Welcome back. Enter your password"),
            leaf("password", "wrong", "That password is not right"),
            leaf("challenge", "first", "Enter your code"),
            leaf("challenge", "wrong", "That code is wrong"),
            leaf("password", "locked", "Too many tries"),
        ])
    }

    fn ids(tree: &Tree, query: &str) -> Vec<String> {
        let places = tree.found(query).into_iter().flat_map(|branch| branch.leaves);
        places.map(|place| tree.leaf(place).expect("a place of the tree").id.clone()).collect()
    }

    #[test]
    fn states_gather_under_their_screen() {
        let tree = tree();
        let screens: Vec<_> = tree.branches().iter().map(|branch| branch.screen.as_str()).collect();
        assert_eq!(screens, ["identify", "password", "challenge"]);
        assert_eq!(tree.states(tree.place("password-wrong")), [1, 2, 5]);
    }

    #[test]
    fn wrong_code_finds_the_code_that_is_wrong() {
        assert_eq!(ids(&tree(), "wrong code"), ["challenge-wrong"]);
        assert_eq!(ids(&tree(), "wrong").len(), 2);
        assert!(ids(&tree(), "zebra").is_empty());
        assert_eq!(ids(&tree(), "  ").len(), 6);
    }

    #[test]
    fn walking_goes_round_and_follows_the_list_as_it_is_shown() {
        let tree = tree();
        let order = [0, 1, 2, 5, 3, 4];
        for (at, place) in order.iter().enumerate() {
            assert_eq!(tree.step("", *place, Way::Next), Some(order[(at + 1) % 6]));
            assert_eq!(tree.step("", order[(at + 1) % 6], Way::Previous), Some(*place));
        }
    }

    #[test]
    fn walking_stays_within_what_is_found() {
        let tree = tree();
        assert_eq!(tree.step("wrong", 0, Way::Next), Some(2), "the first found when here is not among it");
        assert_eq!(tree.step("wrong", 2, Way::Next), Some(4));
        assert_eq!(tree.step("wrong", 4, Way::Next), Some(2));
        assert_eq!(tree.step("zebra", 4, Way::Next), None);
    }

    #[test]
    fn leaping_goes_to_the_first_state_of_the_neighbour() {
        let tree = tree();
        assert_eq!(tree.leap("", 2, Way::Next), Some(3));
        assert_eq!(tree.leap("", 2, Way::Previous), Some(0));
        assert_eq!(tree.leap("", 0, Way::Previous), Some(3));
        assert_eq!(tree.leap("wrong", 2, Way::Next), Some(4));
    }

    #[test]
    fn an_empty_tree_has_nowhere_to_go() {
        let tree = Tree::new(vec![]);
        assert_eq!(tree.step("", 0, Way::Next), None);
        assert_eq!(tree.leap("", 0, Way::Previous), None);
        assert!(tree.states(0).is_empty());
    }

    #[test]
    fn names_are_made_readable() {
        assert_eq!(readable("mfa_challenge"), "MFA challenge");
        assert_eq!(readable("recovery-codes"), "Recovery codes");
        assert_eq!(readable("totp-wrong"), "TOTP wrong");
        assert_eq!(readable("email-sent-again"), "E-mail sent again");
        assert_eq!(readable("ios-soon"), "iOS soon");
        assert_eq!(readable(""), "");
    }
}
