from django.db import models

from .post import Post


class Override(models.Model):
    """What a post does differently for one service: any of fees, copies, photo, hours, languages."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="overrides")
    service = models.CharField(max_length=80)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "service"], name="posts_one_override_per_service")]

    def __str__(self) -> str:
        return f"{self.service} at {self.post_id}"
