"""What anyone may read: the first page, the services, and in development the mailbox."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import demonstration_code
from watandoshlar.capabilities.notifications.api import read_mailbox
from watandoshlar.domains.catalogue.api import current_version, published_services
from watandoshlar.domains.guides.api import news_in, show_news
from watandoshlar.web.presenting.guides import TOPIC_NAMES
from watandoshlar.web.presenting.news import news_shown
from watandoshlar.web.presenting.registers import words_of
from watandoshlar.web.presenting.reviews import overdue_since
from watandoshlar.web.public_site.presenting import conditions_of, service_card, services_by_topic

LETTERS, FEW_NEWS = 50, 3


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """To the first page in the language that the browser asks for."""
    return redirect(f"/{get_language_from_request(request)}/")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answers when web and database do; for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one may need first: services, guides by topic, and where to turn in trouble."""
    language, published = get_language(), published_services()
    appeals = [service_card(one, language) for one in published if one.definition.register == "appeals"]
    guides = reverse("public_site:guides")
    context = {
        "topics": services_by_topic(published, language),
        "guide_topics": [{"url": f"{guides}#{topic}", "title": title} for topic, title in TOPIC_NAMES.items()],
        "appeals": appeals,
        "news": [news_shown(show_news(page, language)) for page in news_in(language)[:FEW_NEWS]],
    }
    return render(request, "public_site/home.html", context)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    language, published = get_language(), published_services()
    appeals = [service_card(one, language) for one in published if one.definition.register == "appeals"]
    context = {"section": "services", "topics": services_by_topic(published, language), "appeals": appeals}
    return render(request, "public_site/services.html", context)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service before one applies: who it is for, what is needed, what it costs, how long it takes."""
    language = get_language()
    found = current_version(slug)
    texts = found.texts(language)
    context = {
        "section": "services",
        "slug": slug,
        "register": found.definition.register,
        "texts": texts,
        "words": words_of(found),
        "conditions": conditions_of(found, language),
        "overdue_since": overdue_since(found.definition.sources.values()),
    }
    return render(request, "public_site/service.html", context)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters of a development installation; there is no such page anywhere else."""
    if not settings.MAILBOX_DIRECTORY:
        raise Http404
    context = {
        "letters": read_mailbox(LETTERS),
        # Codes of the invented accounts; real accounts have secrets of their own.
        "authenticator_code": demonstration_code() if settings.DEMONSTRATION else "",
    }
    return render(request, "public_site/mailbox.html", context)
