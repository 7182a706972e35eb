"""How posts give their visits away, a quarter at a time, for anyone. Worked examples: docs/rules/visits.md."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appointments.api import VisitCounts, visit_counts
from watandoshlar.foundation import clock
from watandoshlar.insight.reports.columns import Count, Percentile, Share
from watandoshlar.insight.reports.report import ANYONE, Report, Row
from watandoshlar.insight.reports.rules.quarters import Quarter, published_quarters
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers


class VisitFigures(Report):
    reader = ANYONE
    rule = SmallNumbers(least=5)
    columns = (
        Count(
            "wanted",
            _("Wanted a visit"),
            _(
                "Parties that first asked for a visit in the quarter: by joining the waiting list or by booking a free "
                "time. A family is one, however often it asks."
            ),
            lambda counts: counts.wanted,
        ),
        Share(
            "got",
            _("Got one, %"),
            _("Of those: how many had a visit booked until the quarter was settled, whether they came or not."),
            lambda counts: counts.got,
            lambda counts: counts.wanted,
        ),
        Percentile(
            "waited",
            _("Days waited, median"),
            _("In the ordinary lane: half of those who got a visit had booked it so many days after they first asked."),
            50,
            lambda counts: counts.days,
        ),
        Percentile(
            "waited_courtesy",
            _("Days waited in the courtesy lane, median"),
            _("The same in the courtesy lane."),
            50,
            lambda counts: counts.courtesy_days,
        ),
        Count(
            "released",
            _("Released"),
            _("Booked visits that were cancelled, moved, not confirmed in time or taken away by the post."),
            lambda counts: counts.released,
        ),
        Share(
            "missed",
            _("Nobody came, %"),
            _("Of the booked visits whose day lay in the quarter: to how many nobody came."),
            lambda counts: counts.missed,
            lambda counts: counts.came + counts.missed,
        ),
    )

    def quarters(self) -> list[Quarter]:
        """The quarters that are published, newest first."""
        return published_quarters(clock.now())

    def of_posts(self, quarter: Quarter) -> list[Row]:
        """One quarter: all posts together, then every post, those without a visit too."""
        counted = visit_counts([quarter])
        posts = [
            post for post in Post.objects.order_by("code") if post.visits or (post.code, quarter.first_day) in counted
        ]
        parts = [counted.get((post.code, quarter.first_day), VisitCounts()) for post in posts]
        rows = [Row(post, quarter, self.figures(counts)) for post, counts in zip(posts, parts, strict=True)]
        return [Row(None, quarter, self.whole(parts)), *rows]

    def of_post(self, post: Post) -> list[Row]:
        """Every published quarter of one post, newest first. Cell by cell what `of_posts` says of it."""
        quarters = self.quarters()
        counted = visit_counts(quarters, post.code)
        found = [counted.get((post.code, quarter.first_day), VisitCounts()) for quarter in quarters]
        return [Row(post, quarter, self.figures(counts)) for quarter, counts in zip(quarters, found, strict=True)]
