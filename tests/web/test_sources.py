"""Where a rule comes from is told in the language of the reader."""

import re

import pytest
from django.conf import settings
from django.test import Client

from watandoshlar.domains.catalogue.api import current_version

PAGE = "/{}/services/consular-registration/"


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_sources_are_named_in_the_language_of_the_page_or_say_theirs(demonstration, language: str) -> None:
    page = Client().get(PAGE.format(language)).content.decode()
    shown = re.findall(r"<dd><(?:a|span)[^>]*?(?: lang=\"([\w-]+)\" dir=\"\w+\")?>([^<]+)</(?:a|span)></dd>", page)
    texts = current_version("consular-registration").texts(language)
    names = [texts.source(key).name for key in ("tariff", "working_day")]
    assert shown == [(name.language if name.language != language else "", name) for name in names]
    assert {name.language for name in names} == {"uz" if language in settings.PARTIAL_LANGUAGES else language}
