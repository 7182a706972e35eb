"""What is copied from our files is what is printed in them: every template, every script, by two readers of PDF."""

from dataclasses import replace
from datetime import date

import polib
import pytest
from django.conf import settings

from tests.copied_text import by_pdfium, by_poppler, missing, squeezed
from tests.domains.certificates.conftest import CATEGORIES, LABELS, TITLES, VALUES
from tests.portraits import portrait
from watandoshlar.domains.certificates.layout import render_card, render_certificate
from watandoshlar.domains.certificates.layout.captions import CAPTIONS
from watandoshlar.domains.certificates.rules.zones import travel_zone
from watandoshlar.foundation.crypto import passport_hash
from watandoshlar.foundation.scripts import latin_to_cyrillic, to_new_latin

PO_FILES = {"uz": "uz", "uz-cyrl": "uz", "uz-arab": "uz_Arab", "ru": "ru"}
LANGUAGES = ["uz", "uz-2026", "uz-cyrl", "uz-arab", "ru", "en"]
# Spoken by screen readers instead of pictures, or drawn across the page.
NOT_IN_LINES = {"photo", "seal", "travel_seal", "demonstration_mark"}
ON_CARDS = {"state", "birth", "sex", "nationality", "until", "issued", "issuer", "card_check", "demonstration"}
NOT_ON_PAGES = {"sex", "nationality", "issuer", "card_check", "without_end", "from"}
BODY = {
    "uz": "Ushbu maʼlumotnoma egasi konsullik hisobida turadi: Oʻzbekiston, Gʻijduvon, choʻl, togʻ.",
    "uz-arab": "بو معلوماتنامه ایگه‌سی کونسللیک حسابیده توره‌دی: اسلام، لا، سی، اعتبارلی.",
    "ru": "Владелец этой справки состоит на консульском учёте: подъезд, ёлка, щит.",
    "en": "The holder of this certificate is registered: office, file, fi, ffi, fl.",
}


def spoken(language: str, texts: dict[str, str]) -> str:
    """One of the texts in this language and script."""
    if language == "uz-2026":
        return to_new_latin(texts["uz"])
    return texts.get(language) or latin_to_cyrillic(texts["uz"])


def captions(language: str) -> dict[str, str]:
    """The fixed words as they are translated."""
    known = {}
    if language in ("uz-2026", *PO_FILES):
        file = settings.ROOT / "locale" / PO_FILES.get(language, "uz") / "LC_MESSAGES" / "django.po"
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(file)) if entry.msgstr}
    respell = {"uz-2026": to_new_latin, "uz-cyrl": latin_to_cyrillic}.get(language, str)
    return {name: respell(known[words]) if words in known else words for name, words in CAPTIONS.items()}


@pytest.fixture
def make_whole(make_record):
    """A record that says everything in one language; its code stands for whatever script that is written in."""

    def make(language, **changes):
        code = "uz" if language == "uz-2026" else language
        row = {
            "field": "kind",
            "labels": {code: spoken(language, LABELS)},
            "values": {code: spoken(language, VALUES)},
        }
        own = {
            "titles": {code: spoken(language, TITLES)},
            "bodies": {code: spoken(language, BODY)},
            "post_names": {code: spoken(language, {**VALUES, "uz": "Oʻzbekistonning Seuldagi elchixonasi"})},
            "rows": [row],
            "is_demonstration": True,
            "is_confirmed": False,
            "expires_on": date(2031, 11, 21),
            "photo": portrait(),
            "category": "C2",
        }
        return code, replace(make_record(("uz",)), languages=[code], **own, **changes)

    return make


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_copied_as_it_is_printed(make_whole, lay_out, tmp_path, language, read):
    code, record = make_whole(language)
    said = captions(language)
    zone = travel_zone(record, "UZ-CR-26-7K3M9Q4A")
    layout_record = replace(lay_out(record), captions={name: {code: words} for name, words in said.items()}, zone=zone)
    copied = read(render_certificate(layout_record), tmp_path / "page.pdf")
    head = said.pop("state")
    shown = [words for name, words in said.items() if name not in NOT_IN_LINES | NOT_ON_PAGES]
    shown += [*record.titles.values(), *record.bodies.values(), *record.post_names.values()]
    shown += [*record.rows[0]["labels"].values(), *record.rows[0]["values"].values(), *zone]
    shown += ["QODIROVA OʻGʻILOY SHUHRAT QIZI", "Қодирова Ўғилой", layout_record.number, "7QK4WD", "21.11.2031"]
    assert missing(shown, copied, language) == []
    assert squeezed(head).casefold() in copied.casefold()


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_copied_as_it_is_printed(make_whole, lay_out_card, tmp_path, language, read):
    code, record = make_whole(language, passport="FA1234567")
    said = captions(language)
    category = spoken(language, CATEGORIES)
    plain = replace(record, languages=["uz"], titles={"uz": "x"}) if code not in CATEGORIES else record
    card = replace(
        lay_out_card(plain),
        record=record,
        captions={name: {code: words} for name, words in said.items()},
        category={code: category},
    )
    copied = read(render_card(card), tmp_path / "card.pdf")
    shown = [words for name, words in said.items() if name in ON_CARDS - {"state"}]
    shown += [*record.titles.values(), category, *card.zone, "QODIROVA", "OʻGʻILOY SHUHRAT QIZI", "Қодирова Ўғилой"]
    assert missing(shown, copied, language) == []
    assert squeezed(said["state"]).casefold() in copied.casefold()
    assert "1234567" not in copied
    assert passport_hash(card.number, "FA1234567")[16:] == b"567"
