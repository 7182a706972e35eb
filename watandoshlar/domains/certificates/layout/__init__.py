"""How a record becomes a PDF: one Typst template for every kind of document, driven by data only."""

from watandoshlar.domains.certificates.layout.rendering import (
    LayoutRecord,
    SealTooLarge,
    render_certificate,
)

__all__ = ["LayoutRecord", "SealTooLarge", "render_certificate"]
