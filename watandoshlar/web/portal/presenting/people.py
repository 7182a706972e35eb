"""The people for whom an account acts, in words."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.people.api import ActedFor, Mandate
from watandoshlar.domains.catalogue.api import ServiceNotFound, current_version, full_name
from watandoshlar.foundation import clock

RELATIONS = {
    "child": gettext_lazy("Your child"),
    "ward": gettext_lazy("Your ward"),
    "other": gettext_lazy("Another person"),
}


def acted_for_shown(one: ActedFor) -> dict:
    """Who, as what, until when, and by which papers."""
    today = clock.now().date()
    authority = one.authority
    return {
        "id": one.person.pk,
        "name": full_name(one.name),
        "relation": RELATIONS.get(authority.relation, ""),
        "until": authority.last_day,
        "is_until_of_age": authority.of_age_on is not None and authority.last_day < authority.of_age_on,
        "has_ended": not authority.holds_on(today),
        "papers": [_paper(mandate) for mandate in one.mandates],
    }


def _paper(mandate: Mandate) -> dict:
    return {
        "covers": [_covered(scope) for scope in mandate.scope],
        "until": mandate.valid_until,
        "ended_at": mandate.ended_at,
    }


def _covered(scope: str) -> str:
    kind, _colon, code = scope.partition(":")
    if kind == "case":
        return _("case %(reference)s") % {"reference": code}
    try:
        return str(current_version(code).texts(get_language()).title)
    except ServiceNotFound:
        # A service that is not offered any more.
        return code
