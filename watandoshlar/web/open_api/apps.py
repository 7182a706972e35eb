from django.apps import AppConfig


class OpenApiConfig(AppConfig):
    name = "watandoshlar.web.open_api"
    label = "open_api"
    verbose_name = "Open API"
