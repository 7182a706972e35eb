"""What applies to me: a few questions, and the steps, services, papers and rights that follow from the answers.

The answers stand in the address and nowhere else: nothing is stored, no cookie is set, and the address goes to no other
site.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.domains.guides.api import (
    Concern,
    Reviewed,
    StepsOfGuide,
    WhatApplies,
    foresee,
    guides_in,
    questions,
    steps_in,
    what_applies,
)
from watandoshlar.web.presenting import applying as presenting
from watandoshlar.web.presenting.guides import TOPIC_NAMES
from watandoshlar.web.presenting.reviews import overdue_since


@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    """`?service=` names one that the reader has in mind: its questions come first, and what it says stands first."""
    language, answers = get_language(), questions().read(request.GET.dict())
    found = what_applies(answers)
    wanted = found.services.get(request.GET.get("service", ""))
    names = list(dict.fromkeys([*(wanted.prospects.common_questions if wanted else ()), *questions().by_id]))
    reader = presenting.Reader(answers, language, found.services)
    context = {
        "section": "for_me",
        "wanted": presenting.service_shown(wanted, foresee(wanted, answers), reader) if wanted else None,
        "fields": presenting.fields_for(names, answers, language),
        "answers": presenting.answers_shown(names, answers, language),
    }
    if context["answers"]:
        context |= _result(found, reader, wanted.slug if wanted else "")
    response = render(request, "public_site/for_me.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _result(found: WhatApplies, reader: presenting.Reader, wanted: str) -> dict:
    chosen = {
        slug: [one.step for one in (*concern.applying, *concern.undecided)] for slug, concern in found.concerns.items()
    }
    guides = steps_in(reader.language, chosen)
    steps_of = {one.slug: _steps(one, found.concerns[one.slug], reader) for one in guides}
    groups = [_guide(one, found.concerns[one.slug], steps_of[one.slug], reader) for one in guides]
    steps = [step for listed in steps_of.values() for step in listed]
    services = {step["service"]["slug"]: step["service"] for step in steps if step["service"]}
    cited = _cited(steps, found, {*services, wanted})
    services.pop(wanted, None)
    rights = {step["rights"]["url"]: step["rights"] for step in steps if step["rights"]}
    by_topic = {topic: [group for group in groups if group["topic"] == topic] for topic in TOPIC_NAMES}
    return {
        "topics": [
            {"topic": topic, "name": TOPIC_NAMES[topic], "guides": listed}
            for topic, listed in by_topic.items()
            if listed
        ],
        "services": [one for one in services.values() if one["outcome"] != "no"],
        "refused": [one for one in services.values() if one["outcome"] == "no"],
        "rights": list(rights.values()),
        "overdue_since": overdue_since(cited),
        "undecided": _undecided(found, guides, reader.language),
        "exit_url": settings.QUICK_EXIT_URL if any(one.sensitive for one in guides) else "",
    }


def _cited(steps: list[dict], found: WhatApplies, services: Iterable[str]) -> Iterator[Reviewed]:
    """The sources of all that the page says."""
    yield from (step["part"].source for step in steps if step["part"].source)
    yield from (right["source"] for step in steps if step["rights"] for right in step["rights"]["rights"])
    for slug in services:
        if slug in found.services:
            yield from found.services[slug].definition.sources.values()


def _steps(guide: StepsOfGuide, concern: Concern, reader: presenting.Reader) -> list[dict]:
    parts = {part.id: part for part in guide.steps}
    return [presenting.step_shown(one, parts[one.step.id], reader) for one in concern.applying if one.step.id in parts]


def _guide(guide: StepsOfGuide, concern: Concern, steps: list[dict], reader: presenting.Reader) -> dict:
    shown = {
        "topic": guide.topic,
        "title": guide.title_elsewhere,
        "url": reverse("public_site:guide", args=[guide.slug]),
        "why": [],
        "steps": [],
    }
    if guide.sensitive:
        # Anybody may look at this page over the reader's shoulder, and the history keeps the addresses to which it
        # leads. The services of its steps are everybody's, and stand with the others.
        return shown
    return shown | {
        "url": f"{shown['url']}?{reader.query}",
        "why": presenting.answers_shown(concern.because, reader.answers, reader.language),
        "steps": steps,
    }


def _undecided(found: WhatApplies, guides: list[StepsOfGuide], language: str) -> list[dict]:
    """By question, what its answer decides: steps of the guides that matter, and guides that may; of sensitive guides
    nothing."""
    listed: dict[str, dict[str, None]] = {}
    for guide in guides:
        if guide.sensitive:
            continue
        titles = {part.id: part.title for part in guide.steps}
        for one in found.concerns[guide.slug].undecided:
            if one.step.id in titles:
                listed.setdefault(one.because[0], {})[titles[one.step.id]] = None
    cards = {card.slug: card for card in guides_in(language) if not card.sensitive}
    for name, slugs in found.undecided.items():
        for slug in slugs:
            if slug in cards:
                listed.setdefault(name, {})[cards[slug].title] = None
    return [
        {"id": f"ask-{name}", "question": presenting.asked_shown([name], language)[0], "titles": list(listed[name])}
        for name in questions().by_id
        if name in listed
    ]
