from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "watandoshlar.web.portal"
    label = "portal"
    verbose_name = "Portal"
