from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "watandoshlar.domains.community"
    label = "community"
    verbose_name = "Community"
