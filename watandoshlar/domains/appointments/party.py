"""Who comes, as this room knows it: references, numbers and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import Post


@dataclass(frozen=True)
class Party:
    """Those who come together, for one service. `subject` is the reference under which they come, one of `subjects`.

    `people` holds the tokens of each of them: one says at least "this applicant", others what their papers say.
    """

    post: Post
    account: Account | None
    service: str
    subject: str
    subjects: Sequence[str]
    people: Sequence[frozenset[str]]
    minutes: int
    is_courtesy: bool = False

    @property
    def lane(self) -> str:
        return "courtesy" if self.is_courtesy else "ordinary"

    @property
    def tokens(self) -> list[str]:
        return sorted(frozenset().union(*self.people))
