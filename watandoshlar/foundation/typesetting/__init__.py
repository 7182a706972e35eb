"""Typst files of ours as archive PDF (PDF/A-2a), with the fonts of the installation.

What people wrote reaches a template only as JSON values, never as Typst source. The same content gives the same bytes:
fonts come with the installation, and the date from whoever asks.
"""

from .typesetting import OWN_TYPEFACES, LetterMissing, typeset

__all__ = ["OWN_TYPEFACES", "LetterMissing", "typeset"]
