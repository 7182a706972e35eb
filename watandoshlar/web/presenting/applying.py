"""What applies to a reader, in words: questions and answers, steps with the answers that decided, what services say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.domains.catalogue.api import Foreseen, Service
from watandoshlar.domains.certificates.api import own_scheme, rights_of
from watandoshlar.domains.guides.api import Answers, GuideApplies, PartShown, Question, StepOutcome, questions
from watandoshlar.foundation.countries import LocalName, countries, country_name
from watandoshlar.web.presenting import rights as rights_presenting
from watandoshlar.web.presenting.forms import Choice, StepField

COUNTRY = "country"
ANSWERS_TO_A_QUESTION = ("yes", "no", "unsure")
SERVICE_SAYS = {
    "yes": (_("You can apply"), "good"),
    "open": (_("You may be able to apply"), "waiting"),
    "no": (_("Not for you"), "bad"),
}


@dataclass(frozen=True)
class Reader:
    """Who reads: their answers and their language, and the services that are published."""

    answers: Answers
    language: str
    services: Mapping[str, Service]

    @property
    def query(self) -> str:
        """Their answers as they stand in the address, and nowhere else."""
        return urlencode({name: answer for name, answer in self.answers.items() if answer})


def fields_for(names: Iterable[str], answers: Answers, language: str) -> list[StepField]:
    """The questions as a form shows them: none must be answered, and every list can be set back."""
    return [_field(questions().by_id[name], answers.get(name, ""), language) for name in names]


def _field(question: Question, answer: str, language: str) -> StepField:
    named = {code: in_words(words, language) for code, words in question.choices.items()} or dict(countries(language))
    return StepField(
        kind="country",
        html_name=question.id,
        html_id=f"ask-{question.id}",
        label=in_words(question.text, language),
        hint=in_words(question.hint, language) if question.hint else "",
        choices=[Choice(code, label, code == answer) for code, label in named.items()],
    )


def answers_shown(names: Iterable[str], answers: Answers, language: str) -> list[dict]:
    """What was answered, question by question; what was not is left out."""
    return [
        {
            "question": in_words(questions().by_id[name].text, language),
            "answer": _answer(name, answers[name], language),
            # “Yes” says nothing without its question; “I live abroad for good” does.
            "speaks": answers[name] not in ANSWERS_TO_A_QUESTION,
        }
        for name in names
        if answers.get(name)
    ]


def asked_shown(names: Iterable[str], language: str) -> list[LocalName]:
    return [in_words(questions().by_id[name].text, language) for name in names]


def _answer(name: str, answer: str, language: str) -> LocalName:
    choices = questions().by_id[name].choices
    return in_words(choices[answer], language) if choices else country_name(answer, language)


def step_shown(outcome: StepOutcome, part: PartShown, reader: Reader, said: Iterable[str] = ()) -> dict:
    """A step as `web/parts/applying_step.html` takes it. Questions that were `said` to decide already are not named
    again."""
    step, is_open = outcome.step, outcome.applies == "open"
    because = [name for name in outcome.because if name not in said]
    service = reader.services.get(step.service)
    return {
        "part": part,
        "is_open": is_open,
        "why": [] if is_open else answers_shown(because, reader.answers, reader.language),
        "decided_by": asked_shown(outcome.because, reader.language) if is_open else [],
        "service": service_shown(service, outcome.service, reader) if service else None,
        "rights": rights_shown(step.right, reader.language) if step.right else None,
        "post": step.post,
        "emergency": step.emergency,
    }


def steps_shown(applies: GuideApplies, parts: Iterable[PartShown], reader: Reader) -> list[dict]:
    """The steps of one guide that apply or may apply, in order."""
    by_id = {part.id: part for part in parts}
    return [step_shown(one, by_id[one.step.id], reader) for one in applies.steps if one.step.id in by_id]


def service_shown(service: Service, foreseen: Foreseen, reader: Reader) -> dict:
    """What a service says, by its own rules: can one apply, with which papers, at which cost."""
    texts = service.texts(reader.language)
    label, tone = SERVICE_SAYS[foreseen.outcome]
    shown: dict[str, Any] = {
        "slug": service.slug,
        "title": texts.title,
        "url": reverse("public_site:service", args=[service.slug]),
        "outcome": foreseen.outcome,
        "label": label,
        "tone": tone,
    }
    if rule := foreseen.refused_by:
        told = texts.eligibility(rule.id)
        return shown | {
            "reason": told.reason,
            "advice": told.advice,
            "source": texts.source(rule.source),
            "why": answers_shown(foreseen.because, reader.answers, reader.language),
        }
    label_of = _labels(service, reader.language)
    term = foreseen.term
    return shown | {
        "asks": [label_of(name) for name in foreseen.asks],
        "decided_by": asked_shown(foreseen.because, reader.language),
        "needed": [label_of(name) for name, outcome in foreseen.papers.items() if outcome == "yes"],
        "perhaps": [label_of(name) for name, outcome in foreseen.papers.items() if outcome == "open"],
        "fees": [
            {
                "label": texts.fee(one.fee.id),
                "sure": one.outcome == "yes" and one.waived == "no",
                "waived": one.waived == "yes",
                "source": texts.source(one.fee.source),
            }
            for one in foreseen.fees
        ],
        "term": {"label": texts.term(term.id), "source": texts.source(term.source)} if term else None,
        "visit": foreseen.visit,
    }


def _labels(service: Service, language: str) -> Callable[[str], str]:
    texts = service.texts(language)

    def label(name: str) -> str:
        field, _dot, inner = name.partition(".")
        return texts.field(field).fields[inner].label if inner else texts.field(field).label

    return label


def rights_shown(category: str, language: str) -> dict:
    """What holders of a category may do, by every document that gives it to them."""
    documents = sorted(one for one, holder in rights_presenting.carried_by(own_scheme()) if holder == category)
    found = [right for document in documents for right in rights_of(document, category)]
    return {
        "name": rights_presenting.category_name(category, language),
        "url": reverse("public_site:rights_of", args=[category]),
        "rights": rights_presenting.rights_shown(found, language),
    }
