"""Every type of page that anybody may read, one address each: what walks over all of them begins here.

`tests/journeys/test_every_page.py` looks at each in every language as narrow as a window zoomed to 400 %, and
`test_weight.py` weighs it. A new type of page is a line here.
"""

PUBLIC = (
    "",
    "appeals/",
    "appeals/seoul/",
    "community/",
    "community/events/?past=1",
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
    "visits/seoul/",
    "track/",
    "verify/",
    "api/",
    "account/signup/",
    "nowhere/",
)
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
