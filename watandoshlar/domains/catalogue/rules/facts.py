"""What is known of a journey beside its answers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """`today` is the day at the post (or the installation's while no post is chosen); `post` a post's code or "";
    `host_country` the ISO 3166 code of the country in which the post is, or ""."""

    today: date
    post: str = ""
    host_country: str = ""
