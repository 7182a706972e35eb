"""Guides in lists: each topic in the order of the reader's alphabet."""

import pytest

from watandoshlar.domains.guides.api import GuideCard
from watandoshlar.web.presenting.guides import by_topic


def card(title: str, language: str, country: str = "") -> GuideCard:
    return GuideCard(
        "any-guide", "work", country, sensitive=False, language=language, title=title, neutral_title="", summary=""
    )


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("uz", ["Ish", "Odil", "Zavod", "Oʻqish", "Shartnoma", "Chet elda ish"]),
        ("uz-cyrl", ["Иш", "Чет элда иш", "Шартнома", "Ўқиш", "Қайтиш"]),
        ("ru", ["Ёлка", "Жить", "Работа"]),
    ],
    ids=["uz", "uz-cyrl", "ru"],
)
def test_cards_stand_in_the_order_of_the_alphabet(language, titles):
    (topic,) = by_topic(card(title, language) for title in reversed(titles))
    assert [one["title"] for one in topic["cards"]] == titles


def test_what_is_for_one_country_comes_after_what_is_general():
    (topic,) = by_topic([card("Aaa", "en", "KR"), card("Zzz", "en")])
    assert [one["title"] for one in topic["cards"]] == ["Zzz", "Aaa"]
