"""Every type of page that anybody may read, one address each: what walks over all of them begins here.

`tests/journeys/test_every_page.py` looks at each in every language as narrow as a window zoomed to 400 %,
`test_mirrored.py` compares it with its mirror, and `test_weight.py` weighs it. A new type of page is a line here:
`tests/web/public_site/test_every_type_of_page.py` holds to it.
"""

from watandoshlar.domains.community.api import consultations, events_past, opportunities, organisations

PUBLIC = (
    "",
    "appeals/",
    "appeals/seoul/",
    "community/",
    "community/organisations/",
    "community/events/?past=1",
    "community/opportunities/",
    "community/consultations/",
    "emergency/",
    "emergency/?country=KR",
    "figures/",
    "figures/diaspora-by-country/",
    "figures/diaspora-by-country/?on=2020-01-01",
    "for-me/",
    "for-me/?about=me&citizenship=uzbek&age=adult&stay=temporary&papers=lost&country=KR",
    "glossary/",
    "guides/",
    "guides/detention/",
    "guides/useful-contacts/",
    "news/",
    "news/this-is-a-demonstration/",
    "digest/",
    "digest/labour-migration/",
    "events/",
    "events/meeting-of-students/",
    "galleries/",
    "galleries/patterns/",
    "offline/",
    "rights/",
    "rights/C1/",
    "rights/C2/?for=notary",
    "rights/compare/?about=validity",
    "search/",
    "search/?q=pasport",
    "services/",
    "services/appeal/",
    "services/consular-registration/",
    "services/consular-registration/at/seoul/",
    "posts/",
    "posts/?country=RU",
    "posts/?place=Seul",
    "posts/seoul/",
    "posts/seoul/?zone=Asia/Tashkent",
    "display/seoul/",
    "visits/",
    "visits/seoul/",
    "track/",
    "verify/",
    "api/",
    "account/signup/",
    "nowhere/",
)
# Of these each row has a page, at the number that it has got.
OF_ROWS = {
    "community/organisations/{}/": organisations,
    "community/events/{}/": events_past,
    "community/opportunities/{}/": opportunities,
    "community/consultations/{}/": consultations,
}
# A plain page: it stands without anything that could fail, so without masthead and language links.
NOT_THERE = "nowhere/"
# It tells nothing of itself in a tab, and is kept on a phone after a warning only.
SENSITIVE = "guides/useful-contacts/"
# Those that somebody on a bad line opens first (tests/journeys/test_slow_phone.py).
FIRST_OPENED = (
    "",
    "posts/",
    "posts/seoul/",
    "services/consular-registration/",
    "guides/detention/",
    "for-me/",
    "search/?q=pasport",
    "emergency/",
)


def places_of_rows() -> list[str]:
    """The page of one row of each kind that is shown to anybody."""
    return [place.format(rows()[0].pk) for place, rows in OF_ROWS.items()]
