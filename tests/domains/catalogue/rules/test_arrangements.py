"""What a service arranges beside its questions is read, refused where wrong, follows from the answers."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from tests.strategies import FACTS
from watandoshlar.domains.catalogue.rules.difference import classify
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.texts import expected_texts
from watandoshlar.domains.catalogue.rules.trying import trial_problems

Raw = dict[str, Any]
ARRANGEMENTS: Raw = {
    "hand_over": {"ways": ["collect", "download"], "keep": {"length": 6, "unit": "months"}, "chase": [14, 30]},
    "visit": {
        "when": "stay_kind == 'permanent'",
        "minutes": "10 + 5 * children",
        "per_person": 10,
        "courtesy": "children > 1",
    },
    "consents": [{"id": "other_parent", "when": "has_children", "name": "applicant_name", "source": "law"}],
    "referrals": [
        {"id": "identity", "to": "ministry", "when": "stay_kind == 'permanent'", "length": 10, "unit": "working_days"}
    ],
    "recommendations": [
        {"id": "merit", "from": ["ministry", "agency"], "when": "has_children", "shows": ["applicant_name"],
         "body": "stay_kind", "least": 2, "source": "law"}
    ],
    "mandate": {"when": "applicant == 'child'", "proof": "visa", "until": "stay_until"},
    "family": {"shared": ["stay"], "most": 6},
    "confidential": "children == 2",
}  # fmt: skip

COMMISSION: Raw = {"name": "compatriots", "shows": ["applicant_name"]}


@pytest.fixture
def arranged(raw: Raw) -> Raw:
    raw["fees"].append(
        {
            "id": "state_duty",
            "when": True,
            "base_units": "0.8",
            "due": "hand_over",
            "waivers": [{"id": "many_children", "when": "children > 2"}, {"id": "any_child", "when": "children > 0"}],
        }
    )
    raw["pages"][0]["fields"][2]["known"] = "birth_date"
    raw["pages"][1]["fields"][2]["reads"] = "mrz"
    return raw | ARRANGEMENTS


def test_every_arrangement_is_read(arranged: Raw) -> None:
    definition = parse_definition(arranged)
    assert definition.hand_over.ways == ("collect", "download")
    assert (definition.hand_over.keep_length, definition.hand_over.chase) == (6, (14, 30))
    assert definition.mandate.until == "stay_until"
    assert definition.family.shared == ("stay",)
    assert definition.fields["birth_date"].known == "birth_date"
    assert definition.fields["visa"].reads == "mrz"
    assert definition.fees[-1].base_units == Decimal("0.8")
    assert trial_problems(definition, FACTS) == []


@pytest.mark.parametrize(
    ("edit", "path", "code"),
    [
        (lambda raw: raw["hand_over"].update(ways=[]), "hand_over.ways", "empty"),
        (lambda raw: raw["hand_over"].update(ways=["by_pigeon"]), "hand_over.ways[0]", "not_one_of"),
        (lambda raw: raw["hand_over"].update(chase=[30, 14]), "hand_over.chase", "not_in_order"),
        (lambda raw: raw["hand_over"].update(keep={"length": 6}), "hand_over.keep", "missing_key"),
        (lambda raw: raw["visit"].pop("minutes"), "visit", "missing_key"),
        (lambda raw: raw["visit"].update(minutes="has_children"), "visit.minutes", "wrong_result"),
        (lambda raw: raw["visit"].update(before="never"), "visit.before", "not_one_of"),
        (lambda raw: raw["consents"][0].update(name="stay_kind"), "consents[0].name", "wrong_kind"),
        (lambda raw: raw["consents"][0].update(email="nobody"), "consents[0].email", "unknown_field"),
        (lambda raw: raw["consents"].append(dict(raw["consents"][0])), "consents", "duplicate_id"),
        (lambda raw: raw["referrals"][0].update(to="The Capital"), "referrals[0].to", "bad_slug"),
        (lambda raw: raw["referrals"][0].update(unit="weeks"), "referrals[0].unit", "not_one_of"),
        (lambda raw: raw["recommendations"][0]["from"].append("friend"), "recommendations[0].from[2]", "not_one_of"),
        (lambda raw: raw["recommendations"][0].update(least=0), "recommendations[0].least", "not_a_number"),
        (lambda raw: raw["recommendations"][0].update(body="visa"), "recommendations[0].body", "wrong_kind"),
        (lambda raw: raw["recommendations"][0].update(shows=["x"]), "recommendations[0].shows[0]", "unknown_field"),
        (lambda raw: raw["recommendations"][0].pop("shows"), "recommendations[0]", "missing_key"),
        (lambda raw: raw["decision"].update(commission={}), "decision.commission", "missing_key"),
        (
            lambda raw: raw["decision"].update(commission={**COMMISSION, "formal": ["weather"]}),
            "decision.commission.formal[0]",
            "not_one_of",
        ),
        (
            lambda raw: raw["decision"].update(commission={**COMMISSION, "name": "The Nine"}),
            "decision.commission.name",
            "bad_id",
        ),
        (lambda raw: raw["mandate"].update(proof="stay_kind"), "mandate.proof", "wrong_kind"),
        (lambda raw: raw["mandate"].update(when="no_such_field"), "mandate.when", "unknown_name"),
        (lambda raw: raw["family"].update(shared=["nowhere"]), "family.shared[0]", "unknown_page"),
        (lambda raw: raw["family"].update(most=1), "family.most", "not_a_number"),
        (lambda raw: raw.update(confidential="children"), "confidential", "wrong_result"),
        (lambda raw: raw["fees"][-1].update(base_units=0.8), "fees[2].base_units", "not_a_text"),
        (lambda raw: raw["fees"][-1].update(base_units="0.0"), "fees[2].base_units", "not_a_number"),
        (lambda raw: raw["fees"][-1].update(tariff="x"), "fees[2]", "fee_needs_tariff_or_amount"),
        (lambda raw: raw["fees"][-1].update(kind="gift"), "fees[2].kind", "not_one_of"),
        (lambda raw: raw["fees"][-1]["waivers"][0].pop("when"), "fees[2].waivers[0]", "missing_key"),
        (lambda raw: raw["pages"][0]["fields"][2].update(known="shoe_size"), "pages[0].fields[2].known", "not_one_of"),
        (lambda raw: raw["pages"][0]["fields"][2].update(known="name"), "pages[0].fields[2].known", "wrong_kind"),
        (lambda raw: raw["pages"][0]["fields"][2].update(reads="mrz"), "pages[0].fields[2].reads", "wrong_kind"),
        (lambda raw: raw["pages"][1]["fields"][2].update(reads="tea"), "pages[1].fields[2].reads", "not_one_of"),
    ],
)
def test_a_wrong_arrangement_is_refused_at_its_place(arranged: Raw, edit: Callable, path: str, code: str) -> None:
    copied = {**arranged, "consents": [dict(arranged["consents"][0])], "referrals": [dict(arranged["referrals"][0])]}
    copied |= {"recommendations": deepcopy(arranged["recommendations"]), "decision": dict(arranged["decision"])}
    copied |= {key: dict(arranged[key]) for key in ("hand_over", "visit", "mandate", "family")}
    edit(copied)
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition(copied)
    assert (path, code) in [(problem.path, problem.code) for problem in refusal.value.problems]


@pytest.mark.parametrize("key", list(ARRANGEMENTS))
def test_an_appeal_arranges_nothing(arranged: Raw, key: str) -> None:
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition({**arranged, "register": "appeals"})
    assert (key, "not_for_appeals") in [(problem.path, problem.code) for problem in refusal.value.problems]


def test_what_is_arranged_follows_from_the_answers(arranged: Raw, given_answers: Raw) -> None:
    definition = parse_definition(arranged)
    journey = Journey(definition, given_answers, FACTS)
    visit = journey.visit()
    assert (visit.minutes, visit.per_person, visit.is_courtesy, visit.before) == (20, 10, True, "decision")
    assert [rule.id for rule in journey.consents_due()] == ["other_parent"]
    assert [(rule.to, rule.pauses) for rule in journey.referrals_due()] == [("ministry", False)]
    assert [(rule.kinds, rule.least) for rule in journey.recommendations_due()] == [(("ministry", "agency"), 2)]
    assert journey.mandate_due() is None
    assert journey.is_confidential()
    assert [(fee.id, fee.due, fee.waived_by) for fee in journey.fees_due()] == [
        ("permanent", "decision", None),
        ("each_child", "decision", None),
        ("state_duty", "hand_over", "any_child"),
    ]
    alone = Journey(definition, given_answers | {"stay_kind": "temporary"}, FACTS)
    assert alone.visit() is None
    assert alone.consents_due() == alone.referrals_due() == alone.recommendations_due() == ()
    assert not alone.is_confidential()
    assert alone.fees_due()[-1].waived_by is None


def test_every_arrangement_has_its_words(arranged: Raw) -> None:
    paths = {".".join(item.path) for item in expected_texts(parse_definition(arranged))}
    assert {
        "hand_over.result",
        "hand_over.advice",
        "visit.reason",
        "visit.bring",
        "consents.other_parent.title",
        "consents.other_parent.body",
        "referrals.identity",
        "recommendations.merit.title",
        "recommendations.merit.body",
        "waivers.many_children",
        "waivers.any_child",
    } <= paths


BEFORE: Raw = {
    "hand_over": {"ways": ["collect"]},
    "visit": {"when": True, "minutes": 5},
    "consents": [],
    "referrals": [],
    "recommendations": [],
    "mandate": {"when": True, "proof": "visa"},
    "family": {"shared": ["who"], "most": 6},
    "confidential": False,
}


@pytest.mark.parametrize("key", list(ARRANGEMENTS))
def test_what_is_arranged_otherwise_is_said(arranged: Raw, key: str) -> None:
    old, new = parse_definition(arranged | {key: BEFORE[key]}), parse_definition(arranged)
    changes = classify(old, new, {}, {}).changes
    assert {change.path.split(".")[0] for change in changes} - {"sources"} == {key}
    assert all(change.part and change.label for change in changes)


def test_a_commission_is_read_needs_words_and_its_change_breaks(raw: Raw) -> None:
    commission = {**COMMISSION, "formal": ["not_here"], "source": "law"}
    with_one = parse_definition({**raw, "decision": {**raw["decision"], "commission": commission}})
    assert with_one.decision.commission.formal == ("not_here",)
    paths = {".".join(item.path) for item in expected_texts(with_one)}
    assert {"commission.title", "commission.body"} <= paths
    changes = classify(parse_definition(raw), with_one, {}, {}).changes
    assert ("decision.commission", "breaking") in {(change.path, change.kind) for change in changes}


def test_no_commission_decides_appeals(raw: Raw) -> None:
    decision = {**raw["decision"], "commission": COMMISSION}
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition({**raw, "register": "appeals", "decision": decision})
    assert ("decision", "not_for_appeals") in [(problem.path, problem.code) for problem in refusal.value.problems]
