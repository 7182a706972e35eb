from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "watandoshlar.capabilities.people"
    label = "people"
    verbose_name = "People"
    kept_tables = ["people_person", "people_personkey", "people_actsfor", "people_mandate"]
    append_only_tables = ["people_knownfact", "people_nameaswritten"]
