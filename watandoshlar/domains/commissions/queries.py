"""Questions about commissions. Words of resolutions are opened only for who came through `access_…`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.models import (
    Attendance,
    Count,
    Disclosure,
    Item,
    Matter,
    Minutes,
    Resolution,
    Seat,
    Sitting,
    Vote,
)
from watandoshlar.domains.commissions.rules.bodies import Body, shipped_bodies
from watandoshlar.domains.commissions.rules.canonical import hash_of
from watandoshlar.domains.commissions.rules.commissions import Commission, kept_quorum, shipped_commissions
from watandoshlar.domains.commissions.rules.voting import LEADERS, conflict_found, leads, may_vote, waits_for
from watandoshlar.foundation import clock

ZONE = ZoneInfo(clock.HOME_ZONE)
"""Commissions sit in the capital; terms of members begin and end with its days."""


def today() -> date:
    return clock.today(ZONE)


def get_commission(code: str) -> Commission:
    """Raises CommissionNotFound."""
    commission = shipped_commissions().get(code)
    if commission is None:
        raise errors.CommissionNotFound
    return commission


def get_body(code: str) -> Body:
    """Raises UnknownBody."""
    body = shipped_bodies().get(code)
    if body is None:
        raise errors.UnknownBody
    return body


def commissions() -> list[str]:
    """The codes of all commissions."""
    return list(shipped_commissions())


def bodies() -> list[Body]:
    """The whole register of bodies, in its order."""
    return list(shipped_bodies().values())


def recommending_bodies(kinds: Collection[str], day: date) -> list[Body]:
    """The bodies of these kinds that may recommend on the day, in the order of the register."""
    return [body for body in shipped_bodies().values() if body.kind in kinds and body.may_recommend_on(day)]


# --- seats ----------------------------------------------------------------------------------------------------------


def seats_of(account: Account) -> list[Seat]:
    """The seats that the account has today."""
    return list(Seat.objects.in_term(today()).filter(account=account).order_by("commission"))


def seats_in(commission: str, day: date | None = None) -> list[Seat]:
    """Who sits in the commission on a day (today): chair, secretary, then members by name."""
    seats = Seat.objects.in_term(day or today()).filter(commission=commission).select_related("account")
    order = {"chair": 0, "secretary": 1, "member": 2}
    return sorted(seats, key=lambda seat: (order[seat.office], seat.name, seat.pk))


def seat_of(account: Account, commission: str) -> Seat:
    """The account's seat in the commission today. Raises NotSeated."""
    seat = Seat.objects.in_term(today()).filter(account=account, commission=commission).first()
    if seat is None:
        raise errors.NotSeated
    return seat


def conducts(seat: Seat) -> bool:
    """Whether the seat leads through the sitting: the chair and the secretary do."""
    return seat.office in LEADERS


# --- conflicts ------------------------------------------------------------------------------------------------------


def found_conflict(matter: Matter, seat: Seat) -> str:
    """Why the seat is in conflict by what the platform knows; "" for no reason."""
    return conflict_found(seat.account_id, seat.body, own=matter.own, acted_for=matter.acted_for, bodies=matter.bodies)


def conflicts_in(matter: Matter, seats: Iterable[Seat]) -> dict[int, str]:
    """Of the seats those that are in conflict, found or declared, each with why."""
    declared = dict(Disclosure.objects.filter(matter=matter).exclude(conflict="").values_list("seat_id", "conflict"))
    found = {seat.pk: found_conflict(matter, seat) or declared.get(seat.pk, "") for seat in seats}
    return {pk: why for pk, why in found.items() if why}


def conflict_of(matter: Matter, seat: Seat) -> str:
    return conflicts_in(matter, [seat]).get(seat.pk, "")


def has_declared_none(matter: Matter, seat: Seat) -> bool:
    """Whether the member has said that there is no conflict, and has not said otherwise since."""
    said = set(Disclosure.objects.filter(matter=matter, seat=seat).values_list("conflict", flat=True))
    return said == {""}


def access_papers(account: Account, subject: str, kind: str = "") -> Matter:
    """The matter whose papers the account may read: a seat in its commission, no conflict, none declared in words, and
    the matter still undecided. Raises MatterNotFound, NotSeated, InConflict, DeclareFirst."""
    matters = Matter.objects.open().filter(subject=subject).select_related("person")
    matter = (matters.filter(kind=kind) if kind else matters).order_by("pk").first()
    if matter is None:
        raise errors.MatterNotFound
    seat = seat_of(account, matter.commission)
    check_able(matter, seat)
    return matter


def access_outline(account: Account, subject: str, kind: str) -> Matter:
    """The matter of which a member who has not said yet whether there is a conflict may know whom it is about, and no
    more. Raises MatterNotFound, NotSeated, InConflict."""
    matter = Matter.objects.open().filter(subject=subject, kind=kind).select_related("person").first()
    if matter is None:
        raise errors.MatterNotFound
    if conflict_of(matter, seat_of(account, matter.commission)):
        raise errors.InConflict
    return matter


def check_able(matter: Matter, seat: Seat) -> None:
    """Raises InConflict and DeclareFirst for who may neither read nor vote."""
    if conflict_of(matter, seat):
        raise errors.InConflict
    if not has_declared_none(matter, seat):
        raise errors.DeclareFirst


# --- sittings and items ---------------------------------------------------------------------------------------------


def sittings_of(commission: str) -> QuerySet[Sitting]:
    """The sittings of a commission, the latest first."""
    return Sitting.objects.filter(commission=commission).order_by("-number")


def access_sitting(account: Account, pk: int) -> tuple[Sitting, Seat]:
    """A sitting of a commission in which the account has a seat, and that seat. Raises SittingNotFound."""
    sitting = Sitting.objects.filter(pk=pk).first()
    seat = sitting and Seat.objects.in_term(today()).filter(account=account, commission=sitting.commission).first()
    if not seat:
        raise errors.SittingNotFound
    return sitting, seat


def access_item(account: Account, pk: int, number: int) -> tuple[Item, Seat]:
    """An item of such a sitting. Raises SittingNotFound, ItemNotFound."""
    sitting, seat = access_sitting(account, pk)
    item = Item.objects.filter(sitting=sitting, number=number).select_related("matter__person").first()
    if item is None:
        raise errors.ItemNotFound
    item.sitting = sitting
    return item, seat


def items_of(sitting: Sitting) -> list[Item]:
    """The agenda, with what was counted and resolved; three queries."""
    items = Item.objects.filter(sitting=sitting).select_related("matter", "count", "resolution")
    declared = Prefetch("matter__disclosures", Disclosure.objects.select_related("seat"))
    return list(items.prefetch_related(declared).order_by("number"))


def waiting_matters(commission: str) -> list[Matter]:
    """What waits for a sitting, longest first."""
    return list(Matter.objects.filter(commission=commission, state="waiting").order_by("put_at", "pk"))


def present_at(sitting: Sitting) -> set[int]:
    """The seats that are noted as there now, or were when the sitting closed."""
    return set(Attendance.objects.filter(sitting=sitting, left_at=None).values_list("seat_id", flat=True))


def voted_on(item: Item) -> list[Vote]:
    """Who has voted, in the order of their names: never in the order of voting, and without how."""
    return list(Vote.objects.filter(item=item).defer("choice", "at").select_related("seat").order_by("seat__name"))


def has_voted(item: Item, seat: Seat) -> bool:
    return Vote.objects.filter(item=item, seat=seat).exists()


def may_lead(item: Item, seat: Seat) -> bool:
    """Whether the seat leads through the item: chair and secretary do, unless they are in conflict; where both are, a
    member who has said that there is none does, so that the item does not wait for ever."""
    return _leads(item, seat, lambda item, seat: seat.votes and has_declared_none(item.matter, seat))


def may_write(item: Item, seat: Seat) -> bool:
    """Whether the seat writes the resolution on the item: chair and secretary do, unless they are in conflict; where
    both are, who has voted on it does, so that nothing that was counted stays unwritten."""
    return _leads(item, seat, has_voted)


def may_note(sitting: Sitting, seat: Seat) -> bool:
    """Whether the seat notes who is there: as it says whose votes are waited for, who leads through the item that is
    being voted on does; else chair and secretary."""
    voting = Item.objects.filter(sitting=sitting, state="voting").select_related("matter").first()
    if voting is None:
        return conducts(seat)
    voting.sitting = sitting
    return may_lead(voting, seat)


def _leads(item: Item, seat: Seat, stands_in: Callable[[Item, Seat], bool]) -> bool:
    leaders = [one for one in seats_in(item.sitting.commission) if conducts(one)]
    conflicts = conflicts_in(item.matter, [*leaders, seat])
    return leads(
        seat.office,
        in_conflict=seat.pk in conflicts,
        leaders_in_conflict={one.pk for one in leaders} <= set(conflicts),
        stands_in=stands_in(item, seat),
    )


def open_votes(item: Item) -> list[Vote]:
    """Who voted how in an open ballot, once it was counted; [] before, and for a secret one."""
    if item.ballot != "open" or item.state in ("listed", "voting"):
        return []
    return list(Vote.objects.filter(item=item).select_related("seat").order_by("seat__name"))


@dataclass(frozen=True)
class Turnout:
    """Who could decide an item: how many are `seated` with a vote, `able` (not in conflict), `present` of these, how
    many are `needed`, and how many of those who are present have `voted`."""

    seated: int
    able: int
    present: int
    needed: int
    voted: int

    @property
    def is_enough(self) -> bool:
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        return self.present - self.voted


def turnout_of(item: Item) -> Turnout:
    """The turnout of the item now; whoever has voted takes part, also when they have left since."""
    commission = item.sitting.commission
    seats = [seat for seat in seats_in(commission) if seat.votes]
    conflicts = conflicts_in(item.matter, seats)
    given = set(Vote.objects.filter(item=item).values_list("seat_id", flat=True))
    there = present_at(item.sitting) | given
    able = [seat for seat in seats if seat.pk not in conflicts]
    present = [
        seat
        for seat in able
        if may_vote(seat.office, conflicts.get(seat.pk, ""), is_present=seat.pk in there, is_in_term=True)
    ]
    # Before the sitting is opened, by the rules of today.
    quorum = kept_quorum(item.sitting.rules) if item.sitting.rules else get_commission(commission).quorum
    needed = quorum.needed(len(seats), len(able))
    voted = [seat for seat in present if seat.pk in given]
    return Turnout(len(seats), len(able), len(present), needed, len(voted))


def count_waits_for(item: Item, turnout: Turnout) -> str:
    """Why the votes on an item are not counted yet; "" when they can be."""
    least = item.sitting.rules["secret_least"] if item.ballot == "secret" else 0
    return waits_for(turnout.present, turnout.voted, turnout.needed, least)


# --- what became of a subject -----------------------------------------------------------------------------------------


def resolution_on(subject: str, kind: str) -> Resolution | None:
    """What the commission has resolved about the subject, the latest; None before. `kind` is award or cancel."""
    rows = Resolution.objects.filter(subject=subject, kind=kind).select_related("item__sitting", "item__matter")
    return rows.order_by("-pk").first()


@dataclass(frozen=True)
class Standing:
    """Where a matter stands: `state` waiting, listed (`planned_for` a moment), voting, resolved or withdrawn; `delay`
    why it was put off last."""

    matter: Matter
    state: str
    sitting: Sitting | None = None
    delay: str = ""
    resolution: Resolution | None = None


def standing_of(subject: str, kind: str) -> Standing | None:
    """Where the matter about the subject stands; None where nothing of the kind was ever put."""
    matter = Matter.objects.filter(subject=subject, kind=kind).order_by("-pk").first()
    if matter is None:
        return None
    items = list(Item.objects.filter(matter=matter).select_related("sitting").order_by("-pk")[:2])
    current = items[0] if items and items[0].state in ("listed", "voting", "counted", "resolved") else None
    put_off = next((item for item in items if item.state == "put_off"), None)
    return Standing(
        matter=matter,
        state="voting" if current and current.state in ("voting", "counted") else matter.state,
        sitting=current.sitting if current else None,
        delay=put_off.delay if put_off and matter.state != "resolved" else "",
        resolution=resolution_on(subject, kind) if matter.state == "resolved" else None,
    )


def access_resolution_words(account: Account, item: Item) -> str:
    """The commission's own words in a resolution, for its members who are not in conflict; "" for who may not read
    them, and where there are none."""
    seat = Seat.objects.in_term(today()).filter(account=account, commission=item.sitting.commission).first()
    if seat is None or conflict_of(item.matter, seat):
        return ""
    return words_of_resolution(item.resolution)


def words_of_resolution(resolution: Resolution) -> str:
    """The commission's own words, opened. Callers come through an `access_…` of the case or of the commission."""
    if not resolution.words:
        return ""
    person = resolution.item.matter.person
    return decrypt_json_for(person, resolution.words, words_context(resolution.item_id))


def words_context(item_id: int) -> str:
    return f"resolution:{item_id}"


# --- minutes ----------------------------------------------------------------------------------------------------------


def minutes_of(sitting: Sitting) -> Minutes | None:
    return Minutes.objects.filter(sitting=sitting).first()


def is_intact(minutes: Minutes) -> bool:
    return hash_of(minutes.content) == minutes.sha256


def count_of(item: Item) -> Count | None:
    """What was counted; None before the ballot has ended."""
    return Count.objects.filter(item=item).first()
