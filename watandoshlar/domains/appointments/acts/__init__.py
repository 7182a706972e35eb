from .announce_openings import announce_openings
from .attend_visit import attend_visit
from .call_ticket import call_ticket
from .cancel_visit import cancel_visit
from .close_forgotten import close_forgotten
from .confirm_visit import confirm_visit
from .displace_visits import displace_visits
from .drop_subject import drop_subject
from .end_wishes import end_wishes
from .give_ticket import give_ticket
from .hold_place import hold_place
from .join_list import join_list
from .lapse_visits import lapse_visits
from .leave_list import leave_list
from .miss_visit import miss_visit
from .open_days import open_days
from .pass_on_places import pass_on_places
from .receive_walk_in import receive_walk_in
from .remind_visits import remind_visits
from .serve_waiting import serve_waiting

__all__ = [
    "announce_openings",
    "attend_visit",
    "call_ticket",
    "cancel_visit",
    "close_forgotten",
    "confirm_visit",
    "displace_visits",
    "drop_subject",
    "end_wishes",
    "give_ticket",
    "hold_place",
    "join_list",
    "lapse_visits",
    "leave_list",
    "miss_visit",
    "open_days",
    "pass_on_places",
    "receive_walk_in",
    "remind_visits",
    "serve_waiting",
]
