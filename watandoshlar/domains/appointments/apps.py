from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "watandoshlar.domains.appointments"
    label = "appointments"
    verbose_name = "Appointments"
    kept_tables = ["appointments_visit", "appointments_wish", "appointments_opening", "appointments_ticket"]
    append_only_tables = ["appointments_drawentry"]
    read_only_tables = ["appointments_step"]

    def ready(self) -> None:
        from watandoshlar.domains.appointments import notifications

        notifications.register()
