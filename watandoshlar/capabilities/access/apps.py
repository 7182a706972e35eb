from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "watandoshlar.capabilities.access"
    label = "access"
    verbose_name = "Access"
    kept_tables = ["access_account", "access_roleassignment"]

    def ready(self) -> None:
        from watandoshlar.capabilities.access import allauth_receivers

        allauth_receivers.connect()
