"""Data keys: what is encrypted for a person opens for that person and context only, and keys can be rotated."""

from collections.abc import Callable
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.access.api import Account, assign_role
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people import keys
from watandoshlar.capabilities.people.api import (
    Person,
    decrypt_for,
    decrypt_json_for,
    encrypt_for,
    encrypt_json_for,
    fingerprint_for,
    key_ring,
    register_person,
    rewrap_data_keys,
)
from watandoshlar.capabilities.people.keys import KEPT_KEYS, KEPT_SECONDS, OpenKeys
from watandoshlar.capabilities.people.models import PersonKey
from watandoshlar.foundation.crypto import DataKey, Tampered, WrongKey, new_data_key, wrapping_key_id

SECRET = "Toshpoʻlatova Nodira".encode()


@pytest.fixture
def people(use_keys: Callable[..., None], account: Account) -> list[Person]:
    """Five persons whose data keys are wrapped under the key "2025"."""
    use_keys("2025")
    return [register_person(acting_user=account, relation="child") for _ in range(5)]


def wrapping_keys() -> set[str]:
    return {wrapping_key_id(bytes(wrapped)) for wrapped in PersonKey.objects.values_list("wrapped", flat=True)}


def rotate(**options: int) -> str:
    written = StringIO()
    call_command("rotate_data_keys", stdout=written, **options)
    return written.getvalue()


def damage(person: Person) -> bytes:
    """Change the last bit of a stored data key."""
    row = PersonKey.objects.get(person=person)
    row.wrapped = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
    row.save()
    return row.wrapped


def test_what_is_encrypted_for_a_person_opens_in_its_context_only(person: Person) -> None:
    kept = encrypt_for(person, SECRET, "answers:1")
    assert SECRET not in kept
    assert decrypt_for(person, kept, "answers:1") == SECRET
    with pytest.raises(Tampered):
        decrypt_for(person, kept, "answers:2")


def test_what_is_encrypted_for_one_person_does_not_open_for_another(person: Person, other_account: Account) -> None:
    other = register_person(acting_user=other_account, relation="myself")
    with pytest.raises(WrongKey):
        decrypt_for(other, encrypt_for(person, SECRET, "answers:1"), "answers:1")


def test_json_keeps_its_value(person: Person) -> None:
    answers = {"name": {"family": "Toshpoʻlatova"}, "rows": [1, None, True], "empty": ""}
    assert decrypt_json_for(person, encrypt_json_for(person, answers, "answers:1"), "answers:1") == answers


def test_equal_texts_have_equal_fingerprints_within_one_person(person: Person, other_account: Account) -> None:
    other = register_person(acting_user=other_account, relation="myself")
    assert fingerprint_for(person, "AB1234567") == fingerprint_for(person, "AB1234567")
    assert fingerprint_for(person, "AB1234567") != fingerprint_for(person, "AB1234568")
    assert fingerprint_for(person, "AB1234567") != fingerprint_for(other, "AB1234567")


def test_a_data_key_is_opened_once_in_five_minutes(person: Person, monkeypatch, django_assert_num_queries) -> None:
    moment = 1000.0
    monkeypatch.setattr(keys, "monotonic", lambda: moment)
    opened = OpenKeys()
    with django_assert_num_queries(1):
        opened.get(person.pk)
        moment += KEPT_SECONDS - 1
        opened.get(person.pk)
    moment += 1
    with django_assert_num_queries(1):
        opened.get(person.pk)


def test_few_data_keys_are_kept_open(person: Person, django_assert_num_queries) -> None:
    opened = OpenKeys()
    opened.get(person.pk)
    for _ in range(KEPT_KEYS):
        opened.keep(uuid4(), DataKey(bytes(32)))
    with django_assert_num_queries(1):
        opened.get(person.pk)


def test_the_first_key_of_the_installation_is_current(use_keys: Callable[..., None]) -> None:
    use_keys("2026", "2025")
    assert key_ring().current == "2026"
    assert set(key_ring().keys) == {"2026", "2025"}


@given(st.text(alphabet="ABCDabcd0123+/= ", max_size=44), st.booleans())
def test_keys_that_name_no_id_are_refused_without_showing_them(text: str, before_a_colon: bool) -> None:
    entry = f":{text}" if before_a_colon else text.strip()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "settings", type("Settings", (), {"KEY_ENCRYPTION_KEYS": entry}))
        with pytest.raises(ImproperlyConfigured) as refusal:
            key_ring.__wrapped__()
    assert len(entry) < 4 or entry not in str(refusal.value)


def test_an_id_that_names_two_keys_is_refused(use_keys: Callable[..., None]) -> None:
    use_keys("2026", "2026")
    with pytest.raises(ImproperlyConfigured):
        key_ring()


def test_rotation_brings_every_data_key_under_the_current_key(people: list[Person], use_keys) -> None:
    kept = {person: encrypt_for(person, SECRET, "answers:1") for person in people}
    use_keys("2026", "2025")
    assert rotate(batch=2).splitlines()[:3] == [
        "2 looked at, 2 rewrapped",
        "4 looked at, 4 rewrapped",
        "5 looked at, 5 rewrapped",
    ]
    assert wrapping_keys() == {"2026"}
    use_keys("2026")
    assert {person: decrypt_for(person, value, "answers:1") for person, value in kept.items()} == dict.fromkeys(
        people, SECRET
    )


def test_rotation_is_written_down_once_a_batch(people: list[Person], use_keys) -> None:
    use_keys("2026", "2025")
    rotate(batch=3)
    entries = [(entry.act, entry.account_id, entry.facts) for entry in entries_of_chain("keys")]
    assert entries == [
        ("rewrap_data_keys", None, {"key": "2026", "rewrapped": 3}),
        ("rewrap_data_keys", None, {"key": "2026", "rewrapped": 2}),
    ]


def test_rotation_goes_on_where_it_was_stopped(people: list[Person], use_keys) -> None:
    use_keys("2026", "2025")
    done = rewrap_data_keys(acting_user=SYSTEM, limit=2)
    assert (done.seen, done.rewrapped, done.unopened) == (2, 2, {})
    assert wrapping_keys() == {"2025", "2026"}
    assert "5 looked at, 3 rewrapped" in rotate()
    assert wrapping_keys() == {"2026"}


def test_what_is_done_is_only_read(people: list[Person], use_keys) -> None:
    before = set(PersonKey.objects.values_list("person_id", "wrapped"))
    rotate()
    assert set(PersonKey.objects.values_list("person_id", "wrapped")) == before
    assert not list(entries_of_chain("keys"))


def test_a_walk_ends_where_nothing_is_left(people: list[Person]) -> None:
    last = rewrap_data_keys(acting_user=SYSTEM).last
    assert last == max(person.pk for person in people)
    done = rewrap_data_keys(acting_user=SYSTEM, after=last)
    assert (done.seen, done.rewrapped, done.unopened, done.last) == (0, 0, {}, None)


def test_a_key_that_is_not_there_is_named_and_nothing_is_lost(people: list[Person], use_keys) -> None:
    use_keys("2026")
    with pytest.raises(CommandError) as complaint:
        rotate()
    assert all(f"{person.pk}: wrong_key" in str(complaint.value) for person in people)
    assert wrapping_keys() == {"2025"}


def test_one_damaged_key_does_not_hold_up_the_others(people: list[Person], use_keys) -> None:
    damaged = damage(people[2])
    use_keys("2026", "2025")
    with pytest.raises(CommandError, match=f"{people[2].pk}: tampered"):
        rotate(batch=2)
    assert bytes(PersonKey.objects.get(person=people[2]).wrapped) == damaged
    others = PersonKey.objects.exclude(person=people[2]).values_list("wrapped", flat=True)
    assert {wrapping_key_id(bytes(wrapped)) for wrapped in others} == {"2026"}


def test_a_key_made_behind_the_walk_is_met_by_the_next_one(people: list[Person], use_keys, monkeypatch) -> None:
    """A process that has not been started anew still wraps under the old key."""
    use_keys("2025")
    _, late = new_data_key(key_ring())
    use_keys("2026", "2025")
    first = min(people, key=lambda person: person.pk)
    command = "watandoshlar.capabilities.people.management.commands.rotate_data_keys"

    def rewrap_while_another_registers(**arguments: object) -> object:
        done = rewrap_data_keys(**arguments)
        if done.last is None and not seen_an_end:
            PersonKey.objects.filter(person=first).update(wrapped=late)
        if done.last is None:
            seen_an_end.append(True)
        return done

    seen_an_end: list[bool] = []
    monkeypatch.setattr(f"{command}.rewrap_data_keys", rewrap_while_another_registers)
    rotate()
    assert len(seen_an_end) == 3
    assert wrapping_keys() == {"2026"}


def test_rotation_is_for_the_operator_and_auditors(people: list[Person], account: Account, other_account) -> None:
    assign_role(acting_user=SYSTEM, account=other_account, role="auditor")
    assert rewrap_data_keys(acting_user=other_account).seen == len(people)
    for refused in (account, AnonymousUser(), None):
        with pytest.raises(RoleMissing):
            rewrap_data_keys(acting_user=refused)


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_holds_something(size: int) -> None:
    with pytest.raises(CommandError):
        rotate(batch=size)
