from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "watandoshlar.web.public_site"
    label = "public_site"
    verbose_name = "Public site"

    def ready(self) -> None:
        from watandoshlar.capabilities.search.api import register
        from watandoshlar.web.public_site.found import collect_figures, collect_pages

        register("page", collect_pages)
        register("page", collect_figures)
