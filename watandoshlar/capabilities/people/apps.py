from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "watandoshlar.capabilities.people"
    label = "people"
    verbose_name = "People"
    append_only_tables = ["people_nameaswritten"]
