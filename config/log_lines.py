"""How a log line is written: an error leaves its type and the way to it, never what it says."""

import logging
import traceback
from types import TracebackType


class WithoutValues(logging.Formatter):
    """Errors of the database and of parsers quote the values at which they failed, and those may be anybody's name.

    The files and lines of the traceback stay, which with the type is what one needs to find the place.
    """

    def format(self, record: logging.LogRecord) -> str:
        # A formatter leaves its text of the error on the record for the next one: neither takes the other's.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei) -> str:  # noqa: N802 - the name is logging's
        kind, error, _traceback = ei
        return "\n".join(_lines(error)) if error else str(kind)


def _lines(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_lines(cause), "which led to:"] if cause else []
    return [*before, *_frames(error.__traceback__), f"{type(error).__module__}.{type(error).__qualname__}"]


def _frames(way: TracebackType | None) -> list[str]:
    return [line.rstrip("\n") for line in traceback.format_tb(way)]
