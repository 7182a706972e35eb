from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "watandoshlar.domains.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue of services"
    append_only_tables = ["catalogue_serviceversion", "catalogue_publication"]

    def ready(self) -> None:
        from watandoshlar.capabilities.search.api import register
        from watandoshlar.domains.catalogue.found import collect_services

        register("service", collect_services)
