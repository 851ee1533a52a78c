#!/usr/bin/env bash
# One would guess: where significant numbers begin with a zero, a library that reads them as valid also tells a land
# line from a mobile.
# What happens: the crate `phonenumber` looks the type up without the leading zero. Valid land lines of San Marino and
# Gabon, and land lines and mobiles of Benin, are `Unknown`, while libphonenumber names them. Formatting keeps the
# zero, so nothing looks wrong. Italy's land lines begin with a zero as well: the same.
# Seen since phonenumber 0.3.10; PyPI phonenumbers 9.0.43 beside it. The numbers are the examples of the metadata.
# For a sign-in page: "no text messages to land lines" by refusing FixedLine lets these through, and "mobiles only"
# refuses mobiles. Treat Unknown as a case of its own.
source "$(dirname "$0")/lib.sh"

pip_packages phonenumbers==9.0.43
cat >observe.py <<'PY'
import sys

import phonenumbers as library

names = {library.PhoneNumberType.FIXED_LINE: "FixedLine", library.PhoneNumberType.MOBILE: "Mobile"}
kinds = {"land": library.PhoneNumberType.FIXED_LINE, "mobile": library.PhoneNumberType.MOBILE}
for region, kind in [("SM", "land"), ("GA", "land"), ("BJ", "land"), ("BJ", "mobile"), ("IT", "land"), ("NO", "land"), ("NO", "mobile")]:
    number = library.example_number_for_type(region, kinds[kind])
    print(f"python.{region}.{kind}", names.get(library.number_type(number), "another"))
    print(f"{region}.{kind}", library.format_number(number, library.PhoneNumberFormat.E164), file=sys.stderr)
PY
python3 observe.py >>facts 2>examples
mkdir src
cat >src/main.rs <<'RS'
use phonenumber::metadata::DATABASE;

fn main() {
    for line in std::fs::read_to_string("examples").unwrap().lines() {
        let (key, text) = line.split_once(' ').unwrap();
        let number = phonenumber::parse(None, text).unwrap();
        let validity = if number.is_valid() { "valid" } else { "invalid" };
        println!("crate.{key} {validity} {:?}", number.number_type(&DATABASE));
    }
}
RS
cargo_program <<'TOML'
phonenumber = { version = "=0.3.10", default-features = false }
TOML
observe target/debug/finding

versions "phonenumber 0.3.10, PyPI phonenumbers 9.0.43"
expected "both name the same types"
for region in SM GA BJ IT NO; do seen "python.$region.land" FixedLine; done
for region in BJ NO; do seen "python.$region.mobile" Mobile; done
seen crate.NO.land "valid FixedLine"
seen crate.NO.mobile "valid Mobile"
for region in SM GA BJ IT; do seen "crate.$region.land" "valid Unknown"; done
seen crate.BJ.mobile "valid Unknown"
done_here
