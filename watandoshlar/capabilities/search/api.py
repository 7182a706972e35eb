"""The door of search."""

__all__ = []
