"""Many at once, on connections of their own: nobody votes twice, none votes after the count, and nothing is counted but
what was voted."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from tests.domains.commissions.builders import ALL_FOR, FIVE, Chamber, code_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions.api import (
    Item,
    cast_vote,
    close_ballot,
    declare_interest,
    resolve_item,
    withdraw_matter,
)
from watandoshlar.domains.commissions.models import Count, Resolution, Vote

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def chamber(committed_db: None) -> Chamber:
    return Chamber()


def at_once(acts: Iterable[Callable[[], object]]) -> list[str]:
    """The code of what each act was refused, "" where it was done; all of them begin at the same moment."""
    acts = list(acts)
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait()
            return code_of(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        # A thread begins with an empty context, in which the clock would not be fixed.
        return [future.result() for future in [threads.submit(copy_context().run, run, act) for act in acts]]


def voting(chamber: Chamber, item: Item, name: str, choice: str = "in_favour") -> Callable[[], object]:
    account = chamber.account(name)
    return lambda: cast_vote(acting_user=account, sitting=item.sitting_id, number=item.number, choice=choice)


@pytest.mark.parametrize("kind", ["award", "cancel"])
def test_a_member_who_votes_many_times_at_once_has_one_vote(chamber: Chamber, kind: str) -> None:
    item = chamber.ballot(chamber.matter(kind))
    codes = at_once(voting(chamber, item, "anora", choice) for choice in ("in_favour", "against") * 4)
    assert Tally(codes) == {"": 1, "voted_already": 7}
    assert Vote.objects.count() == 1


def test_votes_at_once_are_all_in_the_urn(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    sides = {"chair": "against", **dict.fromkeys(FIVE, "in_favour"), "erkin": "abstained"}
    assert at_once(voting(chamber, item, name, choice) for name, choice in sides.items()) == [""] * len(sides)
    count = chamber.count(item).count
    assert (count.in_favour, count.against, count.abstained) == (4, 1, 1)


def test_what_is_counted_is_what_was_voted_before_it(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, chair="in_favour", anora="in_favour", botir="in_favour")

    def count() -> object:
        return close_ballot(acting_user=chamber.secretary, sitting=item.sitting_id, number=item.number)

    codes = at_once([*(voting(chamber, item, name) for name in ("charos", "davron", "erkin")), count])
    # Nobody's vote is cut off by a count of the same moment: it waits for them all.
    assert codes[:-1] == [""] * 3
    assert codes[-1] in ("", "votes_missing")
    if codes[-1]:
        count()
    assert Count.objects.get(item=item).in_favour == Vote.objects.filter(item=item).count() == 6


def test_who_is_noted_as_gone_has_voted_before_or_does_not(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **dict.fromkeys(("chair", *FIVE[:4]), "in_favour"))

    def note_and_count() -> object:
        chamber.note(item, "chair", *FIVE[:4])
        return chamber.count(item)

    voted, counted = at_once([voting(chamber, item, "erkin"), note_and_count])
    assert (voted, counted) in (("", ""), ("not_present", ""), ("commission_step_refused", ""))
    assert Count.objects.get(item=item).in_favour == 5 + (voted == "")


def test_an_item_is_resolved_once(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **ALL_FOR)
    chamber.count(item)
    accounts = [chamber.secretary, chamber.account("chair")] * 3
    acts = [
        lambda account=account: resolve_item(
            acting_user=account, sitting=item.sitting_id, number=item.number, reasons=["ground_proven"]
        )
        for account in accounts
    ]
    assert Tally(at_once(acts)) == {"": 1, "commission_step_refused": 5}
    assert Resolution.objects.count() == 1


def test_a_conflict_that_is_declared_while_one_votes_leaves_one_of_both(chamber: Chamber) -> None:
    for _round in range(4):
        matter = chamber.matter()
        item = chamber.ballot(matter)
        account = chamber.account("anora")

        def declare(matter=matter, account=account) -> object:
            return declare_interest(acting_user=account, matter=matter.pk, has_conflict=True, conflict="family")

        codes = at_once([voting(chamber, item, "anora"), declare])
        assert sorted(codes) in (["", "in_conflict"], ["", "voted_already"])
        withdraw_matter(acting_user=SYSTEM, subject=matter.subject, kind="award")
        chamber.close(item.sitting)
