"""A version is named by its content alone."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.catalogue.rules.version import Service, canonical, content_hash

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def shuffled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(list(value))}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


@given(JSON)
def test_the_order_of_keys_does_not_matter_and_nothing_is_lost(content: Any) -> None:
    assert canonical(shuffled(content)) == canonical(content)
    assert json.loads(canonical(content)) == content


@given(JSON, JSON)
def test_other_contents_have_other_names(one: Any, other: Any) -> None:
    assert (content_hash(one) == content_hash(other)) == (canonical(one) == canonical(other))


def test_the_name_is_the_sha256_of_the_spelling() -> None:
    content = {"texts": {"uz": {"title": "Oʻzbek"}}, "definition": {"service": "x"}}
    assert canonical(content) == '{"definition":{"service":"x"},"texts":{"uz":{"title":"Oʻzbek"}}}'.encode()
    assert content_hash(content) == "f0670e6aa8c62e1f402cd47bae630a1971c01eb50012f4c9b5835fdacf464fa3"


def test_a_service_is_used_by_its_parts(raw: dict[str, Any], raw_texts: dict[str, Any]) -> None:
    service = Service({"definition": raw, "texts": {"uz": raw_texts}}, "ab" * 32, "uz")
    assert service.slug == "invented-permit"
    assert service.definition is service.definition
    assert service.texts("ru").title == "Permit"
    assert service.texts("ru") is service.texts("ru")
    assert repr(service) == "Service('invented-permit', 'abababababab')"
