"""Published numbers as people read them: side by side in words, ranked as bars, and as points on a map without borders.

Only numbers of one source about one measure are drawn together: others do not count the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.foundation.countries import LocalName, country_name, point_of
from watandoshlar.foundation.money import number_in_words
from watandoshlar.insight.statements.api import Statement, Subject, by_place, columns, ranked, span
from watandoshlar.web.presenting.rights import SourceShown
from watandoshlar.web.presenting.world_map import frame, on_map

# Units of the drawings; the page scales them.
BAR_WIDTH, NUMBER_WIDTH, BAR_HEIGHT, BAR_STEP = 400, 130, 14, 40
LARGEST = 30


@dataclass(frozen=True)
class Bar:
    """One row of the chart: the name above, the bar below it, and the number at its end."""

    name: LocalName
    number: str
    y: int
    length: float
    start: float
    edge: float
    number_x: float


def subject_shown(subject: Subject) -> dict[str, Any]:
    language = get_language()
    return {
        "code": subject.code,
        "title": in_words(subject.title, language),
        "about": in_words(subject.about, language),
    }


def number_shown(statement: Statement) -> str:
    number = number_in_words(statement.value, get_language())
    if statement.precision == "about":
        return _("about %(number)s") % {"number": number}
    return _("at least %(number)s") % {"number": number} if statement.precision == "at_least" else number


def statement_shown(subject: Subject, statement: Statement) -> dict[str, Any]:
    language, source = get_language(), subject.source_of(statement)
    return {
        "number": number_shown(statement),
        "measure": in_words(subject.measures[statement.measure].words, language),
        "as_of": statement.as_of,
        "said_on": statement.said_on,
        "approved_by": in_words(statement.approved_by, language) if statement.approved_by else "",
        "reason": in_words(statement.reason, language) if statement.reason else "",
        "source": SourceShown(in_words(source.title, language), source.url, source.state, source.as_of),
    }


def rows_shown(subject: Subject, holding: Sequence[Statement]) -> list[dict[str, Any]]:
    """A row for each place: its statements side by side, and between which numbers they lie."""
    language, rows = get_language(), []
    for place, statements in by_place(holding).items():
        least, most = (number_in_words(value, language) for value in span(statements))
        rows.append(
            {
                "name": country_name(place, language),
                "statements": [statement_shown(subject, one) for one in statements],
                "span": f"{least} – {most}" if least != most else "",
            }
        )
    return rows


def columns_shown(subject: Subject, holding: Sequence[Statement], chosen: str) -> list[dict[str, Any]]:
    language, shown = get_language(), []
    for source, measure in columns(holding):
        code = f"{source}/{measure}"
        words, title = subject.measures[measure].words, subject.sources[source].title
        label = f"{in_words(words, language)} · {in_words(title, language)}"
        shown.append({"code": code, "label": label, "current": code == chosen})
    return shown


def bars(holding: Sequence[Statement], source: str, measure: str) -> dict[str, Any]:
    """A ranked chart; on pages that run from right to left it does, too."""
    chosen, from_right = ranked(holding, source, measure), get_language_info(get_language())["bidi"]
    largest = max((one.value for one in chosen), default=1)
    drawn = []
    for place, one in enumerate(chosen):
        length = round(max(float(one.value / largest) * (BAR_WIDTH - NUMBER_WIDTH), 1), 1)
        drawn.append(
            Bar(
                name=country_name(one.place, get_language()),
                number=number_shown(one),
                y=place * BAR_STEP,
                length=length,
                start=BAR_WIDTH - length if from_right else 0,
                edge=BAR_WIDTH if from_right else 0,
                number_x=BAR_WIDTH - length - 8 if from_right else length + 8,
            )
        )
    return {"bars": drawn, "width": BAR_WIDTH, "height": len(drawn) * BAR_STEP, "bar_height": BAR_HEIGHT}


def points(holding: Sequence[Statement], source: str, measure: str) -> dict[str, Any]:
    """The same numbers as circles whose area is the number, the largest below the others. East is to the right in every
    language."""
    chosen = ranked(holding, source, measure)
    largest = max((one.value for one in chosen), default=1)
    circles = []
    for one in chosen:
        point = point_of(one.place)
        if point is not None:
            x, y = on_map(*point)
            radius = round(max(sqrt(one.value / largest) * LARGEST, 2), 1)
            title = f"{country_name(one.place, get_language())}: {number_shown(one)}"
            circles.append({"x": x, "y": y, "radius": radius, "title": title})
    return {"circles": circles, **frame()}
