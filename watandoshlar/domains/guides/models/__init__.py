"""Tables of the editors: pages, sources and terms, and the agreement without which nothing is published."""

from .agreement import Agreed, AgreementTask, agreed_by, is_agreed
from .glossary_term import GlossaryTerm
from .guide_page import GuideIndex, GuidePage
from .source import Source

__all__ = ["Agreed", "AgreementTask", "GlossaryTerm", "GuideIndex", "GuidePage", "Source", "agreed_by", "is_agreed"]
