from django.urls import path

from watandoshlar.web.portal.views import (
    appeals,
    cases,
    consents,
    drafts,
    families,
    home,
    pages,
    people,
    requests,
    results,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("apply/<slug:slug>/", home.start, name="start"),
    path("drafts/<uuid:draft_id>/", drafts.resume, name="draft"),
    path("drafts/<uuid:draft_id>/page/<slug:page_id>/", pages.page, name="page"),
    path("drafts/<uuid:draft_id>/file/<uuid:file_id>/", drafts.file, name="draft_file"),
    path("drafts/<uuid:draft_id>/unsuitable/", drafts.unsuitable, name="unsuitable"),
    path("drafts/<uuid:draft_id>/check/", drafts.check, name="check"),
    path("drafts/<uuid:draft_id>/submit/", drafts.submit, name="submit"),
    path("drafts/<uuid:draft_id>/remove/", drafts.remove, name="remove"),
    path("drafts/<uuid:draft_id>/version/", drafts.version, name="version"),
    path("drafts/<uuid:draft_id>/add-person/", families.add, name="add_person"),
    path("drafts/<uuid:draft_id>/people/", families.family, name="family"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/end/", people.end, name="end_acting"),
    path("cases/<str:reference>/consents/<slug:rule>/ask/", consents.ask, name="ask_consent"),
    path("cases/<str:reference>/consents/<slug:rule>/paper/", consents.paper, name="consent_paper"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/receipt/", cases.receipt, name="receipt"),
    path("cases/<str:reference>/answers/", cases.answers, name="answers"),
    path("cases/<str:reference>/answer/", requests.answer, name="answer"),
    path("cases/<str:reference>/withdraw/", cases.withdraw, name="withdraw"),
    path("cases/<str:reference>/term/", cases.term, name="term"),
    path("cases/<str:reference>/way/", results.way, name="way"),
    path("cases/<str:reference>/received/", results.received, name="received"),
    path("cases/<str:reference>/rate/", appeals.rate, name="rate"),
    path("cases/<str:reference>/reopen/", appeals.reopen, name="reopen"),
    path("cases/<str:reference>/document.pdf", cases.document, name="document"),
    path("cases/<str:reference>/file/<uuid:file_id>/", cases.file, name="file"),
]
