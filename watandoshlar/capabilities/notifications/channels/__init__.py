"""Ways out of the house. To add one: write a module here, put it in CHANNELS, and give the contract test a far end.

tests/capabilities/notifications/test_channels.py runs one contract over every channel in CHANNELS.
"""

from .channel import Channel, PermanentFailure, TemporaryFailure
from .email import EmailChannel

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in (EmailChannel(),)}

__all__ = ["CHANNELS", "Channel", "PermanentFailure", "TemporaryFailure"]
