from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "watandoshlar.capabilities.audit"
    label = "audit"
    verbose_name = "Audit"
    append_only_tables = ["audit_entry", "audit_seal"]
