"""Tables that people write: YAML, each value with its place, each problem with a stable code."""

from .reading import LOADER, Item, Problem, read_yaml

__all__ = ["LOADER", "Item", "Problem", "read_yaml"]
