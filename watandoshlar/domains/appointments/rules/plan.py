"""How a post receives people, read from what its file says (capabilities/posts/rules/visits.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from watandoshlar.foundation.calendars import WEEKDAYS

Span = tuple[time, time]
Hours = Mapping[int, tuple[Span, ...]]
"""Times of each open weekday, Monday 0."""


@dataclass(frozen=True)
class ServicePlan:
    """What is different for one service; empty: as for all."""

    windows: tuple[int, ...] = ()
    hours: Hours | None = None


@dataclass(frozen=True)
class Plan:
    """One post's way of receiving people. Times are those of its clock."""

    windows: int
    slot: timedelta
    hours: Hours
    staff: Mapping[int, int]
    opening_day: int
    opening_hours: Span
    ahead: int
    hold: timedelta
    offer: timedelta
    answer: timedelta
    cap_of_person: int
    cap_of_family: int
    courtesy_share: int
    courtesy_days: int
    walk_in: Hours
    tickets: int
    services: Mapping[str, ServicePlan]

    def windows_on(self, weekday: int, service: str = "") -> tuple[int, ...]:
        """The windows that receive people for the service on a weekday: the first ones where not all are staffed."""
        staffed = range(1, min(self.windows, self.staff.get(weekday, self.windows)) + 1)
        own = self.services.get(service, ServicePlan()).windows
        return tuple(window for window in staffed if not own or window in own)

    def hours_on(self, weekday: int, service: str = "") -> tuple[Span, ...]:
        """The times of a weekday in which people with an appointment for the service are received."""
        own = self.services.get(service, ServicePlan()).hours
        times = self.hours.get(weekday, ())
        return times if own is None else common(times, own.get(weekday, ()))


def plan_of(visits: Mapping[str, Any], hours: Mapping[str, list[str]]) -> Plan:
    """The plan that a post's data say; `hours` are those of the post. Breaks and walk-in hours are no appointments."""
    windows, opening, holding = visits["windows"], visits["opening"], visits["holding"]
    walk_in = _hours(visits["walk_in"]["hours"])
    pauses = (_span(windows["break"]),) if windows["break"] else ()
    received = _hours(windows["hours"] or hours)
    return Plan(
        windows=windows["number"],
        slot=timedelta(minutes=windows["slot"]),
        hours={day: without(times, (*pauses, *walk_in.get(day, ()))) for day, times in received.items()},
        staff={WEEKDAYS.index(day): number for day, number in windows["staff"].items()},
        opening_day=WEEKDAYS.index(opening["day"]),
        opening_hours=_span(opening["hours"]),
        ahead=opening["ahead"],
        hold=timedelta(minutes=holding["minutes"]),
        offer=timedelta(hours=holding["offer_hours"]),
        answer=timedelta(hours=holding["answer_hours"]),
        cap_of_person=visits["caps"]["person"],
        cap_of_family=visits["caps"]["family"],
        courtesy_share=visits["courtesy"]["share"],
        courtesy_days=visits["courtesy"]["days"],
        walk_in=walk_in,
        tickets=visits["walk_in"]["tickets"],
        services={
            service: ServicePlan(tuple(own["windows"]), _hours(own["hours"]) if own["hours"] else None)
            for service, own in visits["services"].items()
        },
    )


def without(times: tuple[Span, ...], pauses: tuple[Span, ...]) -> tuple[Span, ...]:
    """The times less the pauses."""
    for begin, end in pauses:
        left = [part for first, last in times for part in ((first, min(last, begin)), (max(first, end), last))]
        times = tuple((first, last) for first, last in left if first < last)
    return times


def common(times: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The times that lie in both."""
    pairs = ((max(one[0], other[0]), min(one[1], other[1])) for one in times for other in others)
    return tuple((first, last) for first, last in pairs if first < last)


def _hours(written: Mapping[str, list[str]]) -> Hours:
    return {WEEKDAYS.index(day): tuple(map(_span, spans)) for day, spans in written.items()}


def _span(written: str) -> Span:
    first, last = written.split("-")
    return time.fromisoformat(first), time.fromisoformat(last)
