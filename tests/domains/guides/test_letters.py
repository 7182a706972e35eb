"""Editors get letters from the room of letters, and none from the library."""

from watandoshlar.domains.guides.wagtail_receivers import LETTERS_OF_THE_LIBRARY


def test_the_library_writes_no_letters():
    for signal, _sender, name in LETTERS_OF_THE_LIBRARY:
        assert name not in {receiver[0][0] for receiver in signal.receivers}
