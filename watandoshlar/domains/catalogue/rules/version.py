"""A version of a service: its content, the hash that names it, and the service as it is used."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition
from watandoshlar.domains.catalogue.rules.foreseeing import Prospects
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.texts import Texts

# {"definition": raw definition, "texts": {language: raw texts}}
Content = Mapping[str, Any]


def canonical(content: Content) -> bytes:
    """The one spelling of a content: JSON with sorted keys, no spaces, UTF-8."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return spelled.encode()


def content_hash(content: Content) -> str:
    """SHA-256 of the canonical spelling in hexadecimal digits: the name of a version."""
    return hashlib.sha256(canonical(content)).hexdigest()


class Service:
    """A published version ready for use: `hash`, `slug`, the checked `definition` and `texts(language)`.

    `raw_texts` are by language; what a language lacks is taken from `fallback`. `words` are the same texts as they are
    shown, where that differs.
    """

    def __init__(
        self, content: Content, version_hash: str, fallback: str, words: Mapping[str, Any] | None = None
    ) -> None:
        self.content = content
        self.hash = version_hash
        self.raw_texts: Mapping[str, Any] = content["texts"]
        self._words = words or self.raw_texts
        self._fallback = fallback
        self._texts: dict[str, Texts] = {}

    @cached_property
    def definition(self) -> Definition:
        return parse_definition(self.content["definition"])

    @cached_property
    def prospects(self) -> Prospects:
        """What the service will say to whom, as far as guides know it before."""
        return Prospects(self.definition)

    @property
    def slug(self) -> str:
        return self.content["definition"]["service"]

    def texts(self, language: str) -> Texts:
        """The words in a language; `completeness` tells how many of them the language has itself."""
        if language not in self._texts:
            self._texts[language] = Texts(self.definition, language, self._words, self._fallback)
        return self._texts[language]

    def __repr__(self) -> str:
        return f"Service({self.slug!r}, {self.hash[:12]!r})"
