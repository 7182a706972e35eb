from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "watandoshlar.web.public_site"
    label = "public_site"
    verbose_name = "Public site"
