from django.apps import AppConfig


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
        from watandoshlar.domains.certificates import notifications

        notifications.register()
