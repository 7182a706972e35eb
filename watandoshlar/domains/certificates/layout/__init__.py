"""How a record becomes a PDF: one Typst template for every kind of document and one for cards, driven by data only."""

from watandoshlar.domains.certificates.layout.card import CardRecord, render_card
from watandoshlar.domains.certificates.layout.codes import SealTooLarge
from watandoshlar.domains.certificates.layout.portraits import seal_portrait
from watandoshlar.domains.certificates.layout.rendering import LayoutRecord, render_certificate

__all__ = ["CardRecord", "LayoutRecord", "SealTooLarge", "render_card", "render_certificate", "seal_portrait"]
