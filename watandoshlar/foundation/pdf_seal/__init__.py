"""The electronic seal of a PDF: PAdES baseline B-B (ETSI EN 319 142-1), written and read here.

A file is sealed by an incremental update, so that every byte of it stays as it was typeset. The seal is a signature
field without appearance, as an archive file (PDF/A-2) may have one; it certifies the file and permits no change at all
(DocMDP 1). Only files of our own typesetting are sealed, and only seals of our own writing are read: one form, byte by
byte, so that a changed byte anywhere is a changed file. Readers of other makers know the seal as what it is.

The signature dictionary names the document that the file is (`/Reason`, its number) and ties the file to the QR code
printed in it (`/ContentHash`, the claim -65537/4 of that seal): exchanged codes are found out.

Words
    chain   certificates as DER, the signer's own first
    facts   what the signature dictionary says about the file
"""

from .cms import ChainOfAnotherKey
from .reading import PDF_SEALS, PdfSealReading, PdfSealState, read_pdf_seal
from .writing import CannotSeal, PdfFacts, seal_pdf

__all__ = [
    "PDF_SEALS",
    "CannotSeal",
    "ChainOfAnotherKey",
    "PdfFacts",
    "PdfSealReading",
    "PdfSealState",
    "read_pdf_seal",
    "seal_pdf",
]
