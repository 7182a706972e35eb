"""What the search knows of the pages that belong to no room, and of the figures: by the words that head them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as _

from watandoshlar.capabilities.posts.api import emergencies, in_words
from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.guides.api import terms_in
from watandoshlar.foundation.countries import country_name
from watandoshlar.insight.statements.api import subjects


@dataclass(frozen=True)
class Page:
    """A page by the name of its address, with the title and the lead that it has itself."""

    route: str
    title: str
    lead: str = ""


PAGES = {
    "home": Page(
        "public_site:home",
        _("Consular services for compatriots"),
        _("Consular services, guides and posts of Uzbekistan for compatriots abroad."),
    ),
    "services": Page("public_site:services", _("Services")),
    "guides": Page("public_site:guides", _("Guides"), _("What to do abroad, step by step, each fact with its source.")),
    "for-me": Page(
        "public_site:for_me",
        _("What applies to me"),
        _(
            "Answer what you can. You see at once what to do, which papers you need, what it costs and which rights you"
            " have."
        ),
    ),
    "posts": Page(
        "public_site:posts",
        _("Find your post"),
        _("Each place is served by one embassy or consulate. Type where you live, or choose it."),
    ),
    "emergency": Page(
        "public_site:emergency",
        _("Emergency numbers"),
        _(
            "Police, ambulance, fire and help against trafficking, by country. Works without a network once you have"
            " opened it."
        ),
    ),
    "offline": Page(
        "public_site:offline",
        _("Saved on this phone"),
        _("Pages you keep open without a network. The list is on this phone only: we do not know it."),
    ),
    "glossary": Page("public_site:glossary", _("Words that offices use"), _("What they mean, in plain words.")),
    "rights": Page(
        "public_site:rights",
        _("What may the holder of this card do here?"),
        _("For holders, employers, universities and officers: rights in plain words, each with its legal source."),
    ),
    "rights-compare": Page(
        "public_site:rights_compare",
        _("Cards for compatriots, compared"),
        _("What other countries give to their people abroad and their descendants, one question at a time."),
    ),
    "figures": Page(
        "public_site:statements",
        _("Figures, and who said them"),
        _("Every number here has a source, a day and a definition. Where sources differ, they stand side by side."),
    ),
    "community": Page(
        "public_site:community",
        _("Community"),
        _("Organisations of compatriots, events, opportunities at home, and what the ministry asks you."),
    ),
    "organisations": Page(
        "public_site:organisations",
        _("Organisations of compatriots"),
        _("Each was verified by a consular post, until a day that its page names."),
    ),
    "events": Page(
        "public_site:community_events",
        _("Events"),
        _("Announced by organisations of the register. Times are those of the place."),
    ),
    "news": Page("public_site:news", _("News"), _("What the ministry and its posts abroad tell compatriots.")),
    "digest": Page(
        "public_site:digest",
        _("Press digest"),
        _("What newspapers and sites write about compatriots, in our own words, and where to read it."),
    ),
    "all-events": Page(
        "public_site:events",
        _("Events"),
        _("What posts, the ministry and organisations of compatriots invite to. Times are those of the place."),
    ),
    "galleries": Page(
        "public_site:galleries", _("Galleries"), _("Pictures of posts and the ministry, each described in words.")
    ),
    "opportunities": Page(
        "public_site:opportunities",
        _("Opportunities at home"),
        _("Verified by the ministry with its source. None is a guarantee: who offers it decides."),
    ),
    "consultations": Page(
        "public_site:consultations",
        _("Consultations"),
        _("The ministry asks, you answer, and the reply says what will be done and by when."),
    ),
    "appeal-figures": Page(
        "public_site:appeal_figures",
        _("Appeals in figures"),
        _("How many appeals each post receives and answers, what comes of them, and how long it takes."),
    ),
    "visit-figures": Page(
        "public_site:visit_figures",
        _("Visits in figures"),
        _("How many people want a visit to each post and get one, how long they wait, and what is released."),
    ),
    "track": Page("public_site:track", _("Follow an appeal")),
    "verify": Page(
        "verifier:verify",
        _("Verify a document"),
        _(
            "Anyone can check whether a document of a post of Uzbekistan is genuine. No account is needed and nothing"
            " is stored."
        ),
    ),
}


def collect_pages() -> Iterator[Entry]:
    """Every page in each language in which it has a heading of its own."""
    for key, page in PAGES.items():
        for language, _name in settings.LANGUAGES:
            with override(language):
                if _is_written(page.title):
                    yield Entry(
                        kind="page",
                        key=key,
                        language=language,
                        title=gettext(page.title),
                        summary=gettext(page.lead) if page.lead else "",
                        text=_more(key, language),
                        route=(page.route, ()),
                    )


def collect_figures() -> Iterator[Entry]:
    """What published numbers are about, with the places that they name."""
    for code, subject in subjects().items():
        places = dict.fromkeys(statement.place for statement in subject.statements)
        for language, _name in settings.LANGUAGES:
            title = in_words(subject.title, language)
            if title.language == language:
                yield Entry(
                    kind="page",
                    key=f"figures-{code}",
                    language=language,
                    title=title,
                    summary=in_words(subject.about, language),
                    text=", ".join(country_name(place, language) for place in places),
                    route=("public_site:statements_of", (code,)),
                )


def _is_written(text: str) -> bool:
    """Whether somebody has translated it: Uzbek in Latin stands in for a language that lacks it."""
    if get_language() not in settings.PARTIAL_LANGUAGES:
        return True
    here = gettext(text)
    with override(settings.LANGUAGE_CODE):
        return gettext(text) != here


def _more(key: str, language: str) -> str:
    """What the page says besides: the countries that it names, the words that it explains."""
    if key == "emergency":
        return ", ".join(country_name(one.country, language) for one in emergencies().values())
    return ", ".join(term.word for term in terms_in(language)) if key == "glossary" else ""
