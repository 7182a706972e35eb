from .publish_posts import publish_posts

__all__ = ["publish_posts"]
