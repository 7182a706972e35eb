"""What the minutes of a sitting say: everything that the record says of it, and nothing personal but the members."""

import hashlib
from typing import Any

from watandoshlar.domains.commissions.models import Attendance, Item, Seat, Sitting, Urn
from watandoshlar.domains.commissions.queries import (
    ZONE,
    conflicts_in,
    items_of,
    open_votes,
    seats_in,
    voted_on,
)


def content_of_minutes(sitting: Sitting) -> dict[str, Any]:
    """The whole content, in the order of the agenda. Equal rows give an equal content."""
    seats = seats_in(sitting.commission, sitting.opened_at.astimezone(ZONE).date())
    there: dict[int, list[list[str]]] = {}
    for row in Attendance.objects.filter(sitting=sitting).order_by("came_at", "pk"):
        left = row.left_at or sitting.closed_at
        there.setdefault(row.seat_id, []).append([row.came_at.isoformat(), left.isoformat()])
    return {
        "commission": sitting.commission,
        "sitting": sitting.number,
        "planned_for": sitting.planned_for.isoformat(),
        "opened_at": sitting.opened_at.isoformat(),
        "closed_at": sitting.closed_at.isoformat(),
        "rules": sitting.rules,
        "members": [{**_member(seat), "there": there.get(seat.pk, [])} for seat in seats],
        "items": [_item(item, sitting, seats) for item in items_of(sitting)],
    }


def _member(seat: Seat) -> dict[str, Any]:
    return {"seat": seat.pk, "name": seat.name, "office": seat.office, "body": seat.body}


def _item(item: Item, sitting: Sitting, seats: list[Seat]) -> dict[str, Any]:
    item.sitting = sitting
    conflicts = conflicts_in(item.matter, seats)
    content: dict[str, Any] = {
        "number": item.number,
        "subject": item.matter.subject,
        "kind": item.matter.kind,
        "ground": item.matter.ground,
        "state": item.state,
        "delay": item.delay,
        "conflicts": [[seat.pk, conflicts[seat.pk]] for seat in seats if seat.pk in conflicts],
        "ballot": item.ballot,
        # Sorted by name: in which order members voted is nobody's concern.
        "voted": [vote.seat_id for vote in voted_on(item)],
        "votes": [[vote.seat_id, vote.choice] for vote in open_votes(item)],
    }
    if hasattr(item, "count"):
        fields = ("in_favour", "against", "abstained", "seated", "able", "present", "needed", "outcome", "by_chair")
        content["count"] = {name: getattr(item.count, name) for name in fields}
    if hasattr(item, "resolution"):
        words = bytes(item.resolution.words)
        content["resolution"] = {
            "number": item.reference,
            "outcome": item.resolution.outcome,
            "reasons": item.resolution.reasons,
            "words_sha256": hashlib.sha256(words).hexdigest() if words else "",
        }
    content["urn_emptied"] = item.ballot == "secret" and not Urn.objects.filter(item=item).exclude(key=b"").exists()
    return content
