#!/usr/bin/env bash
# One would guess: in a JSON API for signing in 401 means "wrong" or "not signed in, begin again", and 2xx means that
# the step worked.
# What happens: django-allauth's headless API answers 401 to everything that works and leaves nobody signed in: a
# right password that wants a second factor, a code that was mailed, a sign-out. What is wrong is 400. The next step
# is the one flow in the body that has `is_pending: true`.
# Seen since django-allauth 65.22.1 (it is documented so).
# For a sign-in page: a client whose HTTP layer signs out, retries or redirects on 401 can never get past the
# password, and one that takes 401 after a sign-out for a failure tells people that they are still signed in.
source "$(dirname "$0")/lib.sh"
source "$findings/lib-django-allauth.sh"

allauth_project
cat >observe.py <<'PY'
from project import Browser, fact, pending, person
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

person("ola", "a password of ola")
TOTP.activate(person("kari", "a password of kari"), generate_totp_secret())

status, answer = Browser().sign_in("kari", "a password of kari")
fact("right-password-second-factor-owed", f"{status} {pending(answer)}")
status, answer = Browser().api("POST", "auth/code/request", {"email": "ola@example.com"})
fact("code-mailed", f"{status} {pending(answer)}")
browser = Browser()
fact("signed-in", browser.sign_in("ola", "a password of ola")[0])
fact("signed-out", browser.api("DELETE", "auth/session")[0])
fact("wrong-password", Browser().sign_in("ola", "another")[0])
PY
observe python3 observe.py

versions "django-allauth 65.22.1, Django 5.2.19"
expected "2xx for what worked, 401 for a wrong password"
seen right-password-second-factor-owed "401 mfa_authenticate"
seen code-mailed "401 login_by_code"
seen signed-in 200
seen signed-out 401
seen wrong-password 400
done_here
