#!/usr/bin/env bash
# One would guess: a password is a string that is compared as it came, and the HTML form and the JSON API of one
# library agree about it.
# What happens: django-allauth's headless API takes spaces off both ends of the password before it compares. Whoever
# has a password with a space at its end signs in by the HTML form of the same library, and is told "not correct" by
# the API.
# Seen since django-allauth 65.22.1 with Django 5.2.19: `CharField` strips unless it is told not to; Django's own
# password fields tell it.
# For a sign-in page: people whose password manager or older system made such a password are locked out by the move
# from forms to the API, with an answer that looks like a wrong password. Nothing in a page or gateway can mend it.
source "$(dirname "$0")/lib.sh"
source "$findings/lib-django-allauth.sh"

allauth_project
cat >observe.py <<'PY'
from project import Browser, fact, person

for name, password in {"plain": "a password of kari", "space": "a password of kari "}.items():
    person(name, password)
    status, answer = Browser().sign_in(name, password)
    fact(f"{name}.api", f"{status} {answer['errors'][0]['code'] if 'errors' in answer else ''}".strip())
    # A form that is refused is drawn again with 200; one that is accepted redirects.
    fact(f"{name}.form", Browser().post("/accounts/login/", {"login": name, "password": password}).status_code)
PY
observe python3 observe.py

versions "django-allauth 65.22.1, Django 5.2.19"
expected "both accept both passwords"
seen plain.api 200
seen plain.form 302
seen space.form 302
seen space.api "400 username_password_mismatch"
done_here
