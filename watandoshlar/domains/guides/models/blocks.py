"""The parts of which a guide's text is made: sections and steps, each under the id that its folder gives it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from watandoshlar.domains.guides.rules.markup import problems

REFUSALS = {
    "bad_link": _("“%(where)s” is no address that a guide may name. See “How to write” above."),
    "unclosed_sign": _("“%(where)s” begins something that does not end."),
    "no_html": _("“%(where)s” looks like HTML. Write plain words."),
    "no_heading": _("“%(where)s” looks like a heading. Make it a section of its own."),
}
HOW_TO_WRITE = _(
    "Paragraphs are parted by an empty line. Lines that begin with “- ” make a list. **two stars** make words strong. "
    "[words](service:slug), (guide:slug), (post:code), (https://…) and (tel:+…) make links."
)


def check_markup(value: str) -> None:
    """Refuses signs that readers would see as signs."""
    found = problems(value)
    if found:
        raise ValidationError([_now(REFUSALS[code]) % {"where": where[:80]} for code, where in found])


class MarkupBlock(blocks.TextBlock):
    """Plain words with the few signs of `rules/markup.py`."""

    def clean(self, value: str) -> str:
        value = super().clean(value)
        check_markup(value)
        return value


class LabelBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("id"), max_length=80)
    label = blocks.CharBlock(label=_("label"), max_length=300)


class PartBlock(blocks.StructBlock):
    """What a section and a step have in common."""

    id = blocks.CharBlock(label=_("id"), max_length=80, help_text=_("As in the folder of the guide."))
    title = blocks.CharBlock(label=_("title"), max_length=200)
    body = MarkupBlock(label=_("text"), rows=8, help_text=HOW_TO_WRITE)
    source = SnippetChooserBlock(
        "guides.Source", label=_("source"), required=False, help_text=_("Empty: the source that the folder names.")
    )

    class Meta:
        form_classname = "guide-part"


class SectionBlock(PartBlock):
    class Meta:
        icon = "doc-full"
        label = _("Section")


class StepBlock(PartBlock):
    documents = blocks.ListBlock(LabelBlock(), label=_("papers"), required=False, default=[])

    class Meta:
        icon = "tick"
        label = _("Step")


class EntryBlock(blocks.StructBlock):
    """An article elsewhere. Its words stay there: we say in ours what it is about."""

    outlet = blocks.CharBlock(label=_("newspaper or site"), max_length=120)
    published_on = blocks.DateBlock(label=_("day"), required=False)
    title = blocks.CharBlock(label=_("title as it stands there"), max_length=200)
    language = blocks.CharBlock(label=_("language of the article, such as ru"), max_length=10)
    url = blocks.URLBlock(label=_("address"), validators=[URLValidator(schemes=["https"])])
    words = blocks.TextBlock(
        label=_("what it is about, in our own words"),
        max_length=500,
        rows=3,
        help_text=_("Never copy the article: say in one or two sentences what a reader finds there."),
    )

    class Meta:
        icon = "link"
        label = _("Article")


def parts_of(body: blocks.StreamValue, kind: str) -> Mapping[str, blocks.StructValue]:
    """The sections or the steps of a text by id; of one written twice, the last."""
    return {part.value["id"]: part.value for part in body if part.block_type == kind}
