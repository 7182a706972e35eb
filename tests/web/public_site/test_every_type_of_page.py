"""The list of pages that browsers walk holds every type of page: who adds one adds a line."""

from django.urls import resolve

from tests.journeys.public_pages import NOT_THERE, OF_ROWS, PUBLIC
from watandoshlar.web.public_site.urls import urlpatterns

# Files, and what a phone fetches by itself.
FILES = {
    *("news_atom", "news_rss", "event_calendar", "community_event_calendar", "worker", "manifest", "draw_csv"),
    *("appeal_figures_csv", "appeal_figures_of_post_csv", "visit_figures_csv", "visit_figures_of_post_csv"),
    *("statements_csv", "statements_csvw", "statements_json", "reply_file", "recommendation_file"),
}
# Behind a link that one person has, or after a draw: each is looked at where somebody walks there.
OF_ONE_PERSON = {"reply", "recommendation", "consent", "draw", "mailbox"}


def test_browsers_walk_every_type_of_page():
    places = [*(place for place in PUBLIC if place != NOT_THERE), *(place.format(1) for place in OF_ROWS)]
    found = [resolve(f"/uz/{place.partition('?')[0]}") for place in places]
    walked = {match.url_name for match in found if match.namespace == "public_site"}
    assert walked == {pattern.name for pattern in urlpatterns} - FILES - OF_ONE_PERSON
