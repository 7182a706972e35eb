"""Settings common to every installation. Reads the environment and fails safe."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from .languages import *  # noqa: F403 - settings modules are star-imported by design
from .languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("WATANDOSHLAR_VAR", ROOT / "var"))


def database_from_url(url: str) -> dict:
    """Django's settings of one PostgreSQL database, from `postgresql://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def file_store() -> dict:
    """Where uploaded files and documents are kept."""
    options = os.environ.get("FILE_STORE_OPTIONS")
    return {
        "BACKEND": os.environ.get("FILE_STORE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": json.loads(options) if options else {"location": str(VAR / "files")},
    }


DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
SITE_URL = os.environ.get("SITE_URL", "")

DATABASES = {}
if os.environ.get("DATABASE_URL"):
    DATABASES["default"] = database_from_url(os.environ["DATABASE_URL"])
    DATABASES["default"]["OPTIONS"].setdefault("pool", {"min_size": 1, "max_size": 16, "timeout": 10})

INSTALLED_APPS = [
    "watandoshlar.web",
    "watandoshlar.web.public_site",
    "watandoshlar.web.portal",
    "watandoshlar.web.workspace",
    "watandoshlar.web.verifier",
    "watandoshlar.web.wallet",
    "watandoshlar.web.open_api",
    "watandoshlar.domains.cases",
    "watandoshlar.domains.appeals",
    "watandoshlar.domains.appointments",
    "watandoshlar.domains.certificates",
    "watandoshlar.domains.commissions",
    "watandoshlar.domains.fees",
    "watandoshlar.domains.guides",
    "watandoshlar.domains.community",
    "watandoshlar.domains.catalogue",
    "watandoshlar.capabilities.notifications",
    "watandoshlar.capabilities.evidence",
    "watandoshlar.capabilities.people",
    "watandoshlar.capabilities.access",
    "watandoshlar.capabilities.posts",
    "watandoshlar.capabilities.audit",
    "watandoshlar.capabilities.search",
    # Editorial content (docs/decisions/0049-editors.md): nothing of Wagtail is installed that the editors do not use.
    "watandoshlar.domains.guides.wagtail_apps.AccountsElsewhereConfig",
    "wagtail.images",
    "wagtail.snippets",
    "wagtail.search",
    "watandoshlar.domains.guides.wagtail_apps.LettersElsewhereConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "watandoshlar.web.middleware.SameForEverybodyMiddleware",
    "csp.middleware.CSPMiddleware",
    "watandoshlar.web.middleware.PermissionsPolicyMiddleware",
    "watandoshlar.web.middleware.NotListedMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "watandoshlar.web.middleware.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "watandoshlar.web.middleware.PersonalPagesMiddleware",
    "watandoshlar.web.middleware.BodySizeMiddleware",
    "watandoshlar.web.middleware.DomainErrorMiddleware",
    "watandoshlar.web.middleware.ReadOnlyGetMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "watandoshlar.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "watandoshlar.web.templatetags.look",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# --- Log-in ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "portal:home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "watandoshlar.capabilities.access.allauth_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    # Requests with files. An application has some ten of them.
    "upload": "60/h/user,200/d/user",
    # Nobody fills a stranger's letter box with our codes.
    "request_login_code": "20/m/ip,3/m/key,15/h/key",
    "confirm_email": "1/10s/key,15/h/key",
    # Ours, counted by allauth too. A person types a handful of numbers; a verification code has 30^6 forms.
    "verify": "600/h/ip",
    "verify_number": "30/h/ip,20/h/key",
    # The same for a reference with its tracking code.
    "track_appeal": "30/h/ip,20/h/key",
    # A parent reads, answers and may be refused a few times.
    "consent": "60/h/ip,30/h/key",
    "recommendation": "60/h/ip,30/h/key",
    # A body that answers reads papers and may be refused a few times.
    "reply": "300/h/ip,200/h/key",
    # Requests of phone wallets: an offer takes four, and many phones share one address.
    "wallet": "120/m/ip",
    # Requests of programs to the open API; many people behind one address share it.
    "open_api": os.environ.get("OPEN_API_RATE", "120/m/ip"),
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = "Watandoshlar"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "watandoshlar.web.errors.csrf_failure"

# Rate limits are counted where every web process sees them.
# Beyond MAX_ENTRIES Django throws counts away that still run, and with them the limits: the 300 it comes with are soon
# reached by ordinary visitors.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- Time, languages ------------------------------------------------------------------------------------------------
TIME_ZONE = "Asia/Tashkent"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [ROOT / "locale"]

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": file_store(),
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
# One evidence file may have 10 MB; a page of evidence several of them.
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# A page may ask for five files at once; a stranger sends one, to have its seal checked.
MOST_BODY_BYTES = 5 * EVIDENCE_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
MOST_BODY_BYTES_OF_STRANGERS = EVIDENCE_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
# What is larger than any form without files counts as an upload.
UPLOAD_FROM_BYTES = 100_000
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Secrets of the platform ----------------------------------------------------------------------------------------
# "id:base64 of 32 bytes" separated by commas; the first encrypts, all of them decrypt (docs/operations/keys.md).
KEY_ENCRYPTION_KEYS = os.environ.get("KEY_ENCRYPTION_KEYS", "")
# Where the private keys live that sign documents: "file:/a/folder" or a PKCS#11 address (the same page).
SIGNING_KEYS = os.environ.get("SIGNING_KEYS", "")

# --- Wallets (docs/operations/wallets.md) -------------------------------------------------------------------------
# Root certificates of those who attest wallets and their keys, PEM. Without any, wallets come by offers alone.
WALLET_ANCHORS_FILE = os.environ.get("WALLET_ANCHORS_FILE", "")
# "1": the whole profile HAIP 1.0; a wallet that nobody attests gets nothing.
WALLETS_MUST_BE_ATTESTED = os.environ.get("WALLETS_MUST_BE_ATTESTED", "") == "1"

# --- Payment systems (docs/operations/payments.md) ------------------------------------------------------------------
# One that is not configured refuses every call, and nobody is offered to pay by it. The addresses are those of
# domains/fees/tables/connections.yaml where nothing else is said.
PAYME_MERCHANT_ID = os.environ.get("PAYME_MERCHANT_ID", "")
PAYME_KEY = os.environ.get("PAYME_KEY", "")
PAYME_CHECKOUT_URL = os.environ.get("PAYME_CHECKOUT_URL", "")
PAYME_API_URL = os.environ.get("PAYME_API_URL", "")
CLICK_SERVICE_ID = os.environ.get("CLICK_SERVICE_ID", "")
CLICK_MERCHANT_ID = os.environ.get("CLICK_MERCHANT_ID", "")
CLICK_MERCHANT_USER_ID = os.environ.get("CLICK_MERCHANT_USER_ID", "")
CLICK_SECRET_KEY = os.environ.get("CLICK_SECRET_KEY", "")
CLICK_CHECKOUT_URL = os.environ.get("CLICK_CHECKOUT_URL", "")
CLICK_API_URL = os.environ.get("CLICK_API_URL", "")

# --- Messages -------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Watandoshlar <no-reply@localhost>")

# --- Security -------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    }
}
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb", "serial", "bluetooth", "hid", "midi",
                    "display-capture", "screen-wake-lock", "browsing-topics", "idle-detection", "local-fonts")
)  # fmt: skip
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.log_lines.WithoutValues", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"watandoshlar": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}

# --- Editorial content (docs/decisions/0049-editors.md) -------------------------------------------------------------
WAGTAIL_SITE_NAME = "Watandoshlar"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
# How an editor sees a draft: the page that the public will see.
GUIDE_PREVIEW = "watandoshlar.web.public_site.guides.preview"
# Who approved a text approved this text, not the one that replaced it.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A version stays what it was: nothing writes over one while somebody types.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_COMMENTS_ENABLED = False
# Letters go through the room of letters, pictures of accounts stay with nobody.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
NEWS_PREVIEW = "watandoshlar.web.public_site.news.preview"
# Pictures (docs/operations/pictures.md) are written anew before they are kept; nothing that can hold a script.
WAGTAILIMAGES_IMAGE_MODEL = "guides.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "watandoshlar.domains.guides.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = dict.fromkeys(["jpeg", "png", "webp"], "webp")

# Where somebody goes who must not be seen on a page of ours: a page that says nothing about its reader.
QUICK_EXIT_URL = os.environ.get("QUICK_EXIT_URL", "https://www.wikipedia.org/")

# What this installation is. A demonstration says so on every page and on every document.
DEMONSTRATION = os.environ.get("DEMONSTRATION", "") == "1"
# Whether search engines may list it: only the installation that people are meant to find, and never a demonstration.
SEARCH_ENGINES = os.environ.get("SEARCH_ENGINES", "") == "1"
MAILBOX_DIRECTORY = None
# Folders of consular services (services/README.md) and files of posts (posts/README.md).
SERVICES_DIRECTORY = ROOT / "services"
POSTS_DIRECTORY = ROOT / "posts"
# Whom to call in danger, by country.
EMERGENCY_FILE = ROOT / "emergency.yaml"
RIGHTS_DIRECTORY = ROOT / "rights"
STATEMENTS_DIRECTORY = ROOT / "statements"
GUIDES_DIRECTORY = ROOT / "guides"
# Tables that hold the rules of the house and not anybody's doings: kept when a test clears the database.
REFERENCE_TABLES = ["appointments_step", "cases_transition"]
