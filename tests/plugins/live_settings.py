"""Settings of the site that browser tests visit: those of the tests, but with real mail, files and static files."""

import os

from pytest_socket import socket_allow_hosts

from config.settings.test import *  # noqa: F403 - settings modules are star-imported by design
from config.settings.test import DATABASES, MIDDLEWARE, STORAGES, TEMPLATES, VAR
from tests.plugins.live_templates import StrictForOurs

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
SITE_URL = os.environ["SITE_URL"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR / "files")}},
    # The same static files as in production, because tests measure how heavy pages are.
    "staticfiles": {**STORAGES["staticfiles"], "BACKEND": "config.static_files.StaticFiles"},
}
WHITENOISE_AUTOREFRESH = False
# A copy of its own, in which tests publish changes.
SERVICES_DIRECTORY = VAR / "services"
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
# Services are applied for on the day of their examples, whenever the tests run.
MIDDLEWARE = [
    "tests.plugins.live_clock.ExampleDayMiddleware",
    "tests.plugins.live_templates.LibraryPagesMiddleware",
    *MIDDLEWARE,
]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = StrictForOurs(TEMPLATES[0]["OPTIONS"]["string_if_invalid"])
PROCRASTINATE_ON_APP_READY = "tests.plugins.live_clock.set_the_day"
# What holds for the tests holds for the site they visit: it reaches nobody outside this machine.
socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
