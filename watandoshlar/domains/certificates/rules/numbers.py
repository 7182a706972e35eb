"""Document numbers and verification codes. Their rules lie deeper, because applications ask for such numbers too."""

from watandoshlar.foundation.references.document_number import (
    ALPHABET,
    CODE_LENGTH,
    SERIAL_LENGTH,
    compose_code,
    compose_number,
    read_code,
    read_number,
)

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "SERIAL_LENGTH",
    "compose_code",
    "compose_number",
    "read_code",
    "read_number",
]
