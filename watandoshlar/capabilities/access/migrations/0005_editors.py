"""Editors of guides and news come to their pages by a role of their own."""

from django.db import migrations, models

ROLES = ["officer", "head", "catalogue_owner", "ministry", "auditor", "key_keeper", "commissioner", "editor"]


class Migration(migrations.Migration):
    dependencies = [("access", "0004_keepers_of_keys")]

    operations = [
        migrations.RemoveConstraint(model_name="roleassignment", name="access_role_known"),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(condition=models.Q(("role__in", ROLES)), name="access_role_known"),
        ),
    ]
