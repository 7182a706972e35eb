import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("wrapped", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="NameAsWritten",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("script", models.CharField(max_length=4)),
                ("source_document", models.CharField(max_length=40)),
                ("name", models.BinaryField()),
                ("fingerprint", models.BinaryField()),
                ("first_seen", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "fingerprint"), name="people_name_once")],
            },
        ),
        migrations.CreateModel(
            name="ActsFor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relation", models.CharField(max_length=10)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acted_for_by", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ("myself", "child", "ward", "other"))),
                        name="people_relation_known",
                    ),
                    models.UniqueConstraint(fields=("account", "person"), name="people_one_relation"),
                    models.UniqueConstraint(
                        condition=models.Q(("relation", "myself")),
                        fields=("account",),
                        name="people_one_self_per_account",
                    ),
                ],
            },
        ),
    ]
