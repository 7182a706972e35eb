"""Wagtail fills a new database with a page, a site, a workflow and groups of its own. None of them is ours."""

from django.db import migrations

ROWS = (
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowTask",
    "wagtailcore.Workflow",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.Task",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.Site",
)


def clear(apps, schema_editor):
    for name in ROWS:
        apps.get_model(name).objects.all().delete()
    page = apps.get_model("wagtailcore.Page")
    page.objects.filter(depth__gt=1).delete()
    page.objects.filter(depth=1).update(numchild=0)
    group = apps.get_model("auth.Group")
    for name in ("Moderators", "Editors"):
        group.objects.filter(name=name).delete()


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_first_tables"), ("wagtailadmin", "0001_create_admin_access_permissions")]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
