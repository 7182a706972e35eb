import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from tests.portraits import portrait
from watandoshlar.domains.certificates.layout import SealTooLarge, render_card, seal_portrait
from watandoshlar.domains.certificates.layout.codes import CARD_ROOM, SMALLEST_MODULE, print_card_seal
from watandoshlar.domains.certificates.layout.portraits import MOST_BYTES
from watandoshlar.domains.certificates.rules.claims import PHOTO, PHOTO_FORMAT
from watandoshlar.foundation.crypto import read_seal
from watandoshlar.foundation.typesetting import LetterMissing

LONGEST = {
    "family": "ABDURAHMONXOʻJAYEVA-MUHAMMADJONOVA",
    "given": "GULSHODAXON ZULAYHO",
    "patronymic": "ABDUMALIKOVNA QIZI",
    "script": "Latn",
}
LONGEST_CYRILLIC = {
    "family": "Абдураҳмонхўжаева-Муҳаммаджонова",
    "given": "Гулшодахон",
    "patronymic": "Абдумаликовна",
    "script": "Cyrl",
}


def sides(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_size(), page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("languages", [("uz", "ru", "en"), ("uz-cyrl", "en"), ("uz-arab", "en"), ("en",)])
def test_a_card_has_two_sides_of_the_size_id_1(make_record, lay_out_card, languages):
    record = make_record(languages, photo=portrait(), category="C2")
    card = lay_out_card(record)
    (front_size, front), (back_size, back) = sides(render_card(card))
    millimetres = [round(length * 25.4 / 72, 1) for length in (*front_size, *back_size)]
    assert millimetres == [85.6, 54.0, 85.6, 54.0]
    for shown in ("QODIROVA", "OʻGʻILOY SHUHRAT QIZI", "Қодирова Ўғилой", "14.02.1990", "21.11.2031", card.number):
        assert shown in front
    for shown in (record.titles[languages[0]], record.titles[languages[-1]]):
        assert shown in re.sub(r"\s+", " ", front)
    for shown in ("C2", card.category[languages[0]], card.category[languages[-1]], "vatandosh.example/uz/verify"):
        assert shown in re.sub(r"\s+", " ", back)
    assert [line for line in back.splitlines() if "<" in line] == list(card.zone)


def test_the_seal_on_the_front_carries_the_photograph(make_record, lay_out_card, trusted):
    card = lay_out_card(make_record(photo=portrait()))
    document = pypdfium2.PdfDocument(render_card(card))
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=300 / 72, grayscale=True).to_pil())
    document.close()
    identity = read_seal(code.text, trusted, card.record.issued_at).claims.identity
    assert identity[PHOTO_FORMAT] == 4
    assert Image.open(BytesIO(identity[PHOTO])).size == (72, 96)


@pytest.mark.parametrize(("kind", "seed"), [("JPEG", 1), ("PNG", 2)])
def test_a_photograph_fits_its_budget_and_stays_a_face(kind, seed):
    small = seal_portrait(portrait(kind, seed))
    assert 300 < len(small) <= MOST_BYTES
    assert Image.open(BytesIO(small)).format == "WEBP"


def test_any_picture_fits_the_budget():
    content = BytesIO()
    Image.effect_noise((300, 400), 127).convert("RGB").save(content, "PNG")
    assert len(seal_portrait(content.getvalue())) <= MOST_BYTES


@pytest.mark.parametrize("photo", [b"", portrait()])
def test_the_longest_names_fit_a_code_that_prints(make_record, lay_out_card, photo):
    record = make_record(holder=LONGEST, second_name=LONGEST_CYRILLIC, photo=photo, category="C2", passport="FA1234567")
    card = lay_out_card(record)
    code = print_card_seal(card.seal)
    assert code.module >= SMALLEST_MODULE
    assert code.width + 2 * code.quiet_zone <= CARD_ROOM + 0.01
    assert len(sides(render_card(card))) == 2


def test_a_seal_that_would_print_too_fine_is_refused():
    with pytest.raises(SealTooLarge):
        print_card_seal("UZ1:" + "7K" * 1000)


def test_what_is_not_legal_says_so(make_record, lay_out_card):
    for state, sentence in (
        ({"is_demonstration": True}, "has no legal force"),
        ({"is_confirmed": False}, "has not yet confirmed"),
        ({}, None),
    ):
        _front, (_size, back) = sides(render_card(lay_out_card(make_record(**state))))
        assert [words in back for words in ("has no legal force", "has not yet confirmed")] == [
            words == sentence for words in ("has no legal force", "has not yet confirmed")
        ]


def test_a_passport_is_on_no_side_and_in_no_seal(make_record, lay_out_card):
    card = lay_out_card(make_record(passport="FA1234567", photo=portrait()))
    pdf = render_card(card)
    assert not any("FA1234567" in text or "1234567" in text for _size, text in sides(pdf))
    assert b"FA1234567" not in pdf


def test_letters_that_no_font_has_are_named(make_record, lay_out_card):
    card = replace(lay_out_card(make_record()), category={"uz": "서울", "en": "Seoul"})
    with pytest.raises(LetterMissing, match=r"^서울$"):
        render_card(card)


def test_the_file_is_an_accessible_archive_file(make_record, lay_out_card):
    pdf = render_card(lay_out_card(make_record()))
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", pdf)
    assert re.search(rb"<pdfaid:conformance>A</pdfaid:conformance>", pdf)
