from django.conf import settings

from watandoshlar.domains.guides.folder import read_terms
from watandoshlar.domains.guides.models import GlossaryTerm
from watandoshlar.domains.guides.rules.glossary_file import parse_terms

WORDS = "{uz: sugʻurta, ru: страховка, en: insurance}"


def test_every_word_of_the_folder_fits_where_editors_keep_it():
    for term in read_terms(settings.GUIDES_DIRECTORY).values():
        for field, words in (("term", term.word), ("meaning", term.meaning)):
            for language, text in words.items():
                assert len(text) <= GlossaryTerm._meta.get_field(f"{field}_{language}").max_length, term.id


def test_a_word_is_said_in_every_language():
    found, problems = parse_terms(f"terms:\n  insurance:\n    term: {WORDS}\n    meaning: {WORDS}\n", "guides")
    assert (list(found), problems) == (["insurance"], [])
    found, problems = parse_terms(f"terms:\n  insurance:\n    term: {WORDS}\n    meaning: {{uz: sugʻurta}}\n", "guides")
    assert {problem.code for problem in problems} == {"missing_key"}


def test_a_folder_may_have_no_glossary(tmp_path):
    assert read_terms(tmp_path) == {}
