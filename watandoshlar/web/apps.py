from django.apps import AppConfig
from django.conf import settings

from watandoshlar.foundation.scripts import choose_alphabet


class WebConfig(AppConfig):
    name = "watandoshlar.web"
    label = "web"
    verbose_name = "Web"

    def ready(self) -> None:
        choose_alphabet(lambda: settings.UZBEK_LATIN_ALPHABET)
