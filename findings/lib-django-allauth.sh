# shellcheck shell=bash
# A Django project with django-allauth's headless API in memory, for the scripts about it: `project.py` in the work folder.
# Limits by rate are off, so that what is seen is not one of them. A fast hash saves seconds and changes no answer.
allauth_project() {
  pip_packages 'django-allauth[headless,mfa]==65.22.1' Django==5.2.19 "$@"
  cat >project.py <<'PY'
import json
import sys
import types

import django
from django.conf import settings

DJANGO = "django.contrib."
settings.configure(
    SECRET_KEY="for this script alone, for this script alone, for this script alone",
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF="project_urls",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    PASSWORD_HASHERS=[DJANGO + "auth.hashers.MD5PasswordHasher"],
    INSTALLED_APPS=[DJANGO + app for app in ("auth", "contenttypes", "sessions", "messages")]
    + ["allauth", "allauth.account", "allauth.mfa", "allauth.headless"],
    MIDDLEWARE=[
        DJANGO + "sessions.middleware.SessionMiddleware",
        DJANGO + "auth.middleware.AuthenticationMiddleware",
        DJANGO + "messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    ACCOUNT_LOGIN_METHODS={"username"},
    ACCOUNT_LOGIN_BY_CODE_ENABLED=True,
    ACCOUNT_EMAIL_VERIFICATION="none",
    ACCOUNT_RATE_LIMITS=False,
)
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import include, path

urls = types.ModuleType("project_urls")
urls.urlpatterns = [path("accounts/", include("allauth.urls")), path("_allauth/", include("allauth.headless.urls"))]
sys.modules["project_urls"] = urls
call_command("migrate", verbosity=0)

from allauth.account.models import EmailAddress


def person(name, password):
    user = get_user_model().objects.create_user(name, f"{name}@example.com", password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


class Browser(Client):
    """Keeps cookies as a browser does and speaks JSON with the headless API."""

    def api(self, method, where, body=None):
        answer = self.generic(method, f"/_allauth/browser/v1/{where}", json.dumps(body or {}), "application/json")
        return answer.status_code, answer.json() if answer.content else {}

    def sign_in(self, name, password):
        return self.api("POST", "auth/login", {"username": name, "password": password})


def pending(answer):
    return " ".join(flow["id"] for flow in answer["data"]["flows"] if flow.get("is_pending"))


def fact(key, value):
    print(key, value)
PY
}
