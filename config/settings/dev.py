"""Settings of `make run`: a demonstration on one's own machine."""

import base64
import hashlib
import os

from .base import *  # noqa: F403 - settings modules are star-imported by design
from .base import SECRET_KEY, STORAGES, VAR

DEBUG = os.environ.get("DEBUG", "") == "1"
DEMONSTRATION = True
SECRET_KEY = SECRET_KEY or "for-development-only-never-in-production-0123456789"
ALLOWED_HOSTS = ["*"]
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
KEY_ENCRYPTION_KEYS = os.environ.get(
    "KEY_ENCRYPTION_KEYS", "dev1:" + base64.b64encode(hashlib.sha256(SECRET_KEY.encode()).digest()).decode()
)
# A browser keeps passkeys for http://localhost too; everywhere else it wants https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SIGNING_KEYS = os.environ.get("SIGNING_KEYS", f"file:{VAR / 'signing-keys'}")
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "config.static_files.StaticFiles"}}
# Development has no mail server: what would be sent is kept in a folder that the mailbox page shows.
if not os.environ.get("EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mailbox")
    MAILBOX_DIRECTORY = EMAIL_FILE_PATH
