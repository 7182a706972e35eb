from django.urls import path

from watandoshlar.web.public_site import views

app_name = "public_site"

urlpatterns = [
    path("", views.home, name="home"),
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
