"""Questions about visits. Nothing here is personal: references, days and numbers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet

from watandoshlar.capabilities.posts.api import Post, office_calendar, today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.models import DrawEntry, Opening, Ticket, Visit, Wish
from watandoshlar.domains.appointments.rules.places import Day, Place
from watandoshlar.domains.appointments.rules.plan import Plan, plan_of
from watandoshlar.domains.appointments.states import RELEASED
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import is_working_day

SOONEST_HOLD = timedelta(hours=1)
"""Nobody books what begins sooner: those are for who stands at the counter."""
Wanted = tuple[str, int, bool]
"""Service, minutes, and whether the slots of the courtesy lane may be used."""


def takes_visits(post: Post) -> bool:
    return bool(post.visits)


def plan_at(post: Post) -> Plan:
    """How the post receives people. Raises NoVisitsHere."""
    if not takes_visits(post):
        raise errors.NoVisitsHere
    return plan_of(post.visits, post.hours)


def opened_until(post: Post, *states: str) -> date | None:
    """The last day that is open at the post; None before the first opening."""
    opened = Opening.objects.filter(post=post, state__in=states or ("opened",))
    return opened.aggregate(last=Max("last_day"))["last"]


class FreePlaces:
    """What is free at a post on some days, reckoned once for every kind of wish; three queries."""

    def __init__(self, post: Post, first: date, last: date) -> None:
        self.post, self.first, self.last = post, first, last
        self.plan, self.calendar = plan_at(post), office_calendar(post)
        self.zone = ZoneInfo(post.zone)
        self._found: dict[tuple[date, Wanted], list[Place]] = {}

    @cached_property
    def taken(self) -> dict[date, list[Place]]:
        span = (day_begins(self.post, self.first), day_begins(self.post, self.last + timedelta(days=1)))
        days: dict[date, list[Place]] = {}
        for visit in Visit.objects.taking(self.post, *span).only("span", "window"):
            days.setdefault(visit.span.lower.astimezone(self.zone).date(), []).append(visit.place)
        return days

    @property
    def days(self) -> Iterable[date]:
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    def day(self, day: date) -> Day:
        return Day(self.plan, self.calendar, day, self.taken.get(day, ()))

    def on(self, day: date, wanted: Wanted) -> list[Place]:
        """Free places of the day, by time and window."""
        if (day, wanted) not in self._found:
            service, minutes, courtesy = wanted
            self._found[day, wanted] = self.day(day).places(service, minutes, courtesy=courtesy)
        return self._found[day, wanted]

    def take(self, place: Place) -> None:
        """Count the place as taken from now on."""
        day = place.starts_at.astimezone(self.zone).date()
        self.taken.setdefault(day, []).append(place)
        for key in [key for key in self._found if key[0] == day]:
            del self._found[key]


def free_days(post: Post, wanted: Wanted) -> dict[date, int]:
    """How many different times each open day still has, those with none too; {} before the first opening."""
    last = opened_until(post)
    first = today_at(post)
    if last is None or last < first:
        return {}
    free = FreePlaces(post, first, last)
    return {day: len(_soon_enough(free.on(day, wanted))) for day in free.days if free.plan.hours_on(day.weekday())}


def free_times(post: Post, day: date, wanted: Wanted) -> list[datetime]:
    """The times of an open day at which a visit can begin."""
    last = opened_until(post)
    if last is None or not today_at(post) <= day <= last:
        return []
    return _soon_enough(FreePlaces(post, day, day).on(day, wanted))


def _soon_enough(places: Collection[Place]) -> list[datetime]:
    soonest = clock.now() + SOONEST_HOLD
    return sorted({place.starts_at for place in places if place.starts_at >= soonest})


def day_begins(post: Post, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(post.zone)).astimezone(UTC)


def visit_of(subject: str) -> Visit | None:
    """The open visit of a subject: a hold before the visit that it would move."""
    visits = Visit.objects.open().of_subject(subject).select_related("post", "wish")
    return min(visits, key=lambda visit: visit.state != "held", default=None)


def get_visit(pk: UUID) -> Visit:
    """Raises VisitNotFound."""
    visit = Visit.objects.filter(pk=pk).select_related("post").first()
    if visit is None:
        raise errors.VisitNotFound
    return visit


def visits_of(subject: str) -> list[Visit]:
    """Everything that was ever held or booked for a subject, the latest first."""
    return list(Visit.objects.of_subject(subject).select_related("post").order_by("-made_at", "-pk"))


def wish_of(subject: str) -> Wish | None:
    """The open wish of a subject."""
    return Wish.objects.open().filter(subjects__contains=[subject]).select_related("post").first()


def was_received(subject: str) -> bool:
    """Whether the post has received somebody for the subject."""
    return Visit.objects.of_subject(subject).filter(state="attended").exists()


def next_opening(post: Post) -> Opening | None:
    """The opening that is announced, or being drawn."""
    return Opening.objects.filter(post=post).exclude(state="opened").first()


def openings_of(post: Post, most: int) -> list[Opening]:
    """The latest openings of the post, the announced one first."""
    return list(Opening.objects.filter(post=post).order_by("-number")[:most])


def opening_numbered(post: Post, number: int) -> Opening | None:
    return Opening.objects.filter(post=post, number=number).first()


def entries_of(opening: Opening) -> list[DrawEntry]:
    """The entries of a draw in their order."""
    return list(opening.entries.order_by("place"))


@dataclass(frozen=True)
class DrawCounts:
    """How many took part in a draw, and to how many of them a time was held by it."""

    entries: int
    offered: int


def draw_counts(opening: Opening) -> DrawCounts:
    offered = Visit.objects.filter(drawn_in=opening, wish__entries__opening=opening)
    return DrawCounts(opening.entries.count(), offered.values("wish").distinct().count())


def entry_of(wish: Wish) -> DrawEntry | None:
    """The place of a wish in the last draw it was part of."""
    return wish.entries.select_related("opening").order_by("-opening__number").first()


def posts_that_are_waited_for() -> list[Post]:
    """The posts at which somebody waits, or a released place was not passed on."""
    waiting = Wish.objects.filter(state="waiting").values("post")
    released = Visit.objects.filter(is_taken=True, state__in=RELEASED).values("post")
    return list(Post.objects.filter(Q(pk__in=waiting) | Q(pk__in=released)).order_by("pk"))


def waiting_before(wish: Wish) -> int:
    """How many are served before the wish, of those who wait at the same post."""
    order = list(Wish.objects.waiting_at(wish.post_id).values_list("pk", flat=True))
    return order.index(wish.pk) if wish.pk in order else 0


def day_sheet(post: Post, day: date) -> list[Visit]:
    """Who comes on the day, by time and window; who came without an appointment stands at the end."""
    begin, end = day_begins(post, day), day_begins(post, day + timedelta(days=1))
    visits = Visit.objects.filter(post=post, state__in=("booked", "asked", "attended", "missed"))
    planned = visits.filter(span__startswith__gte=begin, span__startswith__lt=end).order_by("span", "window")
    walked_in = visits.filter(span__isnull=True, made_at__gte=begin, made_at__lt=end).order_by("made_at")
    return [*planned, *walked_in]


def tickets_on(post: Post, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(post=post, day=day).order_by("number")


def called_now(post: Post) -> list[Ticket]:
    """The ticket at each window, the latest call first."""
    return list(tickets_on(post, today_at(post)).filter(state="called").order_by("-called_at", "number"))


def is_walk_in_day(post: Post) -> bool:
    """Whether the post receives people without an appointment today."""
    day = today_at(post)
    return bool(plan_at(post).walk_in.get(day.weekday())) and is_working_day(office_calendar(post), day)
