from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models


class IndexWord(models.Model):
    """A folded word that some entry has: what a misspelt word may have meant."""

    word = models.TextField(primary_key=True)

    class Meta:
        indexes = [GistIndex(OpClass("word", name="gist_trgm_ops"), name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word
