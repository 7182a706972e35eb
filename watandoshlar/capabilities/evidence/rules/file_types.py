"""What a file is by its content, and whether its name and its label say the same."""

from pathlib import PurePosixPath

from .limits import EVERYTHING, HEIC, JPEG, PDF, PNG, Limits, Unfit

HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
EXTENSIONS = {
    PDF: frozenset([".pdf"]),
    JPEG: frozenset([".jpg", ".jpeg", ".jpe", ".jfif"]),
    PNG: frozenset([".png"]),
    HEIC: frozenset([".heic", ".heif"]),
}
LABELS = {
    PDF: frozenset([PDF, "application/x-pdf"]),
    JPEG: frozenset([JPEG, "image/jpg", "image/pjpeg"]),
    PNG: frozenset([PNG, "image/x-png"]),
    HEIC: frozenset([HEIC, "image/heif", "image/heic-sequence", "image/heif-sequence"]),
}
# Browsers that do not know a type (HEIC on Windows, for one) send one of these; it states nothing.
NO_LABEL = frozenset(["", "application/octet-stream"])
SHORT_NAMES = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", HEIC: "HEIC"}


def media_type_of(content: bytes) -> str | None:
    """The type that the first bytes show, or None if it is none of ours. The mark of a type must stand at the start."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    return None


def check_type(content: bytes, name: str, label: str, limits: Limits) -> str:
    """The media type on which content, the end of the file's name and the label of the upload agree.

    Raises Unfit: file_type_unknown, file_type_disagrees, file_type_not_accepted.
    """
    found = media_type_of(content)
    if found is None:
        raise Unfit("file_type_unknown")
    ending = PurePosixPath(name.lower()).suffix
    stated = label.partition(";")[0].strip().lower()
    # Some phones hand over files without an ending; then the label must say what the file is.
    labels = LABELS[found] | (NO_LABEL if ending else frozenset())
    if ending not in EXTENSIONS[found] | {""} or stated not in labels:
        raise Unfit("file_type_disagrees", found=SHORT_NAMES[found])
    if found not in limits.accept:
        accepted = ", ".join(SHORT_NAMES[one] for one in EVERYTHING if one in limits.accept)
        raise Unfit("file_type_not_accepted", found=SHORT_NAMES[found], accepted=accepted)
    return found
