import pytest

from tests.worked_examples import examples
from watandoshlar.foundation.references import (
    is_reference,
    normalise_reference,
    normalise_travel_document,
    pinfl_facts,
    pinfl_problems,
)


@pytest.mark.parametrize(("typed", "printed", "right"), examples("references.md", "References of cases"))
def test_references(typed, printed, right):
    assert (normalise_reference(typed) or "none") == printed
    assert is_reference(typed) == (right == "yes")


@pytest.mark.parametrize(("number", "problems", "sex", "born"), examples("references.md", "PINFL"))
def test_pinfl(number, problems, sex, born):
    assert (", ".join(pinfl_problems(number)) or "none") == problems
    facts = pinfl_facts(number)
    assert (facts.sex if facts else "unknown") == sex
    assert (facts.birth_date.isoformat() if facts else "unknown") == born


@pytest.mark.parametrize(("typed", "printed"), examples("references.md", "Travel documents"))
def test_travel_documents(typed, printed):
    assert (normalise_travel_document(typed) or "none") == printed
