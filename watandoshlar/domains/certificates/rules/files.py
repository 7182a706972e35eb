"""Do a PDF and the code printed in it belong together?"""

from collections.abc import Sequence
from enum import StrEnum

from watandoshlar.foundation.crypto import SealClaims
from watandoshlar.foundation.pdf_seal import PdfSealReading, PdfSealState


class FileWarning(StrEnum):
    """What a check says of a file besides the verdict on its code; a closed list."""

    CHANGED = "changed"
    """The file was changed after it was sealed, or sealed by somebody else."""
    OTHER_CODE = "other_code"
    """The code is that of another document than the file."""
    COPY = "copy"
    """The file has no seal of its own: a scan, a print, or an older document."""


def file_warning(seal: PdfSealReading, numbers: Sequence[str], claims: SealClaims) -> FileWarning | None:
    """`numbers` are those that the text of the file names, `claims` what the code in it says."""
    if seal.state is PdfSealState.INTACT:
        belongs = (seal.number, seal.content_hash) == (claims.number, claims.content_hash)
        return None if belongs else FileWarning.OTHER_CODE
    if numbers and claims.number not in numbers:
        return FileWarning.OTHER_CODE
    return FileWarning.COPY if seal.state is PdfSealState.ABSENT else FileWarning.CHANGED
