"""Asking for consents, and what every act on one shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.consent_states import TRANSITIONS, may
from watandoshlar.domains.cases.consents import (
    UNDECIDED,
    Named,
    access_consents,
    named_context,
    named_in,
    named_of,
    words_context,
)
from watandoshlar.domains.cases.models import Case, Consent
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.foundation import clock

LINK_DAYS = 30
MOST_LETTERS = 5
"""Nobody fills a stranger's letter box: so many letters ask for one consent, corrections of the address included."""


@dataclass(frozen=True)
class Asking:
    """A case with its way and answers, by which somebody must agree."""

    case: Case
    journey: Journey
    answers: Mapping[str, Any]


@dataclass
class _Letters:
    """One letter for each address, whatever number of people of a family it is about."""

    by_email: dict[str, list[Consent]] = field(default_factory=dict)

    def add(self, email: str, consent: Consent) -> None:
        if email:
            self.by_email.setdefault(email, []).append(consent)


def ask_for_consents(asking: Iterable[Asking], *, acting_user) -> None:
    """Ask everybody whom the answers name, each in one letter. Who was asked before and is named still is not asked
    again; somebody else in their place is."""
    letters = _Letters()
    for one in asking:
        known = {consent.rule: consent for consent in one.case.consents.all()}
        for rule, named in named_in(one.journey).items():
            consent = _asked(one.case, rule, named, known.get(rule), acting_user=acting_user)
            if consent:
                letters.add(named.email, consent)
    for email, consents in letters.by_email.items():
        letter = uuid4()
        for consent in consents:
            consent.letter = letter
        send_consent_letter(consents, email, acting_user=acting_user)


def _asked(case: Case, rule: str, named: Named, known: Consent | None, *, acting_user) -> Consent | None:
    """A consent that has to be asked for now; None when nothing is new."""
    if known is None:
        consent = Consent(case=case, rule=rule)
        _keep_named(consent, named)
        consent.save(force_insert=True)
        note_event(case, "ask_consent", acting_user=acting_user, rule=rule)
        return consent
    known.case = case
    before = named_of(known)
    if before == named:
        return None
    _keep_named(known, named)
    is_another = named.is_another_than(before)
    if is_another:
        # What the one agreed to, the other has not.
        clear_answer(known)
        note_event(case, "ask_consent", acting_user=acting_user, rule=rule)
    known.save()
    return known if is_another or (before.email != named.email and known.state == "asked") else None


def _keep_named(consent: Consent, named: Named) -> None:
    consent.named = encrypt_json_for(consent.case.applicant, vars(named), named_context(consent))


def keep_email(consent: Consent, email: str) -> None:
    """Put a corrected address in the place of the one that the application gave; the act saves the row."""
    _keep_named(consent, Named(named_of(consent).name, email))


def clear_answer(consent: Consent) -> None:
    consent.state, consent.how, consent.words = "asked", "", b""
    consent.answered_at = consent.officer = None


def send_consent_letter(consents: list[Consent], email: str, *, acting_user) -> None:
    """Write to the person; the links of earlier letters open nothing any more. The caller has locked the rows."""
    number = max(consent.letter_number for consent in consents) + 1
    until = clock.now() + timedelta(days=LINK_DAYS)
    for consent in consents:
        consent.letter_number, consent.link_until = number, until
        consent.save(update_fields=["letter", "letter_number", "link_until"])
    first = consents[0]
    account = Account.objects.with_email(email).first() or create_account(
        acting_user=SYSTEM, email=email, language=first.case.account.language
    )
    notify(
        acting_user=acting_user,
        account=account,
        code="consent_asked",
        key=f"{first.letter}:{number}",
        facts={"consent": first.pk, "number": number, "until": until.isoformat(), "zone": first.case.post.zone},
    )


# --- answers -------------------------------------------------------------------------------------------------------


def lock_consent_by_link(letter: UUID, token: str, consent_id: int) -> Consent:
    """One consent of a letter, its case locked. Raises ConsentClosed."""
    chosen = [consent for consent in access_consents(letter, token) if consent.pk == consent_id]
    if not chosen:
        raise errors.ConsentClosed
    lock_case(chosen[0].case.reference)
    # Once more: the case may have been decided before the lock.
    return next((one for one in access_consents(letter, token) if one.pk == consent_id), None) or _closed()


def _closed() -> Consent:
    raise errors.ConsentClosed


def lock_consent(case: Case, rule: str) -> Consent:
    """A consent of a locked case. Raises ConsentNotFound."""
    consent = Consent.objects.select_for_update(of=("self",)).filter(case=case, rule=rule).first()
    if consent is None:
        raise errors.ConsentNotFound
    consent.case = case
    return consent


def move_consent(
    consent: Consent, step: str, *, acting_user, how: str = "", words: Mapping[str, str] | None = None
) -> None:
    """Take a step of the table, leave its traces, and tell the applicant and the officer. The caller has locked.

    Raises ConsentClosed for a step that the table lacks, and once the case is decided.
    """
    if not may(step, consent.state) or consent.case.state not in UNDECIDED:
        raise errors.ConsentClosed
    consent.state = TRANSITIONS[step, consent.state]
    consent.answered_at = clock.now()
    if how:
        consent.how, consent.officer = how, None if acting_user is SYSTEM else acting_user
    if words is not None:
        consent.words = encrypt_json_for(consent.case.applicant, dict(words), words_context(consent))
    consent.save(update_fields=["state", "answered_at", "how", "words", "officer"])
    event = step.removesuffix("_in_person") + "_consent"
    note_event(consent.case, event, acting_user=acting_user, rule=consent.rule, how=consent.how)
    tell_of_consent(consent, acting_user=acting_user)


def tell_of_consent(consent: Consent, *, acting_user) -> None:
    """The applicant and the officer learn what became of the consent: given, refused, withdrawn, expired."""
    case = consent.case
    occasion = f"{consent.rule}:{consent.letter_number}:{consent.answered_at or consent.link_until:%Y%m%d%H%M%S}"
    code = f"consent_{consent.state}"
    write_to_applicant(case, code, acting_user=acting_user, occasion=occasion, rule=consent.rule)
    tell_officer(
        case,
        acting_user=acting_user,
        code="consent_answered",
        key=f"{case.reference}:{occasion}",
        rule=consent.rule,
        state=consent.state,
        version=None if case.is_confidential else case.version_id,
    )


def words_given(name: str, document: str, *, is_me: bool) -> dict[str, str]:
    """What somebody writes who answers. Raises ConsentWordsNeeded while something is missing."""
    name, document = " ".join(name.split()), "".join(document.split()).upper()
    fits = 2 <= len(name) <= 200 and 5 <= len(document) <= 30 and document.isalnum()
    if not (fits and is_me):
        raise errors.ConsentWordsNeeded
    return {"name": name, "document": document}
