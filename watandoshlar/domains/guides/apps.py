from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "watandoshlar.domains.guides"
    label = "guides"
    verbose_name = "Guides"
    # Pages are taken off, never removed; versions, and who agreed to them, stay.
    kept_tables = [
        "guides_agreementtask",
        "guides_glossaryterm",
        "guides_guideindex",
        "guides_guidepage",
        "guides_digestpage",
        "guides_eventpage",
        "guides_gallerypage",
        "guides_newsindex",
        "guides_newspage",
        "guides_source",
        "wagtailcore_locale",
        "wagtailcore_page",
        "wagtailcore_revision",
        "wagtailcore_task",
        "wagtailcore_taskstate",
        "wagtailcore_workflow",
        "wagtailcore_workflowcontenttype",
        "wagtailcore_workflowpage",
        "wagtailcore_workflowstate",
        "wagtailcore_workflowtask",
    ]
    append_only_tables = ["wagtailcore_modellogentry", "wagtailcore_pagelogentry"]

    def ready(self) -> None:
        from watandoshlar.capabilities.access.api import permit
        from watandoshlar.capabilities.search.api import register
        from watandoshlar.domains.guides import notifications, wagtail_receivers
        from watandoshlar.domains.guides.found import (
            collect_digests,
            collect_events,
            collect_galleries,
            collect_guides,
            collect_news,
        )
        from watandoshlar.domains.guides.wagtail_menus import keep_addresses_in_their_language

        notifications.register()
        wagtail_receivers.connect()
        keep_addresses_in_their_language()
        register("guide", collect_guides)
        register("news", collect_news)
        register("news", collect_digests)
        register("event", collect_events)
        register("page", collect_galleries)
        permit(
            "editor",
            [
                "wagtailadmin.access_admin",
                "guides.agree_to_text",
                *(
                    f"guides.{action}_{model}"
                    for model in ("source", "glossaryterm")
                    for action in ("view", "add", "change", "lock", "unlock")
                ),
            ],
        )
