"""The whole examination of one upload."""

from .documents import check_pdf
from .file_types import check_type
from .limits import PDF, Checked, Limits, Unfit
from .pictures import rewrite_picture


def check_size(size: int, limits: Limits) -> None:
    """Asked before anything is read. Raises Unfit: file_empty, file_too_big."""
    if size == 0:
        raise Unfit("file_empty")
    if size > limits.max_bytes:
        raise Unfit("file_too_big", megabytes=limits.max_bytes // 1024**2)


def examine(content: bytes, *, name: str, label: str, kind: str, limits: Limits) -> Checked:
    """What may be kept of an upload. `label` is the media type that the browser stated; `kind` is "file" or "photo".

    Raises Unfit with the code of the first thing that is wrong.
    """
    check_size(len(content), limits)
    media_type = check_type(content, name, label, limits)
    if media_type == PDF:
        return check_pdf(content)
    return rewrite_picture(content, media_type, limits, photo=kind == "photo")
