#!/usr/bin/env bash
# One would guess: the crate `phonenumber`, a port of libphonenumber with its metadata, reads a national number as
# libphonenumber does.
# What happens: a national number that begins with the digits of its country's calling code loses them, although no
# "+" and no international prefix stands before it: Norway's 47 90 00 00 is not a number any more, while +47 47 90 00
# 00 is one. The same in Denmark (45…) and India (91…). libphonenumber takes the digits off only when the number is
# not valid with them. Google's example numbers do not show it: none begins so.
# Seen since phonenumber 0.3.10; PyPI phonenumbers 9.0.43 beside it.
# For a sign-in page: part of a country's people cannot enter their mobile number in the form that everybody there
# writes. Check a phone library with numbers that begin with the calling code.
source "$(dirname "$0")/lib.sh"

pip_packages phonenumbers==9.0.43
mkdir src
cat >src/main.rs <<'RS'
use phonenumber::{Mode, country};

fn main() {
    for (region, national) in [
        (country::NO, "41900000"),
        (country::NO, "47900000"),
        (country::NO, "+4747900000"),
        (country::DK, "45900000"),
        (country::IN, "9190000000"),
    ] {
        let read = match phonenumber::parse(Some(region), national) {
            Ok(number) if number.is_valid() => number.format().mode(Mode::E164).to_string(),
            Ok(_) => "invalid".to_owned(),
            Err(_) => "not a number".to_owned(),
        };
        println!("crate.{region:?}.{national} {read}");
    }
}
RS
cargo_program <<'TOML'
phonenumber = { version = "=0.3.10", default-features = false }
TOML
cat >observe.py <<'PY'
import phonenumbers as library

for region, national in [("NO", "41900000"), ("NO", "47900000"), ("NO", "+4747900000"), ("DK", "45900000"), ("IN", "9190000000")]:
    number = library.parse(national, region)
    valid = library.is_valid_number(number)
    print(f"python.{region}.{national}", library.format_number(number, library.PhoneNumberFormat.E164) if valid else "invalid")
PY
observe target/debug/finding
observe python3 observe.py

versions "phonenumber 0.3.10, PyPI phonenumbers 9.0.43"
expected "both read all of them"
for reader in crate python; do
  seen "$reader.NO.41900000" +4741900000
  seen "$reader.NO.+4747900000" +4747900000
done
seen python.NO.47900000 +4747900000
seen python.DK.45900000 +4545900000
seen python.IN.9190000000 +919190000000
seen_like crate.NO.47900000 "not a number|invalid"
seen_like crate.DK.45900000 "not a number|invalid"
seen_like crate.IN.9190000000 "not a number|invalid"
done_here
