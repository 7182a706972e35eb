"""The tables of the room are read, and refused with the place of every mistake."""

from datetime import date

import pytest

from watandoshlar.domains.commissions.rules.bodies import read_bodies, shipped_bodies
from watandoshlar.domains.commissions.rules.commissions import kept_quorum, kept_rules, read_commissions
from watandoshlar.domains.commissions.rules.reading import TABLES
from watandoshlar.domains.commissions.states import MATTERS
from watandoshlar.foundation.yaml_files import REQUIRED_LANGUAGES, TableProblems

COMMISSIONS = (TABLES / "commissions.yaml").read_text(encoding="utf-8")
BODIES = (TABLES / "bodies.yaml").read_text(encoding="utf-8")


def refusals(read, text: str) -> set[tuple[str, str]]:
    with pytest.raises(TableProblems) as refused:
        read(text, "table.yaml")
    return {(problem.path, problem.code) for problem in refused.value.problems}


def test_the_shipped_commission_has_words_and_a_state_for_everything() -> None:
    (commission,) = read_commissions(COMMISSIONS, "commissions.yaml").values()
    assert set(commission.matters) == set(MATTERS)
    assert commission.ties["secret"] == "put_off"
    words = [commission.names]
    for rule in commission.matters.values():
        assert rule.source.state in ("confirmed", "to_be_confirmed")
        words += [*rule.grounds.values(), *(one for reasons in rule.reasons.values() for one in reasons.values())]
    assert all(set(REQUIRED_LANGUAGES) <= set(one) and all(one.values()) for one in words)


def test_rules_that_a_sitting_keeps_are_those_of_the_table() -> None:
    (commission,) = read_commissions(COMMISSIONS, "commissions.yaml").values()
    kept = kept_rules(commission)
    assert kept_quorum(kept) == commission.quorum
    other = kept_rules(next(iter(read_commissions(COMMISSIONS.replace("2/3", "3/4"), "x").values())))
    assert kept["sha256"] != other["sha256"]


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("share: 2/3", "share: 3/2", "quorum.share", "bad_share"),
        ("share: 2/3", "share: most", "quorum.share", "bad_share"),
        ("of: able", "of: awake", "quorum.of", "unknown_quorum"),
        ("least: 3", "least: 0", "quorum.least", "bad_number"),
        ("majority_of: cast", "majority_of: some", "majority_of", "unknown_majority"),
        # A chair who decides in a secret ballot would have to show how they voted.
        ("secret: put_off", "secret: chair", "ties.secret", "unknown_tie"),
        ("secret_least: 3", "secret_least: 2", "secret_least", "bad_number"),
        ("ballot: secret", "ballot: shouted", "matters.award.ballot", "unknown_ballot"),
        ("hearing_days: 10", "hearing_days: 0", "hearing_days", "bad_number"),
    ],
)
def test_a_wrong_rule_is_refused_at_its_place(old: str, new: str, path: str, code: str) -> None:
    assert old in COMMISSIONS
    found = refusals(read_commissions, COMMISSIONS.replace(old, new, 1))
    assert (f"commissions.compatriots.{path}", code) in found


def test_who_may_recommend_hangs_on_the_day() -> None:
    bodies = shipped_bodies()
    assert bodies["investment"].may_recommend_on(date(2026, 11, 2))
    club = bodies["former_club"]
    assert club.may_recommend_on(date(2026, 6, 30))
    assert not club.may_recommend_on(date(2026, 7, 1))
    assert not bodies["seoul_association"].may_recommend_on(date(2025, 5, 31))


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("kind: agency", "kind: friend", "committee.kind", "unknown_kind"),
        ("committee@example.org", "committee@mfa.uz", "committee.email", "bad_email"),
        ("    since: 2025-06-01\n", "", "seoul_association", "missing_key"),
        ("until: 2026-06-30", "until: 2023-06-30", "former_club", "days_out_of_order"),
        ("  committee:\n", "  Committee:\n", "Committee", "bad_code"),
        ("source: up_52", "source: hearsay", "committee.source", "unknown_source"),
    ],
)
def test_a_wrong_body_is_refused_at_its_place(old: str, new: str, path: str, code: str) -> None:
    assert old in BODIES
    assert (f"bodies.{path}", code) in refusals(read_bodies, BODIES.replace(old, new, 1))
