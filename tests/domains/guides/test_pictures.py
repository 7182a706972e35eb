"""Pictures: written anew, small, described in words, and seen by the public when a published page shows them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.domains.guides.news import news, photo, picture, told
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.guides.acts._tree import index_of, locales
from watandoshlar.domains.guides.api import GalleryPage, errors, get_rendition, is_shown
from watandoshlar.domains.guides.models import GalleryPicture, NewsIndex, Picture
from watandoshlar.domains.guides.models.picture import FORMS, LARGE, SMALL
from watandoshlar.domains.guides.rules.picture_files import MAX_SIDE, Unfit, rewritten

WHERE = 0x8825


def with_place() -> bytes:
    """A photo that says where it was taken, and lies on its side."""
    said = Image.Exif()
    said[0x0112] = 6
    said.get_ifd(WHERE).update({1: "N", 2: (41.0, 18.0, 0.0)})
    return photo(300, 200, exif=said, comment=b"Karimov")


def test_nothing_but_pixels_is_kept():
    given_picture = with_place()
    assert Image.open(BytesIO(given_picture)).getexif().get_ifd(WHERE)
    kept = rewritten(given_picture)
    picture = Image.open(BytesIO(kept))
    assert (picture.size, dict(picture.getexif()), picture.info.get("comment")) == ((200, 300), {}, None)
    assert b"Karimov" not in kept


@pytest.mark.parametrize(("file_format", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGBA")])
def test_every_kind_becomes_one(file_format, mode):
    written_file = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).convert(mode).save(written_file, file_format)
    assert Image.open(BytesIO(rewritten(written_file.getvalue()))).format == "JPEG"


def test_no_side_is_too_long():
    assert max(Image.open(BytesIO(rewritten(photo(MAX_SIDE + 600, 50)))).size) == MAX_SIDE


@given(st.binary(max_size=300))
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Unfit) as refused:
        rewritten(content)
    assert refused.value.code == "file_damaged"


def test_what_can_hold_a_script_is_refused():
    for content in (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"GIF89a" + bytes(40)):
        with pytest.raises(Unfit):
            rewritten(content)


def test_too_many_pixels_are_refused():
    written_file = BytesIO()
    Image.new("1", (8000, 6000)).save(written_file, "PNG")
    with pytest.raises(Unfit) as refused:
        rewritten(written_file.getvalue())
    assert refused.value.code == "image_too_large"


@pytest.mark.usefixtures("desk")
class TestKept:
    def test_each_size_is_there_at_once_and_small(self, writer):
        kept = picture(writer, content=photo(1000, 700))
        sizes = {one.filter_spec: one for one in kept.renditions.all()}
        assert set(sizes) == set(FORMS)
        assert {one.file.name.rpartition(".")[2] for one in sizes.values()} == {"webp"}
        assert sizes[SMALL].file.size <= FORMS[SMALL] == 30_000
        assert sizes[LARGE].file.size <= FORMS[LARGE]

    def test_only_editors_bring_pictures(self, db):
        stranger = create_account(acting_user=SYSTEM, email="stranger@example.org", language="uz")
        with pytest.raises(errors.EditingRefused):
            picture(stranger)

    def test_a_damaged_file_is_refused_with_a_code(self, writer):
        with pytest.raises(errors.PictureDamaged):
            picture(writer, content=b"no picture")

    def test_who_took_it_and_who_agreed_is_said(self, writer):
        kept = picture(writer)
        for field in ("taken_by", "consent", "licence"):
            with pytest.raises(DatabaseError), transaction.atomic():
                Picture.objects.filter(pk=kept.pk).update(**{field: ""})

    def test_the_public_sees_what_a_published_page_shows(self, writer, second):
        kept = picture(writer)
        small = kept.renditions.get(filter_spec=SMALL)
        page = news(picture=kept, picture_text="Zal")
        assert not is_shown(small)
        told(page, writer, second)
        assert is_shown(small)
        page.unpublish()
        assert not is_shown(small)

    def test_an_address_without_its_mark_leads_nowhere(self, writer):
        small = picture(writer).renditions.get(filter_spec=SMALL)
        with pytest.raises(errors.PictureNotFound):
            get_rendition(small.pk, "000000000000")
        assert get_rendition(small.pk, small.image.file_hash[:12]) == small

    def test_a_picture_of_a_gallery_has_words(self, writer):
        page = GalleryPage(
            slug="hall", title="Zal", summary="Zal.", locale=locales()["uz"], post=get_post("seoul"), live=False
        )
        index_of(page.locale, NewsIndex).add_child(instance=page)
        kept = picture(writer)
        with pytest.raises(DatabaseError, match="guides_gallery_picture_has_words"), transaction.atomic():
            GalleryPicture.objects.create(page=page, picture=kept, alternative_text="", sort_order=0)
        GalleryPicture.objects.create(page=page, picture=kept, alternative_text="Zal", sort_order=0)


@pytest.mark.usefixtures("desk", "forgiving_templates")
def test_an_editor_brings_a_gallery_together_without_scripts(writer):
    client, page = client_of(writer.email), index_of(locales()["uz"], NewsIndex)
    address = reverse("wagtailadmin_pages:add", args=["guides", "gallerypage", page.pk])
    assert client.get(address).status_code == 200
    rows = {"TOTAL_FORMS": "4", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "1", "MAX_NUM_FORMS": "1000"}
    for number in range(4):
        rows |= {f"{number}-{name}": "" for name in ("picture", "alternative_text", "caption", "id")}
    rows |= {"0-picture": str(picture(writer).pk)}
    form = {
        "title": "Zal", "summary": "Zal.", "slug": "zal", "day": "2026-11-20", "cyrillic_words": "",
        "post": str(get_post("seoul").pk), "action-submit": "1",
    }  # fmt: skip
    form |= {f"pictures-{name}": text for name, text in rows.items()}
    assert client.post(address, form).status_code == 200
    assert not GalleryPage.objects.exists()
    client.post(address, {**form, "pictures-0-alternative_text": "Yorugʻ zal"})
    shown = GalleryPage.objects.get().get_latest_revision_as_object().pictures.all()
    assert [one.alternative_text for one in shown] == ["Yorugʻ zal"]
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[GalleryPage.objects.get().pk]))
    assert 'name="pictures-0-DELETE"' in edit.content.decode()


@pytest.mark.usefixtures("desk", "forgiving_templates")
def test_an_editor_brings_and_takes_away_pictures(writer):
    client = client_of(writer.email)
    facts = {"title": "Zal", "taken_by": "A. Karimov", "licence": "ours", "consent": "Hech kim yoʻq."}
    add = reverse("wagtailimages:add")
    assert client.get(add).status_code == 200
    client.post(add, {**facts, "file": SimpleUploadedFile("karimov.jpg", with_place(), "image/jpeg")})
    kept = Picture.objects.get()
    assert (kept.uploaded_by_user, kept.renditions.filter(filter_spec__in=FORMS).count()) == (writer, 2)
    assert "karimov" not in kept.file.name
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    for bad in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a"):
        client.post(add, {**facts, "file": SimpleUploadedFile("x.jpg", bad, "image/jpeg")})
        client.post(add, {**facts, "file": SimpleUploadedFile("x.svg", bad, "image/svg+xml")})
    client.post(add, {**facts, "consent": "", "file": SimpleUploadedFile("x.jpg", photo(), "image/jpeg")})
    assert Picture.objects.count() == 1
    client.post(reverse("wagtailimages:delete", args=[kept.pk]))
    assert not Picture.objects.exists()
