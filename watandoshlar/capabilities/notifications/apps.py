from django.apps import AppConfig
from django.core.checks import Tags, register


class NotificationsConfig(AppConfig):
    name = "watandoshlar.capabilities.notifications"
    label = "notifications"
    verbose_name = "Notifications"
    kept_tables = ["notifications_letter"]

    def ready(self) -> None:
        from watandoshlar.capabilities.notifications.checks import refuse_incomplete_messages

        register(refuse_incomplete_messages, Tags.translation, deploy=True)
