from django.apps import AppConfig
from django.core.checks import Tags, register


class AppealsConfig(AppConfig):
    name = "watandoshlar.domains.appeals"
    label = "appeals"
    verbose_name = "Appeals"
    kept_tables = ["appeals_appeal", "appeals_forward", "appeals_link"]
    append_only_tables = ["appeals_demandanswer", "appeals_mark", "appeals_rating"]

    def ready(self) -> None:
        from watandoshlar.domains.appeals import notifications
        from watandoshlar.domains.appeals.acts._following import keep_beside
        from watandoshlar.domains.appeals.checks import refuse_unreadable_tables
        from watandoshlar.domains.cases.api import follow_steps

        register(refuse_unreadable_tables, Tags.compatibility)
        notifications.register()
        follow_steps("appeals", keep_beside)
