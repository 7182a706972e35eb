from uuid import UUID

from watandoshlar.capabilities.evidence.api import read_picture, zones_of
from watandoshlar.domains.cases.content import file_ids, journey_of
from watandoshlar.domains.cases.queries import access_draft

MOST_AT_ONCE = 2
"""A machine takes a second or more over a picture, and the person waits."""


def read_pictures(*, acting_user, draft_id: UUID, page_id: str) -> bool | None:
    """Read the machine-readable zones in the pictures of one page, where it asks for pictures that have one.

    Returns whether one was found; None when there was nothing to read that had not been read. Nothing is answered by
    it: what was read is offered. Raises DraftNotFound.
    """
    draft, content = access_draft(acting_user, draft_id)
    journey = journey_of(draft, content)
    page = journey.definition.page(page_id)
    found = []
    for asked in journey.fields(page) if page else ():
        ids = list(file_ids(journey.answers.get(asked.id))) if asked.reads == "mrz" else []
        read = zones_of(ids)
        if any(read.values()):
            continue
        for file_id in [name for name in ids if name not in read][-MOST_AT_ONCE:]:
            found.append(read_picture(acting_user=acting_user, file_id=UUID(file_id)))
    return any(found) if found else None
