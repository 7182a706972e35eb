"""Editors and their texts."""

from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.guides.api import GuidePage

GUIDE = "child-born-abroad"


def editor(email: str) -> Account:
    account = create_account(acting_user=SYSTEM, email=email, language="uz")
    assign_role(acting_user=SYSTEM, account=account, role="editor")
    return account


def page_of(language: str = "uz", slug: str = GUIDE) -> GuidePage:
    return GuidePage.objects.get(slug=slug, locale__language_code=language)


def write(page: GuidePage, account: Account, title: str = "Another title"):
    """A new version of the page by the account."""
    draft = page.get_latest_revision_as_object()
    draft.title = title
    return draft.save_revision(user=account, log_action=True)


def submit(page: GuidePage, account: Account):
    """The state of the one step, after the latest version has been submitted."""
    page.refresh_from_db()
    return page.get_workflow().start(page, account).current_task_state
