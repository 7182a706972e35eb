"""Guides come from their folder, and what an editor wrote stays."""

import pytest
from django.conf import settings
from wagtail.models import Revision

from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.guides.api import guide_in, guides, guides_in, publish_guides, terms_in
from watandoshlar.domains.guides.folder import read_terms
from watandoshlar.foundation.scripts import sort_key

pytestmark = pytest.mark.django_db
GUIDE = "child-born-abroad"


def test_every_text_of_the_folder_can_be_read(published):
    for slug, guide in guides().items():
        for language in guide.texts:
            shown = guide_in(slug, language)
            assert [part.id for part in shown.steps] == [step.id for step in guide.steps]
            assert [part.id for part in shown.sections] == [section.id for section in guide.sections]
    assert {card.slug for card in guides_in("ru")} == set(guides())


def test_a_second_run_changes_nothing():
    first = publish_guides(acting_user=SYSTEM, folder=settings.GUIDES_DIRECTORY)
    assert (len(first.published) > len(guides()), first.kept) == (True, [])
    versions = Revision.objects.count()
    again = publish_guides(acting_user=SYSTEM, folder=settings.GUIDES_DIRECTORY)
    assert (again.published, again.kept, Revision.objects.count()) == ([], [], versions)
    assert len(entries_of_chain(f"guide:{GUIDE}")) == 1


def test_words_of_the_folder_are_explained_in_each_language(published):
    words = {term.code: term for term in terms_in("ru")}
    assert set(words) == set(read_terms(settings.GUIDES_DIRECTORY))
    assert words["apostille"].word == "Апостиль"
    assert len(entries_of_chain("glossary")) == 1


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru"])
def test_words_stand_in_the_order_of_the_alphabet_in_which_they_are_written(published, language):
    """For readers of Arabic letters the words are written in Latin."""
    words = [term.word for term in terms_in(language)]
    alphabet = "uz" if language == "uz-arab" else language
    assert words == sorted(words, key=lambda word: sort_key(word, alphabet))
    assert alphabet != "uz" or words[-1].startswith("Ch"), "ch is the last letter with which a word begins"
