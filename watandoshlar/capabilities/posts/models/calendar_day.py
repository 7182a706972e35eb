from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import HOME
from watandoshlar.foundation.yaml_files import STATES

from .post import Post


class CalendarDayQuerySet(models.QuerySet):
    def of(self, posts: Iterable[Post]) -> "CalendarDayQuerySet":
        """Those that concern one of the posts, or somebody who works by the calendar of Uzbekistan."""
        posts = list(posts)
        countries = {"", HOME, *(post.country for post in posts)}
        return self.filter(Q(post__in=posts) | Q(post=None, country__in=countries))


class CalendarDay(models.Model):
    """A day that a decree or order opens or closes, after the files of the posts were published. Rows are only added,
    and of two for one day the later one holds.

    It concerns one post, all offices in a country, or (neither is given) all posts. It is known from `entered_at` on.
    """

    day = models.DateField()
    works = models.BooleanField()
    # Which decree or order, its number and date: read by everybody whose term it moves.
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    # No foreign key: accounts stand above the posts.
    entered_by = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField(default=clock.now)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="posts_day_state_known"),
            models.CheckConstraint(condition=Q(post__isnull=True) | Q(country=""), name="posts_day_one_scope"),
            models.CheckConstraint(condition=~Q(source=""), name="posts_day_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {'works' if self.works else 'does not'} at {self.post_id or self.country or 'all posts'}"

    def concerns(self, post: Post | None) -> bool:
        """Whether it concerns the post; None: somebody who works by the calendar of Uzbekistan."""
        if self.post_id:
            return post is not None and post.pk == self.post_id
        return self.country in ("", post.country if post else HOME)
