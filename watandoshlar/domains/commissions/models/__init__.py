from .matter import Disclosure, Matter
from .seat import Seat
from .sitting import Attendance, Count, Item, Minutes, Resolution, Sitting, Step, Urn, Vote

__all__ = [
    "Attendance",
    "Count",
    "Disclosure",
    "Item",
    "Matter",
    "Minutes",
    "Resolution",
    "Seat",
    "Sitting",
    "Step",
    "Urn",
    "Vote",
]
