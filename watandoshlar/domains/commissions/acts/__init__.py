from .cancel_sitting import cancel_sitting
from .cast_vote import cast_vote
from .close_ballot import close_ballot
from .close_sitting import close_sitting
from .declare_interest import declare_interest
from .end_seat import end_seat
from .list_matter import list_matter
from .note_presence import note_presence
from .open_ballot import open_ballot
from .open_sitting import open_sitting
from .plan_sitting import plan_sitting
from .put_matter import Interests, put_matter
from .put_off_item import put_off_item
from .resolve_item import resolve_item
from .ripen_matter import ripen_matter
from .seat_member import seat_member
from .withdraw_matter import withdraw_matter

__all__ = [
    "Interests",
    "cancel_sitting",
    "cast_vote",
    "close_ballot",
    "close_sitting",
    "declare_interest",
    "end_seat",
    "list_matter",
    "note_presence",
    "open_ballot",
    "open_sitting",
    "plan_sitting",
    "put_matter",
    "put_off_item",
    "resolve_item",
    "ripen_matter",
    "seat_member",
    "withdraw_matter",
]
