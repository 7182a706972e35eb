from django.apps import AppConfig


class VerifierConfig(AppConfig):
    name = "watandoshlar.web.verifier"
    label = "verifier"
    verbose_name = "Verifier"
