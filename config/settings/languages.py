"""Languages and scripts of the installation. Adding one: see docs/howto/add-a-language.md."""

import os

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

# Django knows `uz` only; the other two scripts of Uzbek are ours.
LANG_INFO["uz"] = {**LANG_INFO["uz"], "name_local": "Oʻzbekcha"}
LANG_INFO["uz-cyrl"] = {"bidi": False, "code": "uz-cyrl", "name": "Uzbek (Cyrillic)", "name_local": "Ўзбекча"}
LANG_INFO["uz-arab"] = {"bidi": True, "code": "uz-arab", "name": "Uzbek (Arabic)", "name_local": "اوزبیکچه"}

LANGUAGES = [
    ("uz", _("Uzbek")),
    ("uz-cyrl", _("Uzbek (Cyrillic)")),
    ("uz-arab", _("Uzbek (Arabic script)")),
    ("ru", _("Russian")),
    ("en", _("English")),
]
LANGUAGE_CODE = "uz"
LANGUAGES_BIDI = ["uz-arab"]
FORMAT_MODULE_PATH = "config.formats"

# A service definition or a message that lacks one of these cannot be published (docs/decisions/0006-languages.md).
REQUIRED_LANGUAGES = ["uz", "ru", "en"]
# uz-Cyrl follows from uz by rule, with overrides; uz-Arab shows what texts exist and says how complete it is.
DERIVED_LANGUAGES = {"uz-cyrl": "uz"}
PARTIAL_LANGUAGES = ["uz-arab"]

# The alphabet in which Uzbek Latin is shown: "1995" (oʻ gʻ sh ch) or "2026" (ö ğ ş ç).
UZBEK_LATIN_ALPHABET = os.environ.get("UZBEK_LATIN_ALPHABET", "1995")
LANGUAGE_NAMES = {code: LANG_INFO[code]["name_local"] for code, _name in LANGUAGES}
LANGUAGE_NAMES["ru"] = "Русский"
