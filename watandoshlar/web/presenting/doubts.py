"""Answers that something else contradicts, as questions to the person and as hints to the officer."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.cases.api import Doubt, doubts_of
from watandoshlar.domains.catalogue.api import Journey, Texts, day_in_words

SENTENCES = {
    ("picture", "applicant"): _(
        "Please compare: on the picture of the document a machine has read %(seen)s. If your answer is right, leave it."
    ),
    ("birth_date", "applicant"): _(
        "Please compare: such a number usually belongs to somebody born on %(seen)s. If all is right, leave it."
    ),
    ("picture", "officer"): _("On the picture of the document a machine has read %(seen)s."),
    ("birth_date", "officer"): _("This personal number usually belongs to somebody born on %(seen)s."),
}


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt in words, with the question and the page that it is about."""

    field_id: str
    page_id: str
    label: str
    sentence: str


def doubts_shown(journey: Journey, texts: Texts, audience: str) -> list[ShownDoubt]:
    """One sentence for each doubt; `audience` is applicant or officer. The caller may read the answers."""
    return [
        ShownDoubt(
            doubt.field_id,
            journey.definition.page_of[doubt.field_id].id,
            texts.field(doubt.field_id).label,
            str(SENTENCES[doubt.code, audience]) % {"seen": _seen(journey, doubt)},
        )
        for doubt in doubts_of(journey)
    ]


def _seen(journey: Journey, doubt: Doubt) -> str:
    is_day = doubt.code == "birth_date" or journey.definition.fields[doubt.field_id].kind == "date"
    return day_in_words(doubt.seen, get_language()) if is_day else doubt.seen
