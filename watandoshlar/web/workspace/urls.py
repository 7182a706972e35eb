from django.urls import path

from watandoshlar.web.workspace.views import cases, documents, publication, queue, steps

app_name = "workspace"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("second-factor/", queue.second_factor, name="second_factor"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/take/", steps.take, name="take"),
    path("cases/<str:reference>/release/", steps.release, name="release"),
    path("cases/<str:reference>/request/", steps.request_missing, name="request"),
    path("cases/<str:reference>/close/", steps.close, name="close"),
    path("cases/<str:reference>/decide/", steps.propose, name="propose"),
    path("cases/<str:reference>/confirm/", steps.confirm, name="confirm"),
    path("cases/<str:reference>/issue/", steps.issue, name="issue"),
    path("cases/<str:reference>/withdraw-document/", documents.withdraw_document, name="withdraw_document"),
    path("cases/<str:reference>/document.pdf", cases.document, name="document"),
    path("cases/<str:reference>/file/<uuid:file_id>/", cases.file, name="file"),
    path("services/", publication.services, name="services"),
    path("services/<slug:slug>/", publication.publish, name="publish"),
]
