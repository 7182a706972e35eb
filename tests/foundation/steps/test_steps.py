import pytest

from watandoshlar.foundation.steps import State, Step, by_code, may, open_codes, target

STATES = by_code(State("asked", "", is_open=True), State("given", "", is_open=True), State("gone", ""))
STEPS = (Step("give", "asked", "given"), Step("end", "asked", "gone"), Step("end", "given", "gone"))
NAMES, CODES = ("give", "end", "ask"), tuple(STATES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", CODES)
def test_a_step_leads_where_the_table_says_and_nowhere_else(name: str, code: str) -> None:
    leads = {(step.name, step.source): step.target for step in STEPS}
    assert may(STEPS, name, code) == ((name, code) in leads)
    if may(STEPS, name, code):
        assert target(STEPS, name, code) == leads[name, code]
    else:
        with pytest.raises(KeyError):
            target(STEPS, name, code)


def test_states_that_are_open() -> None:
    assert open_codes(STATES) == ("asked", "given")
