import copy

import pytest

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class Later:
    """Stands for a lazily translated sentence: decides only when it is read."""

    text = "%(count)s files are too many."

    def __str__(self) -> str:
        return self.text


class TooManyFiles(DomainError):
    code = "too_many_files"
    sentence = Later()


def test_sentence_is_filled_with_the_named_fields():
    assert str(TooManyFiles(count=7)) == "7 files are too many."


def test_sentence_is_read_late_so_that_the_reader_s_language_decides(monkeypatch):
    error = TooManyFiles(count=7)
    monkeypatch.setattr(Later, "text", "Juda koʻp: %(count)s")
    assert str(error) == "Juda koʻp: 7"


def test_a_percent_sign_in_a_field_stays_as_it_is():
    assert str(TooManyFiles(count="100 %(count)s")) == "100 %(count)s files are too many."


def test_a_missing_field_is_noticed_and_not_shown_as_a_hole():
    with pytest.raises(KeyError):
        str(TooManyFiles())


@pytest.mark.parametrize(("kind", "status"), [(DomainError, 400), (Refused, 403), (NotFound, 404), (Conflict, 409)])
def test_each_kind_answers_with_its_status(kind, status):
    assert kind.status == status


def test_fields_survive_copying():
    assert copy.copy(TooManyFiles(count=7)).fields == {"count": 7}
