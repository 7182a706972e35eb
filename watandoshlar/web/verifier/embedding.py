"""What the page without a network carries with it: the root that it trusts, and every word that it may have to say."""

import hashlib
import json
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import all_posts, post_name
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.domains.certificates.api import newest_trust_list, own_scheme
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import countries
from watandoshlar.foundation.crypto import base64url
from watandoshlar.web.presenting.rights import category_name, rights_for_readers
from watandoshlar.web.verifier.presenting import COPY, FILE_WARNINGS, VERDICTS

STATIC = Path(__file__).with_name("static")
# Of the files beside the page, those that nobody's browser needs.
LEFT_OUT = {"LICENSE", "README.md", "worker.js"}
LOOK = ("web/web.css", "web/icons/mark.svg")
# Where its own files are: under their plain names, because they name each other. The worker keeps them in step.
PLACE = f"{settings.STATIC_URL}verifier/"


def embedded(language: str) -> dict:
    """Everything in one language, as the scripts of the page take it."""
    return {
        "language": language,
        "root": _root(),
        "addresses": _addresses(),
        "verdicts": {verdict.name: [tone, str(word), str(text)] for verdict, (tone, word, text) in VERDICTS.items()},
        "files": {warning.name: [tone, str(word), str(text)] for warning, (tone, word, text) in FILE_WARNINGS.items()},
        "copy": str(COPY),
        "posts": {post.code: [str(post_name(post, language)), post.zone] for post in all_posts(clock.now().date())},
        "countries": {code: str(name) for code, name in countries(language)},
        "documents": _documents(language),
        "categories": {code: str(category_name(code, language)) for code in own_scheme().categories},
        "rights": rights_for_readers(language),
        "words": _words(),
    }


def version() -> str:
    """Names the page by all that it is made of: whoever keeps it notices any change."""
    whole = _hash_of_files()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            whole += json.dumps(embedded(language), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


@cache
def files() -> tuple[str, ...]:
    """The addresses of all files of the page, each under the name by which its scripts ask for it."""
    paths = sorted(path for path in (STATIC / "verifier").rglob("*") if path.is_file() and path.name not in LEFT_OUT)
    own = [PLACE + path.relative_to(STATIC / "verifier").as_posix() for path in paths]
    return (*own, *(static(name) for name in LOOK))


@cache
def _hash_of_files() -> str:
    """Of our own files by what is in them, of the shared look by its name, which tells as much."""
    own = sorted((*(STATIC / "verifier").rglob("*"), *Path(__file__).parent.glob("templates/verifier/offline*")))
    content = b"".join(path.read_bytes() for path in own if path.is_file())
    return hashlib.sha256("\n".join(files()).encode() + content).hexdigest()


def _root() -> str:
    """The key that signs trust lists, as SubjectPublicKeyInfo in base64url; empty as long as there is no list."""
    published = newest_trust_list()
    if published is None:
        return ""
    key = x509.load_der_x509_certificate(bytes(published.root)).public_key()
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64url.encode(der)


def _addresses() -> dict[str, str]:
    return {
        "worker": reverse("offline_verifier:worker"),
        "scope": reverse("offline_verifier:start"),
        "trust": reverse("registers:trust_list"),
        "statuses": reverse("registers:status_lists"),
        "qr": f"{PLACE}zxing/",
    }


def _documents(language: str) -> dict[str, str]:
    """The titles of the kinds of documents that services issue today."""
    issuing = [service for service in published_services() if service.definition.document]
    return {service.definition.document.type: str(service.texts(language).document.title) for service in issuing}


def _words() -> dict[str, str]:
    return {
        "document": _("Document"),
        "holder": _("Holder"),
        "second_name": _("Name in another script"),
        "birth_date": _("Date of birth"),
        "sex": _("Sex"),
        "female": _("Female"),
        "male": _("Male"),
        "nationality": _("Nationality"),
        "passport": _("Passport number ends in"),
        "category": _("Holder's category"),
        "number": _("Document number"),
        "issued": _("Issued on"),
        "valid_from": _("Valid from"),
        "expires": _("Valid until"),
        "post": _("Post"),
        "compare": _("Signed in the seal. Compare with the paper and with the person."),
        "photo": _("The photo that was sealed"),
        "rights": _("What the holder may do"),
        "keys": _("List of keys"),
        "statuses": _("Lists of withdrawn documents"),
        "fresh": _("fresh"),
        "ageing": _("some days old"),
        "old": _("old list"),
        "none": _("not here yet"),
        "old_keys": _("The list of keys is old. Connect to a network once, or load the lists from a file."),
        "no_lists": _("Connect to a network once: without the list of keys no document can be checked."),
        "updated": _("The lists are up to date."),
        "updated_in_part": _("Not all lists could be had. Those that are here go on working."),
        "not_updated": _("The platform cannot be reached. The lists that are here go on working."),
        "refused": _("The lists were refused: they are older than those here, or not signed by the platform."),
        "loaded": _("The lists were loaded."),
        "looking": _("Hold the code into the frame."),
        "no_camera": _("The camera cannot be used. Allow it in the settings of the browser, or take a picture."),
        "reading": _("Reading the file…"),
        "pdf": _("Read from the code inside the PDF. What the page says besides was not checked: compare it."),
        "pdf_none": _("No code was found in the PDF. Take a picture of the code on the page, or check the PDF online."),
        "pdf_two": _("The PDF holds codes of different documents. Take it for changed, and check the PDF online."),
        "needs_network": _("A number can be checked only with a network. Scan the code instead: that works without."),
        "again": _("Check another document"),
    }
