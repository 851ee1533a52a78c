#!/usr/bin/env bash
# One would guess: the answer to the wrong code that uses up the last attempt differs from the ones before, or the
# next answer says that the code has ended, so that a page can offer a new one.
# What happens: with sign-in by mailed code the third wrong code of three is answered like the first, 400
# `incorrect_code`, and ends the code. From then on every code, the right one included, is 409 with an empty body but
# its status. The session says 401 with nothing pending.
# Seen since django-allauth 65.22.1, default ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS of 3.
# For a sign-in page: "wrong code, try again" is untrue the third time. Count attempts, or ask the session what is
# pending after each refusal, and read 409 as "ask for a new code".
source "$(dirname "$0")/lib.sh"
source "$findings/lib-django-allauth.sh"

allauth_project
cat >observe.py <<'PY'
import re

from project import Browser, fact, pending, person
from django.core import mail

person("kari", "a password of kari")
browser = Browser()
_, answer = browser.api("POST", "auth/code/request", {"email": "kari@example.com"})
fact("asked", pending(answer))
right = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
wrong = "0000-0000"
for number in (1, 2, 3):
    status, answer = browser.api("POST", "auth/code/confirm", {"code": wrong})
    fact(f"wrong-{number}", f"{status} {answer['errors'][0]['code']}")
    fact(f"pending-{number}", pending(browser.api("GET", "auth/session")[1]) or "nothing")
status, answer = browser.api("POST", "auth/code/confirm", {"code": right})
fact("right-afterwards", f"{status} {' '.join(answer)}")
PY
observe python3 observe.py

versions "django-allauth 65.22.1, Django 5.2.19"
expected "the third answer, or the fourth, says that there were too many attempts"
seen asked login_by_code
for number in 1 2 3; do seen "wrong-$number" "400 incorrect_code"; done
for number in 1 2; do seen "pending-$number" login_by_code; done
seen pending-3 nothing
seen right-afterwards "409 status"
done_here
