from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "watandoshlar.domains.appeals"
    label = "appeals"
    verbose_name = "Appeals"
    kept_tables = ["appeals_appeal", "appeals_forward", "appeals_link"]
    append_only_tables = ["appeals_demandanswer", "appeals_mark", "appeals_rating"]

    def ready(self) -> None:
        from watandoshlar.domains.appeals import notifications

        notifications.register()
