#!/usr/bin/env bash
# One would guess: a server takes the code of the time step before as well, as RFC 6238 (5.2) recommends for the time
# that typing and sending take; a code that disappears from the app's screen while it is typed is still good.
# What happens: django-allauth by default takes the code of the current 30 s alone, however early in the step it
# arrives. The one before is answered like any wrong code and counts as an attempt. MFA_TOTP_TOLERANCE = 1 takes it,
# and that of the next step.
# Seen since django-allauth 65.22.1.
# For a sign-in page: people who type slowly or whose device's clock is off by some seconds are refused with "wrong
# code" and lose one of few attempts. Set the tolerance, or let the page say "wait for the next code".
source "$(dirname "$0")/lib.sh"
source "$findings/lib-django-allauth.sh"

allauth_project
cat >observe.py <<'PY'
import time

from project import Browser, fact, person
from django.test import override_settings
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

STEP = 30


def answer(tolerance, offset):
    """The status for the code of `offset` steps from now, by a person of their own: a code works only once."""
    secret = generate_totp_secret()
    name = f"kari{tolerance}{offset}"
    TOTP.activate(person(name, "a password of kari"), secret)
    browser = Browser()
    browser.sign_in(name, "a password of kari")
    # Far from the end of a step, so that it does not change in between.
    if time.time() % STEP > STEP - 5:
        time.sleep(6)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // STEP + offset))
    with override_settings(MFA_TOTP_TOLERANCE=tolerance):
        return browser.api("POST", "auth/2fa/authenticate", {"code": code})[0]


from allauth.mfa import app_settings

fact("default-tolerance", app_settings.TOTP_TOLERANCE)
for tolerance in (app_settings.TOTP_TOLERANCE, 1):
    for key, offset in {"previous": -1, "current": 0, "next": 1}.items():
        fact(f"tolerance-{tolerance}.{key}", answer(tolerance, offset))
PY
observe python3 observe.py

versions "django-allauth 65.22.1, Django 5.2.19"
expected "200 for the current and the previous code"
seen default-tolerance 0
seen tolerance-0.current 200
seen tolerance-0.previous 400
seen tolerance-0.next 400
for key in previous current next; do seen "tolerance-1.$key" 200; done
done_here
