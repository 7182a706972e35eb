from django.urls import path

from watandoshlar.web.workspace.views import appeals, board, calendar, cases, documents, publication, queue, steps

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
    path("cases/<str:reference>/term/", cases.term, name="term"),
    path("cases/<str:reference>/classify/", appeals.classify, name="classify"),
    path("cases/<str:reference>/forward/", appeals.forward, name="forward"),
    path("cases/<str:reference>/take-back/", appeals.take_back, name="take_back"),
    path("cases/<str:reference>/reply/", appeals.reply, name="reply"),
    path("cases/<str:reference>/extend/", appeals.extend, name="extend"),
    path("cases/<str:reference>/tell/", appeals.tell, name="tell"),
    path("cases/<str:reference>/link/", appeals.link, name="link"),
    path("cases/<str:reference>/slip/", appeals.slip, name="slip"),
    path("enter/", appeals.enter, name="enter"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("board/", board.board, name="board"),
    path("cases/<str:reference>/withdraw-document/", documents.withdraw_document, name="withdraw_document"),
    path("cases/<str:reference>/document.pdf", cases.document, name="document"),
    path("cases/<str:reference>/file/<uuid:file_id>/", cases.file, name="file"),
    path("services/", publication.services, name="services"),
    path("services/<slug:slug>/", publication.publish, name="publish"),
]
