from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "watandoshlar.web"
    label = "web"
    verbose_name = "Web"
