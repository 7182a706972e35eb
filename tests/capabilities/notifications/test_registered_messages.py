"""The messages that the rooms have really registered."""

from watandoshlar.capabilities.notifications.api import incomplete_messages


def test_every_message_of_every_room_can_be_read_in_every_required_language():
    assert [str(fault) for fault in incomplete_messages()] == []
