"""The door of community."""

__all__ = []
