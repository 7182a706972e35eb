"""The states of a recommendation and every step between them."""

STATES = ("asked", "supported", "declined", "expired")
# How the body answered: by the link of the letter, on a paper that an officer has seen.
WAYS = ("link", "paper")

TRANSITIONS = {
    ("support", "asked"): "supported",
    ("decline", "asked"): "declined",
    ("expire", "asked"): "expired",
    # The letter goes out once more.
    ("ask", "asked"): "asked",
    ("ask", "expired"): "asked",
    # On paper a body may answer late, and may come to another mind.
    ("support_on_paper", "asked"): "supported",
    ("support_on_paper", "expired"): "supported",
    ("support_on_paper", "declined"): "supported",
    ("decline_on_paper", "asked"): "declined",
    ("decline_on_paper", "expired"): "declined",
    ("decline_on_paper", "supported"): "declined",
}
"""(step, state) → state. There is no way to `supported` but an act of the body or a paper of it."""


def may(step: str, state: str) -> bool:
    return (step, state) in TRANSITIONS
