"""What every refusal of the platform looks like: a code for programs, named fields, and a sentence for people.

A room subclasses these in its `errors.py`:

    class DraftNotFound(NotFound):
        code = "draft_not_found"
        sentence = gettext_lazy("There is no draft “%(draft)s”. Open your list of drafts and choose one.")

    raise DraftNotFound(draft=draft_id)
"""

from typing import ClassVar


class DomainError(Exception):
    """A request that the rules of the house do not allow, told so that the person knows what to do next.

    `code` is stable and asserted by tests; `sentence` says what happened and what to do, with `%(field)s` placeholders
    for the fields given when it is raised (anything `str()` turns into text, so also a lazily translated one);
    `status` is the HTTP status of the answer.
    """

    code: ClassVar[str]
    sentence: ClassVar[object]
    status: ClassVar[int] = 400

    def __init__(self, **fields: object) -> None:
        super().__init__()
        self.fields = fields

    def __str__(self) -> str:
        """The sentence in the language that is active now, not in the one of the moment of raising."""
        return str(self.sentence) % self.fields

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.fields!r})"


class Refused(DomainError):
    """The acting person may not do this."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or none that this person may know of."""

    status = 404


class Conflict(DomainError):
    """The thing has changed, or has already been done, since the person looked at it."""

    status = 409
