"""How a receipt becomes a PDF: one Typst template, driven by data only."""

from watandoshlar.domains.fees.layout.rendering import ReceiptRecord, render_receipt

__all__ = ["ReceiptRecord", "render_receipt"]
