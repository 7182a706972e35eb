"""Consents of other people: whom an application names, the link by which they answer, and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.consent_states import may
from watandoshlar.domains.cases.models import Case, Consent
from watandoshlar.domains.catalogue.api import Journey, full_name, get_version
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import fold

SALT = "watandoshlar.cases.consent"
UNDECIDED = ("submitted", "in_review", "waiting_for_applicant", "referred", "proposed")
"""States of a case in which a consent may still be given or taken back."""


@dataclass(frozen=True)
class Named:
    """Whom an application names as the person who must agree: the name as it is written there, and their address."""

    name: Mapping[str, Any]
    email: str

    def is_another_than(self, other: "Named") -> bool:
        return fold(full_name(dict(self.name))) != fold(full_name(dict(other.name)))


def named_in(journey: Journey) -> dict[str, Named]:
    """By rule, whom the answers name for each consent that they make necessary."""

    def answer(field: str | None) -> Any:
        return journey.answers.get(field) if field and journey.shows(field) else None

    return {
        rule.id: Named(answer(rule.name) or {}, (answer(rule.email) or "").strip().lower())
        for rule in journey.consents_due()
    }


def page_of_own_consent(journey: Journey, account) -> str:
    """The page on which the applicant gave their own address, or one address twice, for somebody who must agree
    themselves; empty when each has an address of their own."""
    seen = {account.email}
    for rule in journey.consents_due():
        email = named_in(journey)[rule.id].email
        if email and email in seen:
            return journey.definition.page_of[rule.email].id
        seen.add(email)
    return ""


def consent_token(consent: Consent) -> str:
    """The secret part of the link by which a person without an account answers; kept nowhere."""
    return salted_hmac(SALT, f"{consent.letter}:{consent.letter_number}", algorithm="sha256").hexdigest()[:40]


def access_consents(letter: UUID, token: str) -> list[Consent]:
    """The consents that a letter asks for, for whoever holds its link. Raises ConsentClosed, whatever is wrong.

    Until the case is decided a consent that was given can be taken back by the same link.
    """
    rows = Consent.objects.filter(letter=letter).select_related("case__applicant", "case__post", "case__account")
    consents = list(rows.order_by("pk"))
    if not consents or not constant_time_compare(consent_token(consents[0]), token):
        raise errors.ConsentClosed
    open_now = [consent for consent in consents if is_open(consent)]
    if not open_now:
        raise errors.ConsentClosed
    return open_now


def is_open(consent: Consent) -> bool:
    """Whether the person can answer, or take back what they gave, by the link."""
    if consent.case.state not in UNDECIDED:
        return False
    if may("give", consent.state):
        return consent.link_until is not None and clock.now() <= consent.link_until
    return may("withdraw", consent.state)


# --- the inside of a consent: callers come through access_consents, access_case or an OfficerView that may read ------


def named_of(consent: Consent) -> Named:
    """Whom the application names."""
    return Named(**decrypt_json_for(consent.case.applicant, consent.named, named_context(consent)))


def consent_words_of(consent: Consent) -> Mapping[str, str]:
    """What the person wrote when they answered: `name` and `document`; {} before."""
    if not consent.words:
        return {}
    return decrypt_json_for(consent.case.applicant, consent.words, words_context(consent))


def named_context(consent: Consent) -> str:
    return f"consent:{consent.case.reference}:{consent.rule}"


def words_context(consent: Consent) -> str:
    return f"consent-words:{consent.case.reference}:{consent.rule}"


def consents_of(case: Case) -> list[Consent]:
    """Every consent that was asked for in the case, in the order of asking; who is named stays closed."""
    if not get_version(case.version_id).definition.consents:
        return []
    rows = list(case.consents.select_related("officer").order_by("pk"))
    for row in rows:
        row.case = case
    return rows


def missing_consents(case: Case, journey: Journey) -> Iterable[tuple[str, str]]:
    """The rules whose consent has not been given, each with the state in which it is."""
    due = journey.consents_due()
    states = dict(case.consents.values_list("rule", "state")) if due else {}
    return [(rule.id, states.get(rule.id, "")) for rule in due if states.get(rule.id) != "given"]
