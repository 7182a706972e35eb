from .keep_picture import keep_picture
from .publish_due import publish_due
from .publish_guides import PublishedGuides, publish_guides
from .record_publication import record_publication
from .record_withdrawal import record_withdrawal
from .tell_editors import tell_editors
from .tell_of_reviews import tell_of_reviews

__all__ = [
    "PublishedGuides",
    "keep_picture",
    "publish_due",
    "publish_guides",
    "record_publication",
    "record_withdrawal",
    "tell_editors",
    "tell_of_reviews",
]
