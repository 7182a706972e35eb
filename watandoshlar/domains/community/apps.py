from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "watandoshlar.domains.community"
    label = "community"
    verbose_name = "Community"
    kept_tables = [
        "community_communityevent",
        "community_consultation",
        "community_consultationanswer",
        "community_consultationtheme",
        "community_contactconsent",
        "community_invitation",
        "community_opportunity",
        "community_organisation",
        "community_organisationcontact",
        "community_promise",
    ]
    append_only_tables = ["community_consultationreply", "community_verification"]
    read_only_tables = ["community_step"]

    def ready(self) -> None:
        from watandoshlar.capabilities.search.api import register
        from watandoshlar.domains.community import found, notifications

        notifications.register()
        register("organisation", found.tell_organisations)
        register("event", found.tell_events)
        register("opportunity", found.tell_opportunities)
        register("consultation", found.tell_consultations)
