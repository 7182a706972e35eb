from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "watandoshlar.domains.certificates"
    label = "certificates"
    verbose_name = "Certificates"
    append_only_tables = ["certificates_statuschange"]
