use super::*;

#[test]
fn an_address_is_read_back_as_it_was_written() {
    let mut address = Address {
        cell: "mfa-challenge-wrong-code".into(),
        language: "ar-XB".into(),
        direction: Some(Direction::Ltr),
        theme: Some(Theme::Dark),
        forced: true,
        reduced_motion: true,
        brand: "fjord".into(),
        network: Network::Slow,
        play: Some("totp".into()),
        still: true,
        text: 150,
        width: 320,
        height: Some(700),
        zoom: 400,
        view: View::Languages,
        query: "kode & 100 % på #1=+".into(),
        ..Address::default()
    };
    address.lenses.toggle(Lens::Grid);
    address.lenses.toggle(Lens::Keys);
    assert_eq!(Address::parse(&address.to_hash()), address);
}

#[test]
fn the_hash_is_short_and_readable() {
    assert_eq!(Address::default().to_hash(), "#");
    let address = Address::parse("#cell=password-wrong&lang=en&theme=dark&lens=a11y,keys&width=390&zoom=100");
    assert_eq!(address.to_hash(), "#cell=password-wrong&theme=dark&lens=keys,a11y");
}

#[test]
fn what_is_not_known_is_passed_over() {
    let address = Address::parse("cell=x&colour=red&&=&lang&theme=sepia&width=99999&zoom=99&lens=x,keys,keys");
    let mut expected = Address { cell: "x".into(), ..Address::default() };
    expected.lenses.toggle(Lens::Keys);
    assert_eq!(address, expected);
}

#[test]
fn a_name_is_a_name() {
    for bad in ["../x", "a b", "\"><script>", &"x".repeat(81)] {
        let address = Address::parse(&format!("cell={bad}&brand={bad}&lang={bad}&play={bad}"));
        assert_eq!(address, Address::default(), "{bad}");
    }
}

#[test]
fn what_others_encode_is_understood() {
    let address = Address::parse("#lens=keys%2Cgrid&q=wrong%20code%zz%+f%");
    assert!(address.lenses.has(Lens::Keys) && address.lenses.has(Lens::Grid));
    assert_eq!(address.query, "wrong code%zz%+f%");
}

#[test]
fn the_cell_knows_nothing_of_the_shell() {
    let address = Address::parse("cell=x&dir=rtl&width=320&height=500&zoom=200&view=states&q=wrong");
    assert_eq!(address.for_cell().to_hash(), "#cell=x&dir=rtl");
}

#[test]
fn a_lens_comes_off_again() {
    let mut address = Address::parse("lens=keys,a11y");
    address.lenses.toggle(Lens::Keys);
    assert_eq!(address.to_hash(), "#lens=a11y");
}
