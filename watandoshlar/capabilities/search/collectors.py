"""Who tells what there is to be found: each room registers its collectors when the platform starts."""

from collections.abc import Callable, Iterable, Iterator

from .entry import KINDS, Entry

Collector = Callable[[], Iterable[Entry]]
_collectors: dict[str, list[Collector]] = {}


def register(kind: str, collect: Collector) -> None:
    """Let `collect` tell the entries of a kind. Several rooms may tell of one kind."""
    known_kind(kind)
    if collect not in _collectors.setdefault(kind, []):
        _collectors[kind].append(collect)


def collected(kind: str) -> Iterator[Entry]:
    """Every entry of the kind as it is now."""
    for collect in _collectors.get(known_kind(kind), ()):
        yield from collect()


def known_kind(kind: str) -> str:
    """The kind itself; ValueError for one that is not in KINDS."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of entry: {kind}")
    return kind
