"""Whom to call in danger, at the foot of every page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from watandoshlar.capabilities.posts.api import emergency_in
from watandoshlar.foundation.countries import country_name

register = template.Library()


@register.inclusion_tag("web/parts/emergency_line.html", takes_context=True)
def emergency_line(context: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of the country of which the page speaks (`emergency_country`) or which its address names (`country`);
    without one, what to do anywhere."""
    request = context.get("request")
    code = context.get("emergency_country") or (request.GET.get("country", "") if request else "")
    found = emergency_in(str(code).upper())
    if found is None or not found.numbers:
        return {"numbers": ()}
    return {"numbers": found.numbers, "country": country_name(found.country, get_language()), "code": found.country}
