from .district import District
from .override import Override
from .post import Post

__all__ = ["District", "Override", "Post"]
