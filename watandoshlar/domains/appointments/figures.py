"""Visits in numbers: how many wanted one and got one, how long they waited, what was released. Nothing of any one.

What counts is only ever added before a period is settled, so that the numbers of a settled period stay what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.db import connection

WANTED = """
WITH asked AS (
    SELECT post_id, subject, lane, joined_at AS at FROM appointments_wish
     UNION ALL
    SELECT post_id, subject, lane, made_at FROM appointments_visit WHERE booked_at IS NOT NULL
), begun AS (
    SELECT DISTINCT ON (post_id, subject) post_id, subject, lane, at FROM asked ORDER BY post_id, subject, at
), booked AS (
    SELECT post_id, subject, min(booked_at) AS at FROM appointments_visit WHERE booked_at IS NOT NULL GROUP BY 1, 2
)
SELECT post.code, period.first_day, begun.lane = 'courtesy' AS is_courtesy,
       timezone(post.zone, booked.at)::date - timezone(post.zone, begun.at)::date AS days, count(*)
  FROM begun
  JOIN posts_post AS post ON post.id = begun.post_id
  JOIN unnest(%(first)s::date[], %(last)s::date[], %(settled)s::timestamptz[])
       AS period(first_day, last_day, settled_at)
       ON timezone(post.zone, begun.at)::date BETWEEN period.first_day AND period.last_day
  LEFT JOIN booked ON booked.post_id = begun.post_id AND booked.subject = begun.subject
       AND booked.at < period.settled_at
 WHERE %(post)s IN ('', post.code)
 GROUP BY 1, 2, 3, 4
"""
ENDED = """
SELECT post.code, period.first_day,
       count(*) FILTER (WHERE visit.state IN ('lapsed', 'cancelled', 'moved', 'displaced')) AS released,
       count(*) FILTER (WHERE visit.state = 'attended') AS came,
       count(*) FILTER (WHERE visit.state = 'missed') AS missed
  FROM appointments_visit AS visit
  JOIN posts_post AS post ON post.id = visit.post_id
  JOIN unnest(%(first)s::date[], %(last)s::date[]) AS period(first_day, last_day)
       ON timezone(post.zone, CASE WHEN visit.state IN ('attended', 'missed') THEN lower(visit.span)
                                   ELSE visit.closed_at END)::date BETWEEN period.first_day AND period.last_day
 WHERE visit.booked_at IS NOT NULL AND %(post)s IN ('', post.code)
 GROUP BY 1, 2
"""


class Period(Protocol):
    """Days of each post, and the moment up to which what follows from them counts."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def settled_at(self) -> datetime: ...


@dataclass
class VisitCounts:
    """The visits of one post in one period. `days` and `courtesy_days` say how many got a visit so many days after they
    first asked for it, by lane; `wanted` holds those who got none too."""

    wanted: int = 0
    days: dict[int, int] = field(default_factory=dict)
    courtesy_days: dict[int, int] = field(default_factory=dict)
    released: int = 0
    came: int = 0
    missed: int = 0

    @property
    def got(self) -> int:
        return sum(self.days.values()) + sum(self.courtesy_days.values())


def visit_counts(periods: Sequence[Period], post: str = "") -> dict[tuple[str, date], VisitCounts]:
    """The numbers by post and first day of the period, of one post or of all; two queries, whatever they count."""
    parameters = {
        "first": [period.first_day for period in periods],
        "last": [period.last_day for period in periods],
        "settled": [period.settled_at for period in periods],
        "post": post,
    }
    found: dict[tuple[str, date], VisitCounts] = {}
    with connection.cursor() as cursor:
        cursor.execute(WANTED, parameters)
        for code, first_day, is_courtesy, days, number in cursor.fetchall():
            counts = found.setdefault((code, first_day), VisitCounts())
            counts.wanted += number
            if days is not None:
                (counts.courtesy_days if is_courtesy else counts.days)[days] = number
        cursor.execute(ENDED, parameters)
        for code, first_day, released, came, missed in cursor.fetchall():
            counts = found.setdefault((code, first_day), VisitCounts())
            counts.released, counts.came, counts.missed = released, came, missed
    return found
