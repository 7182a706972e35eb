"""Editors get letters from the room of letters, and none from the library."""

from datetime import datetime, timedelta

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.certificates.api import own_scheme
from watandoshlar.domains.guides.api import tell_of_reviews
from watandoshlar.domains.guides.wagtail_receivers import LETTERS_OF_THE_LIBRARY
from watandoshlar.foundation import clock


def test_the_library_writes_no_letters():
    for signal, _sender, name in LETTERS_OF_THE_LIBRARY:
        assert name not in {receiver[0][0] for receiver in signal.receivers}


def letters_of(account) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for letter in Letter.objects.filter(account=account).order_by("pk"):
        found.setdefault(letter.code, []).append(letter.facts["place"])
    return found


def test_editors_are_told_of_sources_of_rights_and_emergency_numbers_once_each(db, writer):
    review = min(fact.source.as_of for fact in own_scheme().facts.values()) + timedelta(days=365)
    for days_before, code in ((31, None), (30, "sources_due"), (0, "sources_due"), (-1, "sources_over")):
        day = review - timedelta(days=days_before)
        with clock.fixed(datetime.combine(day, clock.now().timetz())):
            told = tell_of_reviews(acting_user=SYSTEM)
            assert tell_of_reviews(acting_user=SYSTEM) == told
        ours = [kind for kind, places in letters_of(writer).items() if "rights/vatandosh" in places]
        assert (code in ours) if code else not ours
    counted = letters_of(writer)
    assert counted["sources_due"].count("rights/vatandosh") == counted["sources_over"].count("rights/vatandosh") == 1
    assert "emergency/KZ" in counted["sources_over"]
    assert set(counted) == {"sources_due", "sources_over"}
