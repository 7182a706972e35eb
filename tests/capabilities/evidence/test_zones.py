"""The machine-readable zone is read off pictures that are kept, in quarantine, and goes with its file."""

import random
from io import BytesIO

import pytest
from PIL import Image

from tests.capabilities.evidence import corpus
from tests.example_day import NOW
from tests.passports import WAYS, invented_zone, jpeg, leaning, on_a_table, passport_page
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.evidence.api import errors, keep_file, read_picture, remove_file, zones_of
from watandoshlar.capabilities.evidence.models import FileReading
from watandoshlar.capabilities.evidence.rules import zones
from watandoshlar.capabilities.evidence.rules.zones import zone_from_json, zone_in, zone_to_json

TODAY = NOW.date()
SOURCE = 7


def told(zone):
    return (zone.number, zone.birth_date, zone.expires_on, zone.pinfl)


@pytest.fixture
def zone():
    return invented_zone(random.Random(SOURCE))


@pytest.fixture
def keep(account, person, upload):
    def make(content: bytes, name: str = "passport.jpg", label: str = "image/jpeg"):
        return keep_file(acting_user=account, person=person, upload=upload(content, name, label), kind="file")

    return make


@pytest.mark.parametrize(
    "way", [way for way in WAYS if way.name in ("scan", "phone", "upside down")], ids=lambda w: w.name
)
def test_a_passport_is_read(way):
    source = random.Random(SOURCE)
    zone = invented_zone(source)
    found = zone_in(jpeg(way.take(zone, source), way.quality), TODAY)
    assert told(found) == told(zone)
    assert (found.family, found.given) == (zone.family, zone.given)


def test_a_card_is_read():
    zone = invented_zone(random.Random(SOURCE), "TD1")
    found = zone_in(jpeg(leaning(passport_page(zone), 2)), TODAY)
    assert (found.layout, told(found)) == ("TD1", told(zone))


def test_the_first_page_of_a_pdf_is_read(zone):
    scan = BytesIO()
    passport_page(zone).save(scan, "PDF", resolution=300)
    assert told(zone_in(scan.getvalue(), TODAY)) == told(zone)


def test_a_picture_too_coarse_to_read_tells_nothing(zone):
    page = passport_page(zone, 60)
    assert zone_in(jpeg(page, 30), TODAY) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xd8\xff\xe0 no picture", id="broken"),
        pytest.param(b"%PDF-1.7 no document", id="broken PDF"),
        pytest.param(jpeg(Image.new("RGB", (900, 1200), "white")), id="an empty sheet"),
        pytest.param(corpus.pdf(), id="a paper without a zone"),
    ],
)
def test_what_has_no_zone_tells_nothing(content):
    assert zone_in(content, TODAY) is None


def test_without_a_reader_nothing_is_told(zone, monkeypatch, tmp_path):
    broken = tmp_path / "examiner.py"
    broken.write_text("import a_reader_that_is_not_there\n")
    monkeypatch.setattr(zones, "_EXAMINER", broken)
    assert zone_in(jpeg(passport_page(zone)), TODAY) is None


def test_a_zone_is_kept_as_it_is(zone):
    assert zone_from_json(zone_to_json(zone)) == zone


def test_what_was_read_is_kept_closed_and_once(zone, keep, account, monkeypatch):
    stored = keep(jpeg(passport_page(zone)))
    assert read_picture(acting_user=account, file_id=stored.pk)
    reading = FileReading.objects.get()
    assert zone.number.encode() not in bytes(reading.zone)
    assert told(zones_of([str(stored.pk)])[str(stored.pk)]) == told(zone)
    monkeypatch.setattr(zones, "examine_apart", lambda *_: pytest.fail("read again"))
    assert read_picture(acting_user=account, file_id=stored.pk)
    (noted,) = [entry for entry in entries_of_chain(f"person:{stored.person_id}") if entry.act == "read_picture"]
    assert noted.facts == {"file": str(stored.pk), "read": True}


def test_what_could_not_be_read_is_noted(keep, account):
    stored = keep(jpeg(Image.new("RGB", (900, 1200), "white")))
    assert not read_picture(acting_user=account, file_id=stored.pk)
    assert not read_picture(acting_user=account, file_id=stored.pk)
    assert zones_of([str(stored.pk)]) == {str(stored.pk): None}


def test_a_stranger_reads_nothing(zone, keep, stranger):
    stored = keep(jpeg(passport_page(zone)))
    with pytest.raises(errors.FileNotFound):
        read_picture(acting_user=stranger, file_id=stored.pk)


def test_a_reading_goes_with_its_file(zone, keep, account):
    stored = keep(jpeg(passport_page(zone)))
    read_picture(acting_user=account, file_id=stored.pk)
    remove_file(acting_user=account, file_id=stored.pk)
    assert not FileReading.objects.exists()
    assert zones_of([str(stored.pk)]) == {}
    with pytest.raises(errors.FileNotFound):
        read_picture(acting_user=account, file_id=stored.pk)


def test_a_phone_sees_a_page_smaller_and_turned(zone):
    """What the other tests rest on: the picture of the page is on the table, and nowhere cut off."""
    page = passport_page(zone)
    seen = on_a_table(page, random.Random(1), (2000, 1500), 0.1, 8)
    assert seen.size == (2000, 1500)
    corners = [seen.getpixel(place) for place in ((2, 2), (1997, 2), (2, 1497), (1997, 1497))]
    assert all(max(corner) < 200 for corner in corners)
    assert min(seen.getpixel((1000, 750))) > 100
