"""How posts deal with appeals, a quarter at a time, for anyone. Worked examples: docs/rules/appeal-figures.md."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appeals.api import AppealCounts, appeal_counts
from watandoshlar.foundation import clock
from watandoshlar.insight.reports.columns import Count, Percentile, Share
from watandoshlar.insight.reports.report import ANYONE, Report, Row
from watandoshlar.insight.reports.rules.quarters import Quarter, published_quarters
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers


class AppealFigures(Report):
    reader = ANYONE
    rule = SmallNumbers(least=5)
    columns = (
        Count(
            "received",
            _("Appeals received"),
            _(
                "Appeals registered in the quarter, at the post that received them first. Copies and repeats count, "
                "and so does what was withdrawn later or could not be considered."
            ),
            lambda counts: counts.received,
        ),
        Count(
            "answered",
            _("Answered"),
            _(
                "Appeals in which every demand was answered on the merits in the quarter, by the post or by the body "
                "to which it had sent the appeal. One that is answered again after being reopened counts again."
            ),
            lambda counts: counts.answered,
        ),
        Share(
            "solved",
            _("Solved, %"),
            _("Of those answered: how many had every demand solved. Solved in part does not count as solved."),
            lambda counts: counts.solved,
            lambda counts: counts.answered,
        ),
        Share(
            "reopened",
            _("Reopened, %"),
            _("Of those answered: how many the applicant disputed and had reopened."),
            lambda counts: counts.reopened,
            lambda counts: counts.answered,
        ),
        Share(
            "rated_well",
            _("Rated 4 or 5, %"),
            _("Of the answers that applicants rated: how many got a 4 or a 5, most or everything being solved."),
            lambda counts: counts.rated_well,
            lambda counts: counts.rated,
        ),
        Percentile(
            "median",
            _("Days, median"),
            _(
                "Half of the answers came within so many calendar days of the day on which the first office "
                "received the appeal."
            ),
            50,
            lambda counts: counts.days,
        ),
        Percentile(
            "slowest",
            _("Days, 90 of 100"),
            _("90 of 100 answers came within so many calendar days of that day."),
            90,
            lambda counts: counts.days,
        ),
    )

    def quarters(self) -> list[Quarter]:
        """The quarters that are published, newest first."""
        return published_quarters(clock.now())

    def of_posts(self, quarter: Quarter) -> list[Row]:
        """One quarter: all posts together, then every post, those without an appeal too."""
        counted = appeal_counts([quarter])
        posts = list(Post.objects.order_by("code"))
        parts = [counted.get((post.code, quarter.first_day), AppealCounts()) for post in posts]
        rows = [Row(post, quarter, self.figures(counts)) for post, counts in zip(posts, parts, strict=True)]
        return [Row(None, quarter, self.whole(parts)), *rows]

    def of_post(self, post: Post) -> list[Row]:
        """Every published quarter of one post, newest first. Cell by cell what `of_posts` says of it."""
        quarters = self.quarters()
        counted = appeal_counts(quarters, post.code)
        found = [counted.get((post.code, quarter.first_day), AppealCounts()) for quarter in quarters]
        return [Row(post, quarter, self.figures(counts)) for quarter, counts in zip(quarters, found, strict=True)]
