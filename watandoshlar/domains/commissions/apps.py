from django.apps import AppConfig
from django.core.checks import register


class CommissionsConfig(AppConfig):
    name = "watandoshlar.domains.commissions"
    label = "commissions"
    verbose_name = "Commissions"
    kept_tables = [
        "commissions_attendance",
        "commissions_item",
        "commissions_matter",
        "commissions_seat",
        "commissions_sitting",
        "commissions_urn",
    ]
    append_only_tables = [
        "commissions_count",
        "commissions_disclosure",
        "commissions_minutes",
        "commissions_resolution",
        "commissions_vote",
    ]
    read_only_tables = ["commissions_step"]

    def ready(self) -> None:
        from watandoshlar.domains.commissions import checks, notifications

        notifications.register()
        register(checks.refuse_unreadable_tables)
