from .publish_guides import PublishedGuides, publish_guides

__all__ = ["PublishedGuides", "publish_guides"]
