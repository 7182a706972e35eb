from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "watandoshlar.capabilities.search"
    label = "search"
    verbose_name = "Search"
