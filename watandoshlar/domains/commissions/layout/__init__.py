"""How minutes become a PDF: one Typst template, driven by data only."""

from watandoshlar.domains.commissions.layout.rendering import MinutesRecord, render_minutes

__all__ = ["MinutesRecord", "render_minutes"]
