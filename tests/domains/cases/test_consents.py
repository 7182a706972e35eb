"""Others agree by an act of their own: two acts for two people, by link, at the counter or on paper; never by anybody
else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.domains.cases.builders import account_of
from tests.domains.cases.trips import (
    ANOTHER,
    CHILD,
    PASSPORT,
    Travellers,
    answer_by_link,
    consent,
    link,
    travellers,
)
from tests.example_day import NOW
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.notifications.rendering import write_letter
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import LINK_DAYS, MOST_LETTERS
from watandoshlar.domains.cases.api import (
    Case,
    Consent,
    answer_consents,
    answer_request,
    answers_of,
    ask_consent,
    closed_gates,
    consent_words_of,
    example_upload,
    expire_consents,
    give_consent,
    journey_of_case,
    named_of,
    propose_decision,
    record_consent,
    request_items,
    show_consent_paper,
    submit_draft,
    withdraw_case,
    withdraw_consent,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
SEEN = {"name": "ANVAR KARIMOV", "document": "AB7654321", "has_seen": True}


@pytest.fixture
def trip(publish) -> Travellers:
    publish("family-trip")
    return travellers()


def closed(case: Case) -> list[tuple[str, str]]:
    journey = journey_of_case(case, answers_of(case))
    return [(gate.code, gate.id) for gate in closed_gates(case, journey, "approve")]


def approve(trip: Travellers, case: Case) -> Case:
    return propose_decision(acting_user=trip.officer, reference=case.reference, outcome="approve")


def letters_to(email: str, code: str = "consent_asked") -> int:
    return Letter.objects.filter(account__email=email, code=code).count()


def test_each_parent_gets_a_letter_and_each_opens_the_gate_by_an_act_of_their_own(trip: Travellers) -> None:
    case = trip.taken()
    assert closed(case) == [("consent", "mother"), ("consent", "father")]
    assert (letters_to("lola@example.org"), letters_to("anvar@example.org")) == (1, 1)
    answer_by_link(case, "mother")
    assert closed(case) == [("consent", "father")]
    with pytest.raises(errors.GatesClosed):
        approve(trip, case)
    answer_by_link(case, "father", name="ANVAR KARIMOV")
    assert closed(case) == []
    assert approve(trip, case).state == "approved"


def test_what_the_person_wrote_is_kept_and_only_encrypted(trip: Travellers) -> None:
    case = trip.case()
    answer_by_link(case, "mother")
    given = consent(case, "mother")
    assert consent_words_of(given) == {"name": "LOLA KARIMOVA", "document": "AA1234567"}
    assert (given.state, given.how, given.officer) == ("given", "link", None)
    for kept in (given.words, given.named):
        assert b"KARIMOV" not in bytes(kept)
    assert named_of(given).email == "lola@example.org"


def test_the_letter_names_nobody_and_opens_the_page(trip: Travellers) -> None:
    case = trip.case()
    letter = Letter.objects.get(account__email="lola@example.org", code="consent_asked")
    text = write_letter(letter).text
    asked = consent(case, "mother")
    assert f"/consent/{asked.letter}/{link(asked)['token']}/" in text
    assert "KARIMOV" not in text.upper()


def test_a_refusal_keeps_the_gate_closed_and_applicant_and_officer_hear_of_it(trip: Travellers) -> None:
    case = trip.taken()
    answer_by_link(case, "mother", "refuse")
    assert ("consent", "mother") in closed(case)
    assert letters_to(trip.applicant.email, "consent_refused") == 1
    assert letters_to(trip.officer.email, "consent_answered") == 1


def test_who_takes_it_back_closes_the_gate_again(trip: Travellers) -> None:
    case = trip.taken()
    answer_by_link(case, "mother")
    answer_by_link(case, "father")
    answer_by_link(case, "father", "withdraw")
    assert closed(case) == [("consent", "father")]
    with pytest.raises(errors.GatesClosed):
        approve(trip, case)


def test_after_the_decision_nothing_is_taken_back(trip: Travellers) -> None:
    case = trip.taken()
    answer_by_link(case, "mother")
    answer_by_link(case, "father")
    approve(trip, case)
    with pytest.raises(errors.ConsentClosed):
        answer_by_link(case, "father", "withdraw")


def test_a_link_serves_once_and_for_its_own_letter(trip: Travellers) -> None:
    case = trip.case()
    asked = consent(case, "mother")
    answer_by_link(case, "mother")
    with pytest.raises(errors.ConsentUnanswered):
        answer_by_link(case, "mother")
    other = consent(case, "father")
    with pytest.raises(errors.ConsentClosed):
        give_consent(acting_user=SYSTEM, **link(asked), consent_id=other.pk, words={"name": "X", "document": "Y"})


@pytest.mark.parametrize(("letter", "token"), [(True, "0" * 40), (False, "")])
def test_a_wrong_link_opens_nothing(trip: Travellers, letter: bool, token: str) -> None:
    asked = consent(trip.case(), "mother")
    wrong = {**link(asked), **({"token": token} if letter else {"letter": uuid4()})}
    with pytest.raises(errors.ConsentClosed):
        answer_consents(acting_user=SYSTEM, **wrong, answers={asked.pk: "give"}, **PASSPORT)


def test_nobody_with_an_account_uses_the_link_as_themselves(trip: Travellers) -> None:
    asked = consent(trip.case(), "mother")
    for act in (give_consent, withdraw_consent):
        words = {"words": {}} if act is give_consent else {}
        with pytest.raises(errors.ConsentClosed):
            act(acting_user=trip.applicant, **link(asked), consent_id=asked.pk, **words)


@pytest.mark.parametrize(
    "words", [{"name": ""}, {"document": ""}, {"document": "?? 12!"}, {"is_me": False}, {"name": "X" * 300}]
)
def test_without_name_document_and_confirmation_there_is_no_consent(trip: Travellers, words: dict) -> None:
    case = trip.case()
    with pytest.raises(errors.ConsentWordsNeeded):
        answer_by_link(case, "mother", **words)
    assert consent(case, "mother").state == "asked"


def test_the_applicant_cannot_agree_in_the_place_of_the_other(trip: Travellers) -> None:
    draft = trip.start(CHILD, parents={"mother_email": trip.applicant.email})
    with pytest.raises(errors.ConsentByApplicant) as refused:
        submit_draft(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key="one-of-this-test")
    assert refused.value.fields["page"] == "parents"
    case = trip.case()
    with pytest.raises(errors.ConsentByApplicant):
        ask_consent(
            acting_user=trip.applicant, reference=case.reference, rule="mother", email=trip.applicant.email.upper()
        )


def test_one_address_does_not_agree_for_two(trip: Travellers) -> None:
    draft = trip.start(CHILD, parents={"mother_email": "Anvar@example.org"})
    with pytest.raises(errors.ConsentByApplicant):
        submit_draft(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key="one-of-this-test")
    case = trip.case()
    with pytest.raises(errors.ConsentByApplicant):
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother", email="anvar@example.org")


def test_a_corrected_address_ends_the_earlier_link(trip: Travellers) -> None:
    case = trip.case()
    old = link(consent(case, "mother"))
    ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother", email="lola.k@example.org")
    assert letters_to("lola.k@example.org") == 1
    asked = consent(case, "mother")
    with pytest.raises(errors.ConsentClosed):
        answer_consents(acting_user=SYSTEM, **old, answers={asked.pk: "give"}, **PASSPORT)
    answer_by_link(case, "mother")
    assert consent(case, "mother").state == "given"


def test_nobodys_letter_box_is_filled(trip: Travellers) -> None:
    case = trip.case()
    for _letter in range(MOST_LETTERS - 1):
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother")
    with pytest.raises(errors.TooManyLetters):
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother")
    assert letters_to("lola@example.org") == MOST_LETTERS


def test_only_the_applicant_asks_again(trip: Travellers) -> None:
    case = trip.case()
    with pytest.raises(errors.CaseNotFound):
        ask_consent(acting_user=account_of("aziz"), reference=case.reference, rule="mother")
    with pytest.raises(errors.ConsentNotFound):
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="uncle")
    with pytest.raises(errors.ConsentEmailNeeded):
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother", email="no address")


def test_a_link_ends_on_its_day_and_everybody_is_told(trip: Travellers) -> None:
    case = trip.case()
    with clock.fixed(NOW + timedelta(days=LINK_DAYS, seconds=1)):
        with pytest.raises(errors.ConsentClosed):
            answer_by_link(case, "mother")
        assert (expire_consents(acting_user=SYSTEM), expire_consents(acting_user=SYSTEM)) == (2, 0)
        assert consent(case, "mother").state == "expired"
        assert letters_to(trip.applicant.email, "consent_expired") == 2
        ask_consent(acting_user=trip.applicant, reference=case.reference, rule="mother")
        answer_by_link(case, "mother")
        assert consent(case, "mother").state == "given"


def test_the_officer_of_the_case_writes_down_what_is_said_at_the_counter(trip: Travellers) -> None:
    case = trip.taken()
    said = {"reference": case.reference, "rule": "father", "answer": "given", "how": "counter"}
    with pytest.raises(errors.NotYourCase):
        record_consent(acting_user=trip.second, **said, **SEEN)
    with pytest.raises(errors.IdentityUnseen):
        record_consent(acting_user=trip.officer, **said, **{**SEEN, "has_seen": False})
    record_consent(acting_user=trip.officer, **said, **SEEN)
    given = consent(case, "father")
    assert (given.state, given.how, given.officer) == ("given", "counter", trip.officer)


def test_no_officer_says_that_somebody_used_the_link(trip: Travellers) -> None:
    case = trip.taken()
    with pytest.raises(errors.OutcomeNeeded):
        record_consent(
            acting_user=trip.officer, reference=case.reference, rule="father", answer="given", how="link", **SEEN
        )


def test_a_notarised_paper_opens_nothing_until_the_officer_has_looked_at_it(trip: Travellers) -> None:
    case = trip.taken()
    upload = example_upload("notary.pdf", "file")
    show_consent_paper(acting_user=trip.applicant, reference=case.reference, rule="father", upload=upload)
    assert ("consent", "father") in closed(case)
    assert letters_to(trip.officer.email, "consent_paper_shown") == 1
    record_consent(
        acting_user=trip.officer, reference=case.reference, rule="father", answer="given", how="paper", **SEEN
    )
    assert consent(case, "father").proof is not None
    assert ("consent", "father") not in closed(case)


def test_one_letter_asks_a_parent_for_all_children(trip: Travellers) -> None:
    first, second, third = trip.family(CHILD, CHILD, CHILD)
    assert letters_to("lola@example.org") == 1
    assert len(answer_by_link(second, "mother")) == 3
    assert {consent(case, "mother").state for case in (first, second, third)} == {"given"}
    assert {consent(case, "father").state for case in (first, second, third)} == {"asked"}


def test_one_child_may_be_refused_and_another_not(trip: Travellers) -> None:
    first, second = trip.family(CHILD, CHILD)
    asked, other = consent(first, "mother"), consent(second, "mother")
    answer_consents(acting_user=SYSTEM, **link(asked), answers={asked.pk: "give", other.pk: "refuse"}, **PASSPORT)
    assert (consent(first, "mother").state, consent(second, "mother").state) == ("given", "refused")


def test_a_case_that_was_withdrawn_asks_for_nothing_more(trip: Travellers) -> None:
    first, second = trip.family(CHILD, CHILD)
    withdraw_case(acting_user=trip.applicant, reference=first.reference)
    asked = consent(second, "mother")
    answer_consents(acting_user=SYSTEM, **link(asked), answers={asked.pk: "give"}, **PASSPORT)
    assert (consent(first, "mother").state, consent(second, "mother").state) == ("asked", "given")


def correct(trip: Travellers, case: Case, **typed: str) -> None:
    items = sorted({name.partition(".")[0] for name in typed})
    request_items(
        acting_user=trip.officer, reference=case.reference, items=items, note="", due_on=NOW.date() + timedelta(days=9)
    )
    answer_request(
        acting_user=trip.applicant,
        reference=case.reference,
        typed={name: [value] for name, value in typed.items()},
    )


def test_what_one_agreed_to_another_in_their_place_has_not(trip: Travellers) -> None:
    case = trip.taken()
    answer_by_link(case, "mother")
    name = {"family": "SAIDOVA", "given": "ZUHRA", "script": "Latn", "source": "passport"}
    correct(trip, case, **{f"mother_name.{part}": value for part, value in name.items()})
    asked = consent(case, "mother")
    assert (asked.state, consent_words_of(asked)) == ("asked", {})
    assert letters_to("lola@example.org") == 2


def test_another_spelling_is_the_same_person(trip: Travellers) -> None:
    case = trip.taken()
    answer_by_link(case, "mother")
    name = {"family": "Каримова", "given": "Лола", "script": "Cyrl", "source": "passport"}
    correct(trip, case, **{f"mother_name.{part}": value for part, value in name.items()})
    assert consent(case, "mother").state == "given"
    assert letters_to("lola@example.org") == 1


def test_a_confidential_case_does_not_say_to_what_one_agrees(trip: Travellers) -> None:
    case = trip.case()
    Case.objects.filter(pk=case.pk).update(is_confidential=True)
    answer_by_link(case, "mother")
    told = Letter.objects.get(account=trip.applicant, code="consent_given")
    assert told.facts["version"] is None
    assert "journey" not in write_letter(told).text


def test_who_has_no_address_is_asked_at_the_counter(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    asked = consent(case, "represented")
    assert (asked.letter, asked.state) == (None, "asked")
    assert not Letter.objects.filter(code="consent_asked").exists()


def test_the_address_opens_an_account_for_nobody_else(trip: Travellers) -> None:
    trip.case()
    assert Account.objects.get(email="lola@example.org").has_usable_password() is False


@pytest.mark.parametrize("state", ["given", "refused"])
def test_the_database_keeps_no_answer_without_an_act(trip: Travellers, state: str) -> None:
    asked = consent(trip.case(), "mother")
    with pytest.raises(IntegrityError, match="cases_consent_by_an_act"), transaction.atomic():
        Consent.objects.filter(pk=asked.pk).update(state=state)
