"""Tables of the editors: pages, sources, terms and pictures, and the agreement without which nothing is published."""

from .agreement import Agreed, AgreementTask, agreed_by, is_agreed
from .glossary_term import GlossaryTerm
from .guide_page import GuideIndex, GuidePage
from .news_pages import TOLD, DigestPage, EventPage, GalleryPage, GalleryPicture, NewsIndex, NewsPage, ToldPage
from .picture import Picture, PictureRendition
from .source import Source

__all__ = [
    "TOLD",
    "Agreed",
    "AgreementTask",
    "DigestPage",
    "EventPage",
    "GalleryPage",
    "GalleryPicture",
    "GlossaryTerm",
    "GuideIndex",
    "GuidePage",
    "NewsIndex",
    "NewsPage",
    "Picture",
    "PictureRendition",
    "Source",
    "ToldPage",
    "agreed_by",
    "is_agreed",
]
