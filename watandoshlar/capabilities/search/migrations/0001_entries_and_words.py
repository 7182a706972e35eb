"""The index of the search. Trigrams are an extension that the owner of a database may create."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="IndexEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("title", models.TextField()),
                ("summary", models.TextField()),
                ("route", models.JSONField()),
                ("written", django.contrib.postgres.search.SearchVectorField()),
                ("folded", django.contrib.postgres.search.SearchVectorField()),
                ("stems", django.contrib.postgres.search.SearchVectorField()),
                ("skeletons", django.contrib.postgres.search.SearchVectorField()),
                ("names", models.TextField()),
                ("content_hash", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["written"], name="search_written"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["folded"], name="search_folded"),
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["stems"], name="search_stems"),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["skeletons"], name="search_skeletons"
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass("names", name="gist_trgm_ops"), name="search_names"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "language"), name="search_one_entry_per_page_and_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("service", "guide", "post", "news", "event", "organisation", "right", "page"))
                        ),
                        name="search_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexWord",
            fields=[
                ("word", models.TextField(primary_key=True, serialize=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass("word", name="gist_trgm_ops"),
                        name="search_word_trigrams",
                    )
                ],
            },
        ),
    ]
