"""Settings of a real installation. What is missing in the environment stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - settings modules are star-imported by design

NEEDED = (
    "SECRET_KEY",
    "DATABASE_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "KEY_ENCRYPTION_KEYS",
    "SIGNING_KEYS",
    "EMAIL_HOST",
)
for _name in NEEDED:
    if not os.environ.get(_name):
        raise ImproperlyConfigured(f"{_name} must be set in the environment (docs/operations/settings.md).")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Limits are counted by the visitor's address, which the last trusted proxy has added to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A browser takes cookies of these names only from this host over HTTPS, so that no neighbour under the same domain can
# plant a session or a token.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
