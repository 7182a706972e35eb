"""Wagtail's app of users, without its pages: roles are given by the acts of access and nowhere else."""

from types import ModuleType

from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsElsewhereConfig(WagtailUsersAppConfig):
    """The table in which an editor's settings are kept, and no page that changes an account or a group.

    Wagtail looks for the pages of an app in its module, and finds an empty one.
    """

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        self.module = ModuleType(app_name)


class LettersElsewhereConfig(WagtailAdminAppConfig):
    """Wagtail's pages without its letters: it connects them when it is ready, and only then can they be silenced."""

    def ready(self) -> None:
        from watandoshlar.domains.guides.wagtail_receivers import silence_the_library

        super().ready()
        silence_the_library()
