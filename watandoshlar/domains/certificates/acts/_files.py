"""What the acts that make files share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from watandoshlar.domains.certificates.errors import LettersCannotBePrinted, SealDoesNotFit
from watandoshlar.domains.certificates.layout import SealTooLarge
from watandoshlar.domains.certificates.rules.record import CertificateRecord, content_hash
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.countries import country_name
from watandoshlar.foundation.pdf_seal import PDF_SEALS, PdfFacts, seal_pdf
from watandoshlar.foundation.typesetting import LetterMissing


@contextmanager
def printing() -> Iterator[None]:
    """What cannot be printed is refused in words. Raises LettersCannotBePrinted and SealDoesNotFit."""
    try:
        yield
    except LetterMissing as error:
        raise LettersCannotBePrinted(letters=" ".join(str(error))) from error
    except SealTooLarge as error:
        raise SealDoesNotFit from error


def sealed_file(pdf: bytes, record: CertificateRecord, number: str, made_at: datetime) -> bytes:
    """The file as it is handed out: sealed, and tied to the code printed in it. Raises SealKeyNotTrusted."""
    signer = signer_for(PDF_SEALS)
    facts = PdfFacts(number, content_hash(record, number), made_at, issuer=country_name(record.issuer, "en"))
    return seal_pdf(pdf, facts, signer, signer.chain("pdf"))
