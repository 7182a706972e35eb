"""Settings of the tests: complete without any secret."""

import os

from .base import *  # noqa: F403 - settings modules are star-imported by design
from .base import DATABASES, STORAGES, TEMPLATES, VAR

DEMONSTRATION = True
SECRET_KEY = "for-tests-only-0123456789-0123456789-0123456789"
ALLOWED_HOSTS = ["*"]
SITE_URL = os.environ.get("SITE_URL", "http://testserver")
KEY_ENCRYPTION_KEYS = "test1:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
SIGNING_KEYS = os.environ.get("SIGNING_KEYS", f"file:{VAR / 'test-signing-keys'}")
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "default" in DATABASES:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
# A template variable that does not exist is a defect, not an empty string.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNKNOWN TEMPLATE VARIABLE %s"
