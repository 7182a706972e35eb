"""The people of one application while it is filled in."""

from django.urls import reverse
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import Member, page_of_grown_child, page_of_own_consent
from watandoshlar.domains.catalogue.api import full_name


def member_shown(member: Member, texts, account, *, is_twice: bool) -> dict:
    """One person: their name as far as it is known, and each page that is in the way, with its address."""
    wrong = [page_of_own_consent(member.journey, account), page_of_grown_child(member.journey)]
    pages = list(dict.fromkeys([*member.pages, *filter(None, wrong)]))
    name = full_name(dict(member.name))
    is_complete = not pages and not member.rule and not is_twice
    return {
        "number": member.number,
        "draft_id": member.draft.pk,
        "name": name,
        "label": name or _("Person %(number)s") % {"number": member.number},
        "is_complete": is_complete,
        "is_twice": is_twice,
        "unsuitable": bool(member.rule),
        "state": _("Complete") if is_complete else _("Not complete yet"),
        "tone": "good" if is_complete else "waiting",
        "incomplete": [
            (reverse("portal:page", args=[member.draft.pk, page], query={"return": "check"}), texts.page(page).title)
            for page in pages
        ],
    }
