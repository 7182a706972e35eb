from django.apps import AppConfig
from django.core.checks import Tags, register


class CertificatesConfig(AppConfig):
    name = "watandoshlar.domains.certificates"
    label = "certificates"
    verbose_name = "Certificates"
    kept_tables = [
        "certificates_certificate",
        "certificates_delivery",
        "certificates_keyuse",
        "certificates_publishedlist",
        "certificates_runitem",
        "certificates_signingkey",
        "certificates_signingrun",
    ]
    append_only_tables = [
        "certificates_copy",
        "certificates_deliveredcopy",
        "certificates_keyalarm",
        "certificates_logentry",
        "certificates_loghead",
        "certificates_publishedtrustlist",
        "certificates_statuschange",
        "certificates_statuslist",
    ]

    def ready(self) -> None:
        from watandoshlar.capabilities.search.api import register as tell_search
        from watandoshlar.domains.certificates import notifications
        from watandoshlar.domains.certificates.checks import look_at_wallet_trust
        from watandoshlar.domains.certificates.found import collect_rights

        tell_search("right", collect_rights)
        register(look_at_wallet_trust, Tags.security, deploy=True)
        notifications.register()
