from django.urls import path

from watandoshlar.web.public_site import replying, tracking, views

app_name = "public_site"

urlpatterns = [
    path("", views.home, name="home"),
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("track/", tracking.track, name="track"),
    path("reply/<str:reference>/<int:number>/<str:token>/", replying.reply, name="reply"),
    path("reply/<str:reference>/<int:number>/<str:token>/file/<uuid:file_id>/", replying.file, name="reply_file"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
