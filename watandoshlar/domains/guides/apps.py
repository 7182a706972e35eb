from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "watandoshlar.domains.guides"
    label = "guides"
    verbose_name = "Guides"
