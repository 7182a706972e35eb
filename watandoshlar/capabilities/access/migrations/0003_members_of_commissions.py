"""Members of commissions come into the workspace by a role of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_roles_end"),
        ("posts", "0005_tariffs_by_days"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="roleassignment",
            name="access_role_known",
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["officer", "head", "catalogue_owner", "ministry", "auditor", "commissioner"])
                ),
                name="access_role_known",
            ),
        ),
    ]
