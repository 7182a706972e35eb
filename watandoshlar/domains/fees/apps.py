from django.apps import AppConfig
from django.core.checks import Tags, register


class FeesConfig(AppConfig):
    name = "watandoshlar.domains.fees"
    label = "fees"
    verbose_name = "Fees"
    kept_tables = ["fees_bill", "fees_onlinetransaction", "fees_refund"]
    append_only_tables = [
        "fees_assessment",
        "fees_cashcount",
        "fees_charge",
        "fees_connectionkey",
        "fees_difference",
        "fees_line",
        "fees_payment",
        "fees_posting",
        "fees_reconciliation",
        "fees_waiver",
    ]

    def ready(self) -> None:
        from watandoshlar.domains.fees import notifications
        from watandoshlar.domains.fees.checks import hint_at_connections, refuse_unreadable_tables

        register(refuse_unreadable_tables, Tags.compatibility)
        register(hint_at_connections, Tags.security, deploy=True)
        notifications.register()
