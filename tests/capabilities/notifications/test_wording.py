import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.notifications.rules.wording import placeholders, text_faults, translation_fault


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(), max_size=4), st.text())
def test_what_passes_can_be_filled_with_exactly_its_placeholders(values, words):
    text = words.replace("%", "%%") + "".join(f"%({name})s" for name in values)
    assert placeholders(text) == set(values)
    assert text % values == words + "".join(values.values())


@pytest.mark.parametrize("text", ["50 % done", "%s", "%(amount)d", "%(reference)", "100%"])
def test_a_percent_sign_that_is_no_placeholder_is_refused(text):
    with pytest.raises(ValueError, match="placeholder"):
        placeholders(text)


@pytest.mark.parametrize(
    ("subject", "text", "faults"),
    [
        ("Received", "We have it.", []),
        ("Received", "a < b and b > c", []),
        ("", "We have it.", ["subject_empty"]),
        ("Received", " \n", ["text_empty"]),
        ("Received\nBcc: x@example.org", "We have it.", ["subject_has_lines"]),
        ("Received", "<p>We have it.</p>", ["text_not_plain"]),
        ("Received", "50 % done", ["placeholder_malformed"]),
    ],
)
def test_what_a_message_must_be(subject, text, faults):
    assert text_faults(subject, text) == faults


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("%(reference)s qabul qilindi", ""),
        (None, "lacking"),
        ("", "lacking"),
        ("Qabul qilindi", "placeholders_differ"),
        ("%(refrence)s qabul qilindi", "placeholders_differ"),
        ("%(reference)s qabul qilindi 5 %", "placeholders_differ"),
    ],
)
def test_what_a_translation_must_be(translated, fault):
    assert translation_fault("%(reference)s received", translated) == fault
