"""The style sheet keeps the house's promises: both directions of writing, a small page, readable colours."""

import re
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
from django.template import engines
from django.utils import translation

from watandoshlar.domains.catalogue.api import Phrase
from watandoshlar.web.templatetags import look

WEB = Path(look.__file__).resolve().parent.parent
CSS = (WEB / "static" / "web" / "web.css").read_text()
SCRIPT = (WEB / "static" / "web" / "web.js").read_text()
FIELD_KINDS = [
    *("short_text", "long_text", "name", "date", "choice", "choices", "yes_no", "number", "money", "country"),
    *("country_region", "address", "phone", "email", "travel_document", "pinfl", "file", "photo", "person", "group"),
    *("declaration", "certificate_number"),
]

TEXT, SHAPE = 4.5, 3.0
# (foreground, background, least ratio of WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of controls and the focus ring)
PAIRS = [
    *[("ink", ground, TEXT) for ground in ("paper", "surface", "sunken", "primary-tint", "amber-tint", "green-tint")],
    *[("ink-soft", ground, TEXT) for ground in ("paper", "surface", "sunken", "primary-tint")],
    *[
        ("primary", ground, TEXT)
        for ground in ("paper", "surface", "sunken", "primary-tint", "green-tint", "amber-tint")
    ],
    *[("primary-strong", ground, TEXT) for ground in ("paper", "surface", "sunken")],
    *[("primary-ink", ground, TEXT) for ground in ("primary-tint", "paper", "surface")],
    *[("pomegranate", ground, TEXT) for ground in ("paper", "surface")],
    *[("pomegranate-ink", ground, TEXT) for ground in ("pomegranate-tint", "paper", "surface", "primary-tint")],
    ("amber-ink", "amber-tint", TEXT),
    ("green-ink", "green-tint", TEXT),
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-strong", TEXT),
    ("on-pomegranate", "pomegranate-fill", TEXT),
    ("on-pomegranate", "pomegranate-fill-strong", TEXT),
    ("on-disabled", "disabled", TEXT),
    ("on-masthead", "masthead", TEXT),
    ("on-masthead", "hero", TEXT),
    *[("control", ground, SHAPE) for ground in ("paper", "surface")],
    *[("focus", ground, SHAPE) for ground in ("paper", "surface", "sunken", "primary-tint", "amber-tint")],
    ("masthead-focus", "masthead", SHAPE),
    ("masthead-line", "masthead", SHAPE),
    ("ornament", "masthead", SHAPE),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", block))


def schemes() -> dict[str, dict[str, str]]:
    light_block, dark_block = re.findall(r"^(?: *):root \{(.*?)^ *\}", CSS, re.DOTALL | re.MULTILINE)[:2]
    light = tokens(light_block)
    return {"light": light, "dark": light | tokens(dark_block)}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_ratio_of_black_and_white_is_21():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme):
    colours = schemes()[scheme]
    poor = {
        f"{front} on {ground}": round(ratio(colours[front], colours[ground]), 2)
        for front, ground, least in PAIRS
        if ratio(colours[front], colours[ground]) < least
    }
    assert poor == {}


def test_every_colour_of_the_dark_scheme_is_its_own():
    light_block, dark_block = re.findall(r"^(?: *):root \{(.*?)^ *\}", CSS, re.DOTALL | re.MULTILINE)[:2]
    assert tokens(light_block).keys() - {"masthead-focus"} == tokens(dark_block).keys()


def test_sides_are_written_logically():
    properties = re.sub(r"url\(\"[^\"]*\"\)|/\*.*?\*/", "", CSS, flags=re.DOTALL)
    physical = re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*", properties)
    shorthand = [
        found
        for found in re.findall(r"(?:margin|padding|inset|border-width):\s*([^;}]+)", properties)
        if len(found.split()) == 4 and found.split()[1] != found.split()[3]
    ]
    assert (physical, shorthand) == ([], [])


def test_style_sheet_and_script_are_small():
    # The first page has 50 kB in all (tests/journeys/test_weight.py), of which this is the larger part.
    assert len(brotli.compress(CSS.encode())) <= 9_500
    assert len(brotli.compress(SCRIPT.encode())) <= 2_000


# Saved as a file and opened without us: it has to bring its look along, and no policy of ours reaches it.
SAVED = WEB / "portal" / "templates" / "portal" / "my_card.html"


def test_templates_keep_the_content_security_policy():
    broken = {
        str(path.relative_to(WEB)): found
        for path in {*WEB.rglob("templates/**/*.html")} - {SAVED}
        if (found := re.findall(r"\sstyle=|\son[a-z]+=\"|<style|<script>|javascript:", path.read_text()))
    }
    assert broken == {}


def field(kind: str, **given) -> SimpleNamespace:
    part = SimpleNamespace(
        name="day", html_name="it.day", html_id="id-it-day", label="Day", value="7", errors=["Too early."],
        autocomplete="", inputmode="numeric", choices=[],
    )  # fmt: skip
    empty = {
        "id": "it", "kind": kind, "html_name": "it", "html_id": "id-it", "label": "The <question>", "hint": "A hint",
        "required": True, "value": "typed & kept", "errors": ["It is missing."], "warnings": ["Look again."],
        "choices": [SimpleNamespace(value="a", label="A", selected=True)], "parts": [part], "files": [], "rows": [],
        "attributes": {"maxlength": 9, "multiple": True, "pattern": None}, "source": None,
    }  # fmt: skip
    return SimpleNamespace(**(empty | given))


def draw(shown: SimpleNamespace) -> str:
    template = engines["django"].from_string("{% include field.kind|field_template %}")
    return template.render({"field": shown})


@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_a_field_of_every_kind_says_its_question_hint_and_errors(kind):
    html = draw(field(kind))
    assert "UNKNOWN TEMPLATE VARIABLE" not in html
    assert "The &lt;question&gt;" in html
    described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()
    assert described == ["id-it-hint", "id-it-warning", "id-it-error"]
    assert all(f'id="{name}"' in html for name in described)
    assert html.index("It is missing.") > html.index('id="id-it-error"')


@pytest.mark.parametrize(
    "kind", ["short_text", "long_text", "number", "phone", "email", "travel_document", "pinfl", "certificate_number"]
)
def test_what_was_typed_is_shown_again(kind):
    html = draw(field(kind))
    assert "typed &amp; kept" in html
    assert ' maxlength="9"' in html
    assert " multiple" in html
    assert "pattern" not in html


def test_a_long_choice_becomes_a_closed_list():
    many = [SimpleNamespace(value=str(n), label=str(n), selected=n == 3) for n in range(13)]
    assert draw(field("choice", choices=many)).count("<option") == 14
    assert draw(field("choice", choices=many[:12])).count('type="radio"') == 12


def test_rows_of_a_group_hold_fields_of_any_kind():
    row = SimpleNamespace(label="Child 1", remove_name="remove.it.0", fields=[field("date"), field("file")])
    html = draw(field("group", rows=[row], add_name="add.it"))
    assert 'name="remove.it.0"' in html
    assert 'type="file"' in html
    assert 'name="it.day"' in html


def test_a_file_can_be_removed_by_a_button_that_names_it():
    stored = SimpleNamespace(id="9", name="a<b.pdf", size=2048, remove_name="remove.it")
    html = draw(field("file", files=[stored]))
    assert 'name="remove.it" value="9"' in html
    assert "a&lt;b.pdf" in html


@pytest.mark.parametrize("name", ["onclick", "style", "x y", "ONLOAD"])
def test_attributes_that_the_policy_forbids_are_refused(name):
    with pytest.raises(ValueError, match="attribute"):
        look.attributes_of(SimpleNamespace(attributes={name: "1"}))


def test_a_kind_cannot_name_a_path():
    with pytest.raises(ValueError, match="kind"):
        look.field_template("../base")


@pytest.mark.parametrize(("code", "direction"), [("uz", "ltr"), ("uz-cyrl", "ltr"), ("uz-arab", "rtl"), ("ru", "ltr")])
def test_direction_follows_the_script(code, direction):
    with translation.override(code):
        assert look.language_of_page() == f' lang="{code}" dir="{direction}"'
    assert look.language_of(SimpleNamespace(lang=code)) == f' lang="{code}" dir="{direction}"'
    assert look.language_of(SimpleNamespace()) == ""


def test_a_text_in_another_language_than_the_page_says_so():
    with translation.override("uz-arab"):
        assert look.language_of(Phrase("Yigʻim", "uz")) == ' lang="uz" dir="ltr"'
    with translation.override("uz"):
        assert look.language_of(Phrase("Yigʻim", "uz")) == ""
