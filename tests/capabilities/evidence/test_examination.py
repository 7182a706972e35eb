"""What may be kept: good files of every type, and a corpus of bad ones, each refused for its own reason."""

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.capabilities.evidence import corpus
from watandoshlar.capabilities.evidence.rules.examination import examine
from watandoshlar.capabilities.evidence.rules.file_types import EXTENSIONS, LABELS, media_type_of
from watandoshlar.capabilities.evidence.rules.limits import HEIC, JPEG, PDF, PNG, USUAL, Checked, Limits, Unfit

GOOD = {PDF: corpus.pdf(), JPEG: corpus.jpeg(), PNG: corpus.png(), HEIC: corpus.heic()}
TEN_MEGABYTES = 10 * 1024 * 1024


def examined(content: bytes, name: str, label: str, kind: str = "file", limits: Limits | None = None) -> Checked:
    return examine(content, name=name, label=label, kind=kind, limits=limits or USUAL[kind])


def refusal(content: bytes, name: str, label: str, kind: str = "file", limits: Limits | None = None) -> Unfit:
    with pytest.raises(Unfit) as refused:
        examined(content, name, label, kind, limits)
    return refused.value


def refusal_of_pdf(content: bytes) -> str:
    return refusal(content, "paper.pdf", PDF).code


def opened(checked: Checked) -> Image.Image:
    return Image.open(io.BytesIO(checked.content))


@pytest.mark.parametrize(
    ("media_type", "ending", "label"),
    [(one, ending, label) for one in GOOD for ending in sorted(EXTENSIONS[one]) for label in sorted(LABELS[one])],
)
def test_good_files_are_kept(media_type, ending, label):
    checked = examined(GOOD[media_type], f"Hujjat 1{ending.upper()}", label)
    assert checked.media_type == (JPEG if media_type == HEIC else media_type)
    assert media_type_of(checked.content) == checked.media_type


@pytest.mark.parametrize("label", ["", "application/octet-stream", "image/heic; name=x"])
def test_a_browser_that_does_not_know_the_type_states_nothing(label):
    assert examined(GOOD[HEIC], "photo.heic", label).media_type == JPEG


def test_a_phone_that_gives_no_ending_states_the_type_by_the_label():
    assert examined(GOOD[JPEG], "1000012345", JPEG).media_type == JPEG


def test_a_pdf_is_kept_byte_for_byte():
    assert examined(GOOD[PDF], "paper.pdf", PDF).content == GOOD[PDF]


@pytest.mark.parametrize(
    ("content", "name", "label", "found"),
    [
        (GOOD[JPEG], "paper.pdf", PDF, "JPEG"),
        (GOOD[JPEG], "paper.jpg", PDF, "JPEG"),
        (GOOD[JPEG], "paper.pdf", JPEG, "JPEG"),
        (GOOD[PNG], "paper.jpg", JPEG, "PNG"),
        (GOOD[PDF], "paper", "", "PDF"),
        (GOOD[PDF], "paper", "application/octet-stream", "PDF"),
        (GOOD[PDF], "paper", JPEG, "PDF"),
        (GOOD[PDF], "paper.pdf.exe", PDF, "PDF"),
        (GOOD[HEIC], "paper.heic", "text/html", "HEIC"),
    ],
)
def test_name_label_and_content_must_agree(content, name, label, found):
    refused = refusal(content, name, label)
    assert (refused.code, refused.facts) == ("file_type_disagrees", {"found": found})


GIF = corpus.written(corpus.picture(), "GIF")


@pytest.mark.parametrize(
    ("content", "name", "label"),
    [
        pytest.param(b"<!doctype html><script>alert(1)</script>", "photo.jpg", JPEG, id="HTML as JPEG"),
        pytest.param(GIF, "photo.gif", "image/gif", id="GIF"),
        pytest.param(GIF, "photo.jpg", JPEG, id="GIF as JPEG"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "p.svg", "image/svg+xml", id="SVG"),
        pytest.param(corpus.written(corpus.picture(), "WEBP"), "p.webp", "image/webp", id="WebP"),
        pytest.param(corpus.written(corpus.picture(), "TIFF"), "p.tiff", "image/tiff", id="TIFF"),
        pytest.param(corpus.archive(), "paper.pdf", PDF, id="ZIP as PDF"),
        pytest.param(b"MZ\x90\x00", "paper.pdf", PDF, id="program as PDF"),
        pytest.param(b"\n" + GOOD[PDF], "paper.pdf", PDF, id="PDF that does not start at the first byte"),
        pytest.param(b"GIF89a;" + GOOD[PDF], "paper.pdf", PDF, id="GIF and PDF in one"),
        pytest.param(b"\x00\x00\x00\x18ftypisom" + bytes(40), "film.heic", HEIC, id="film as HEIC"),
        pytest.param(b" ", "paper.pdf", PDF, id="a space"),
    ],
)
def test_everything_else_is_unknown(content, name, label):
    assert refusal(content, name, label).code == "file_type_unknown"


def test_an_empty_file_says_so():
    assert refusal(b"", "paper.pdf", PDF).code == "file_empty"


def test_ten_megabytes_pass_and_one_byte_more_does_not():
    shell = corpus.pdf_of({4: b"<</Length 0>>stream\n\nendstream"})
    filling = TEN_MEGABYTES - len(shell)
    exact = shell + b"\n" * filling
    assert len(examined(exact, "scan.pdf", PDF).content) == TEN_MEGABYTES
    refused = refusal(exact + b"\n", "scan.pdf", PDF)
    assert (refused.code, refused.facts) == ("file_too_big", {"megabytes": 10})


class TestPictures:
    @pytest.mark.parametrize("media_type", [JPEG, PNG, HEIC])
    @pytest.mark.parametrize("kind", ["file", "photo"])
    def test_nothing_stays_but_the_pixels(self, media_type, kind):
        tags = corpus.exif()
        content = {
            JPEG: lambda: corpus.jpeg(exif=tags, comment=b"secret comment"),
            PNG: lambda: corpus.png(exif=tags),
            HEIC: lambda: corpus.heic(exif=tags.tobytes()),
        }[media_type]()
        assert b"Secret Phone Maker" in content
        name = {JPEG: "p.jpg", PNG: "p.png", HEIC: "p.heic"}[media_type]
        checked = examined(content, name, media_type, kind)
        after = opened(checked)
        after.load()
        assert not after.getexif()
        assert not after.getexif().get_ifd(corpus.GPS)
        assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"secret" not in checked.content.lower()

    @pytest.mark.parametrize(("orientation", "turned"), [(1, False), (3, False), (6, True), (8, True)])
    def test_the_picture_stands_upright_without_its_tag(self, orientation, turned):
        after = opened(examined(corpus.jpeg(exif=corpus.exif(orientation)), "p.jpg", JPEG))
        assert after.size == ((800, 600) if turned else (600, 800))
        # Red was above; orientation 6 turns it to the right, 8 to the left, 3 to the bottom.
        point = {1: (300, 50), 3: (300, 750), 6: (750, 300), 8: (50, 300)}[orientation]
        red, _green, blue = after.convert("RGB").getpixel(point)
        assert red > 150
        assert blue < 50

    def test_bytes_behind_a_picture_are_gone(self):
        checked = examined(GOOD[JPEG] + corpus.archive() + corpus.pdf(), "p.jpg", JPEG)
        assert b"PK" not in checked.content
        assert b"%PDF" not in checked.content

    @pytest.mark.parametrize("mode", ["RGB", "RGBA"])
    def test_a_colour_profile_is_applied_and_dropped(self, mode):
        content = corpus.png(mode=mode, icc_profile=corpus.profile_with_red_and_blue_exchanged())
        after = opened(examined(content, "p.png", PNG))
        assert "icc_profile" not in after.info
        red, _green, blue = after.convert("RGB").getpixel((300, 50))
        assert blue > 150
        assert red < 50

    @pytest.mark.parametrize("profile", [b"no profile at all", corpus.profile_of_another_colour_space()])
    def test_a_profile_that_does_not_fit_is_ignored(self, profile):
        after = opened(examined(corpus.png(icc_profile=profile), "p.png", PNG))
        assert after.getpixel((300, 50)) == (200, 0, 0)

    def test_print_colours_become_screen_colours(self):
        content = corpus.written(corpus.picture(mode="CMYK"), "JPEG")
        assert opened(examined(content, "p.jpg", JPEG)).mode == "RGB"

    @pytest.mark.parametrize(
        ("mode", "after"),
        [("1", "L"), ("L", "L"), ("P", "RGB"), ("RGB", "RGB"), ("RGBA", "RGBA"), ("LA", "RGBA"), ("I;16", "L")],
    )
    def test_every_sort_of_png_is_readable_afterwards(self, mode, after):
        source = corpus.picture(mode="L").convert("I").point(lambda value: value * 256).convert("I;16")
        content = corpus.written(source, "PNG") if mode == "I;16" else corpus.png(mode=mode)
        found = opened(examined(content, "p.png", PNG))
        assert found.mode == after
        above, below = (found.convert("RGB").getpixel((300, height)) for height in (50, 750))
        expected = corpus.picture(mode="L" if after == "L" or mode == "LA" else "RGB").convert("RGB")
        if mode != "1":
            # A palette has only so many colours.
            assert above == pytest.approx(expected.getpixel((300, 50)), abs=5)
            assert below == pytest.approx(expected.getpixel((300, 750)), abs=5)

    @pytest.mark.parametrize("mode", ["L", "P", "RGB"])
    def test_a_colour_that_stands_for_nothing_stays_clear(self, mode):
        drawn = Image.new(mode, (20, 20), (9, 9, 9) if mode == "RGB" else 9)
        if mode == "P":
            drawn.putpalette(bytes(range(30)))
        content = corpus.written(drawn, "PNG", transparency=(9, 9, 9) if mode == "RGB" else 9)
        assert opened(examined(content, "p.png", PNG)).getpixel((10, 10))[3] == 0

    def test_a_photo_becomes_jpeg_on_white_paper(self):
        clear = Image.new("RGBA", (300, 400), (0, 0, 0, 0))
        checked = examined(corpus.written(clear, "PNG"), "p.png", PNG, "photo")
        assert checked.media_type == JPEG
        assert min(opened(checked).getpixel((150, 200))) > 250

    @pytest.mark.parametrize("size", [(299, 400), (300, 399), (1, 1)])
    def test_a_photo_has_enough_pixels(self, size):
        refused = refusal(corpus.jpeg(size), "p.jpg", JPEG, "photo")
        assert refused.code == "photo_too_small"
        assert refused.facts == {"width": size[0], "height": size[1], "min_width": 300, "min_height": 400}
        assert examined(corpus.jpeg(size), "p.jpg", JPEG, "file").media_type == JPEG

    def test_a_photo_of_the_smallest_size_passes_upright(self):
        assert opened(examined(corpus.jpeg((400, 300), exif=corpus.exif(6)), "p.jpg", JPEG, "photo")).size == (300, 400)

    def test_a_photo_is_no_pdf(self):
        refused = refusal(GOOD[PDF], "p.pdf", PDF, "photo")
        assert (refused.code, refused.facts["accepted"]) == ("file_type_not_accepted", "JPEG, PNG, HEIC")

    @pytest.mark.parametrize("size", [(10_000, 5_101), (50_000, 50_000), (2_000_000_000, 1)])
    def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(self, size):
        refused = refusal(corpus.png_of_stated_size(*size), "p.png", PNG)
        assert refused.code == "image_too_large"

    @pytest.mark.parametrize(
        ("size", "after"), [((5000, 100), (4000, 80)), ((100, 8000), (50, 4000)), ((4000, 9), None)]
    )
    @pytest.mark.parametrize("media_type", [JPEG, PNG])
    def test_more_pixels_than_anybody_needs_are_reduced(self, size, after, media_type):
        content, name = (corpus.jpeg(size), "p.jpg") if media_type == JPEG else (corpus.png(size, "1"), "p.png")
        assert opened(examined(content, name, media_type)).size == (after or size)

    def test_the_best_camera_mode_of_a_phone_passes(self):
        assert opened(examined(corpus.png((8192, 6144), "1"), "p.png", PNG)).size == (4000, 3000)

    def test_of_several_pictures_in_one_file_the_first_stays(self):
        first, second = corpus.picture(), Image.new("RGB", (600, 800), (0, 255, 0))
        several = corpus.written(first, "MPO", save_all=True, append_images=[second])
        checked = examined(several, "p.jpg", JPEG)
        after = opened(checked)
        assert (after.format, after.size, getattr(after, "n_frames", 1)) == ("JPEG", (600, 800), 1)
        assert after.getpixel((300, 50)) == pytest.approx((200, 0, 0), abs=5)

    @pytest.mark.parametrize("media_type", [JPEG, PNG, HEIC])
    @pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
    def test_a_cut_off_picture_is_damaged(self, media_type, part):
        content = GOOD[media_type]
        name = {JPEG: "p.jpg", PNG: "p.png", HEIC: "p.heic"}[media_type]
        assert refusal(content[: max(16, int(len(content) * part))], name, media_type).code == "file_damaged"

    @given(st.data())
    def test_whatever_is_broken_in_a_picture_it_is_kept_or_refused(self, data):
        media_type = data.draw(st.sampled_from([JPEG, PNG, HEIC]))
        content = bytearray({JPEG: corpus.jpeg((40, 40)), PNG: corpus.png((40, 40)), HEIC: SMALL_HEIC}[media_type])
        for place in data.draw(st.lists(st.integers(16, len(content) - 1), max_size=6)):
            content[place] = data.draw(st.integers(0, 255))
        name = {JPEG: "p.jpg", PNG: "p.png", HEIC: "p.heic"}[media_type]
        try:
            checked = examined(bytes(content), name, media_type)
        except Unfit as refused:
            code = refused.code
        else:
            code = "kept"
            opened(checked).load()
        assert code in ("kept", "file_damaged", "image_too_large")


SMALL_HEIC = corpus.heic((64, 64))
ALERT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
FILE = b"<</Type/EmbeddedFile/Length 3>>stream\nabc\nendstream"


class TestPdf:
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(corpus.pdf_of({4: ALERT}, b"/OpenAction 4 0 R"), id="script on opening"),
            pytest.param(corpus.pdf_of({4: ALERT}, b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>"), id="named script"),
            pytest.param(corpus.pdf_of({4: ALERT.replace(b"JavaS", b"J#61vaS")}, b"/AA<</WC 4 0 R>>"), id="spelled"),
            pytest.param(corpus.pdf_with_hidden_object(ALERT), id="compressed"),
            pytest.param(corpus.pdf_with_hidden_object(ALERT.replace(b"JavaS", b"J#61vaS")), id="compressed, spelled"),
            pytest.param(corpus.pdf_of({4: b"<</S/Launch/F(cmd.exe)>>"}, b"/OpenAction 4 0 R"), id="launch"),
            pytest.param(
                corpus.pdf_of(
                    {4: b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>", 5: FILE},
                    b"/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>",
                ),
                id="attached file",
            ),
            pytest.param(corpus.pdf_of({4: b"<</XFA(x)>>"}, b"/AcroForm 4 0 R"), id="XFA form"),
            pytest.param(
                corpus.pdf_of({4: b"<</S/SubmitForm/F(https://x.example)>>"}, b"/OpenAction 4 0 R"), id="form"
            ),
        ],
    )
    def test_what_acts_or_holds_a_file_is_refused(self, content):
        assert len(pypdfium2.PdfDocument(content)) == 1, "the corpus must be a PDF that opens"
        assert refusal_of_pdf(content) == "file_active_content"

    def test_a_pdf_as_an_office_writes_it_passes(self):
        link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)>>>>"
        content = corpus.pdf_of({4: link, 5: b"<</Title(HTML/JavaScript for judges)>>"}, b"/OpenAction[3 0 R/Fit]")
        assert examined(content, "paper.pdf", PDF).content == content

    def test_what_other_programs_write_is_judged_alike(self):
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        plain = io.BytesIO()
        writer.write(plain)
        assert examined(plain.getvalue(), "paper.pdf", PDF).media_type == PDF
        writer.add_attachment("a.txt", b"abc")
        attached = io.BytesIO()
        writer.write(attached)
        assert PdfReader(attached).attachments
        assert refusal_of_pdf(attached.getvalue()) == "file_active_content"

    @pytest.mark.parametrize("password", ["", "secret"])
    def test_an_encrypted_pdf_is_locked(self, password):
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        assert refusal_of_pdf(out.getvalue()) == "file_locked"

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(GOOD[PDF] + corpus.archive(), id="archive behind"),
            pytest.param(GOOD[PDF] + corpus.archive(b"%%EOF"), id="archive behind, with an end of its own"),
            pytest.param(GOOD[PDF] + b"<script>alert(1)</script>", id="page behind"),
            pytest.param(corpus.pdf_with_archive_inside(), id="archive from first to last byte"),
        ],
    )
    def test_two_files_in_one_are_refused(self, content):
        assert refusal_of_pdf(content) == "file_holds_another"

    @pytest.mark.parametrize("part", [0.02, 0.3, 0.9, 0.99])
    def test_a_cut_off_pdf_is_damaged(self, part):
        content = GOOD[PDF]
        assert refusal_of_pdf(content[: max(8, int(len(content) * part))]) == "file_damaged"

    def test_a_pdf_without_a_page_is_damaged(self):
        empty = corpus.pdf_of({2: b"<</Type/Pages/Kids[]/Count 0>>"})
        assert refusal_of_pdf(empty) == "file_damaged"

    def test_a_pdf_that_unpacks_beyond_all_memory_is_damaged_at_once(self):
        bomb = corpus.pdf_with_hidden_object(b"<</S/GoTo>>", megabytes=600)
        assert len(bomb) < 1_000_000
        assert refusal_of_pdf(bomb) == "file_damaged"
