"""The door of guides."""

__all__ = []
