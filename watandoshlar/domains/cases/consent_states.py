"""The states of a consent and every step between them."""

STATES = ("asked", "given", "refused", "withdrawn", "expired")
# How it reached the post: by the link of the letter, spoken before an officer, on a notarised paper.
WAYS = ("link", "counter", "paper")

TRANSITIONS = {
    ("give", "asked"): "given",
    ("refuse", "asked"): "refused",
    ("expire", "asked"): "expired",
    ("withdraw", "given"): "withdrawn",
    # Somebody who said no, or did not answer, may be asked once more.
    ("ask", "asked"): "asked",
    ("ask", "refused"): "asked",
    ("ask", "withdrawn"): "asked",
    ("ask", "expired"): "asked",
    # Before an officer one may say so whatever was answered before.
    ("give_in_person", "asked"): "given",
    ("give_in_person", "refused"): "given",
    ("give_in_person", "withdrawn"): "given",
    ("give_in_person", "expired"): "given",
    ("refuse_in_person", "asked"): "refused",
    ("refuse_in_person", "expired"): "refused",
    ("withdraw_in_person", "given"): "withdrawn",
}
"""(step, state) → state. There is no way to `given` but an act of the person themselves or a paper of theirs."""


def may(step: str, state: str) -> bool:
    return (step, state) in TRANSITIONS
