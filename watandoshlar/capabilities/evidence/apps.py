from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "watandoshlar.capabilities.evidence"
    label = "evidence"
    verbose_name = "Evidence"
    kept_tables = ["evidence_storedfile"]
