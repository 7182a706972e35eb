"""Wagtail makes its menus once, for whoever comes first after a start, and their addresses name that person's language.
Here it makes them once for each language."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.menu import Menu
from wagtail.admin.search import Search


def once_for_each_language(kept: cached_property) -> property:
    make: Callable[[Any], list] = kept.func
    made: dict[tuple[Any, str | None], list] = {}

    def items(menu: Menu | Search) -> list:
        key = (menu, get_language())
        if key not in made:
            made[key] = make(menu)
        return made[key]

    return property(items)


def keep_addresses_in_their_language() -> None:
    for menu, name in ((Menu, "registered_menu_items"), (Search, "registered_search_areas")):
        kept = vars(menu)[name]
        if isinstance(kept, cached_property):
            setattr(menu, name, once_for_each_language(kept))
