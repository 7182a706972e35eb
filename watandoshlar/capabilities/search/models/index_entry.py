from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from watandoshlar.capabilities.search.entry import KINDS


class IndexEntry(models.Model):
    """One page in one language. Each vector holds its words in another form, with the weights A title, B other names,
    C summary, D text; `names` are title and other names folded, for whole phrases that are merely close."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    title = models.TextField()
    summary = models.TextField()
    # Name of the address and its arguments.
    route = models.JSONField()
    written = SearchVectorField()
    folded = SearchVectorField()
    # By the rules of the entry's own language: `russian`, `english`, or the suffixes of Uzbek under `simple`.
    stems = SearchVectorField()
    skeletons = SearchVectorField()
    names = models.TextField()
    changed_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="search_one_entry_per_page_and_language"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="search_kind_known"),
        ]
        indexes = [
            GinIndex(fields=["written"], name="search_written", fastupdate=False),
            GinIndex(fields=["folded"], name="search_folded", fastupdate=False),
            GinIndex(fields=["stems"], name="search_stems", fastupdate=False),
            GinIndex(fields=["skeletons"], name="search_skeletons", fastupdate=False),
            GistIndex(OpClass("names", name="gist_trgm_ops"), name="search_names"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} in {self.language}"
