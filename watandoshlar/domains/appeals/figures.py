"""Appeals in numbers: how many came, and how they were answered, by post and period. Nothing of any one appeal.

An appeal moves from post to post: each number belongs to the post that had it then, which the next move names. Moves
and answers are only ever added, so that the numbers of a settled period stay what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.db import connection

RECEIVED = """
SELECT first.code, period.first_day, count(*)
  FROM unnest(%(first)s::date[], %(last)s::date[]) AS period(first_day, last_day)
  JOIN appeals_appeal AS appeal ON appeal.registered_on BETWEEN period.first_day AND period.last_day
  JOIN cases_case AS filed ON filed.id = appeal.case_id
  JOIN posts_post AS home ON home.id = filed.post_id
  LEFT JOIN LATERAL (
    SELECT coalesce(facts->>'from', facts->>'former') AS former FROM cases_caseevent AS event
     WHERE event.case_id = filed.id AND event.name IN ('transfer', 'hand_over')
     ORDER BY event.id LIMIT 1
  ) AS move ON true
  CROSS JOIN LATERAL (SELECT coalesce(move.former, home.code) AS code) AS first
 WHERE %(post)s IN ('', first.code)
 GROUP BY 1, 2
"""
ANSWERED = """
SELECT given.post, given.first_day, given.days, count(*), count(*) FILTER (WHERE given.is_solved),
       count(*) FILTER (WHERE given.is_reopened), count(given.mark), count(*) FILTER (WHERE given.mark >= 4)
  FROM (
    SELECT post.code AS post, period.first_day, rating.mark,
           timezone(post.zone, answer.made_at)::date - timezone(post.zone, filed.submitted_at)::date AS days,
           NOT EXISTS (SELECT FROM appeals_demandanswer AS other
                        WHERE other.appeal_id = answer.appeal_id AND other.round = answer.round
                          AND other.outcome <> 'solved') AS is_solved,
           filed.round > answer.round
           AND EXISTS (SELECT FROM cases_caseevent AS event
                        WHERE event.case_id = filed.id AND event.name = 'reopen'
                          AND (event.facts->>'round')::int = answer.round + 1
                          AND event.at < period.settled_at) AS is_reopened
      FROM appeals_demandanswer AS answer
      JOIN cases_case AS filed ON filed.id = answer.appeal_id
      JOIN posts_post AS home ON home.id = filed.post_id
      LEFT JOIN LATERAL (
        SELECT coalesce(facts->>'from', facts->>'former') AS former FROM cases_caseevent AS event
         WHERE event.case_id = filed.id AND event.name IN ('transfer', 'hand_over') AND event.at > answer.made_at
         ORDER BY event.id LIMIT 1
      ) AS move ON true
      JOIN posts_post AS post ON post.code = coalesce(move.former, home.code)
      JOIN unnest(%(first)s::date[], %(last)s::date[], %(settled)s::timestamptz[])
           AS period(first_day, last_day, settled_at)
           ON timezone(post.zone, answer.made_at)::date BETWEEN period.first_day AND period.last_day
      LEFT JOIN appeals_rating AS rating
           ON rating.appeal_id = answer.appeal_id AND rating.round = answer.round
              AND rating.made_at < period.settled_at
     WHERE answer.number = 1 AND %(post)s IN ('', post.code)
       -- Wherever the post is: the index finds the answers before their posts are known.
       AND answer.made_at >= %(begin)s::date - 1 AND answer.made_at < %(end)s::date + 2
  ) AS given
 GROUP BY 1, 2, 3
"""


class Period(Protocol):
    """Days of each post, and the moment up to which disputes and ratings of its answers count."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def settled_at(self) -> datetime: ...


@dataclass
class AppealCounts:
    """The appeals of one post in one period. `days` says how many answers took so many days from the receipt by the
    first office, by the clock of the post that answered; every other number but `received` is a part of them."""

    received: int = 0
    days: dict[int, int] = field(default_factory=dict)
    solved: int = 0
    reopened: int = 0
    rated: int = 0
    rated_well: int = 0

    @property
    def answered(self) -> int:
        return sum(self.days.values())


def appeal_counts(periods: Sequence[Period], post: str = "") -> dict[tuple[str, date], AppealCounts]:
    """The numbers by post and first day of the period, of one post or of all; two queries, whatever they count."""
    parameters = {
        "first": [period.first_day for period in periods],
        "last": [period.last_day for period in periods],
        "settled": [period.settled_at for period in periods],
        "begin": min(period.first_day for period in periods),
        "end": max(period.last_day for period in periods),
        "post": post,
    }
    found: dict[tuple[str, date], AppealCounts] = {}
    with connection.cursor() as cursor:
        cursor.execute(RECEIVED, parameters)
        for code, first_day, received in cursor.fetchall():
            found.setdefault((code, first_day), AppealCounts()).received = received
        cursor.execute(ANSWERED, parameters)
        for code, first_day, days, answered, solved, reopened, rated, rated_well in cursor.fetchall():
            counts = found.setdefault((code, first_day), AppealCounts())
            counts.days[days] = answered
            counts.solved += solved
            counts.reopened += reopened
            counts.rated += rated
            counts.rated_well += rated_well
    return found
