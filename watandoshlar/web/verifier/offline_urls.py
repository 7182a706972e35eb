from django.urls import path

from watandoshlar.web.verifier import offline

app_name = "offline_verifier"

urlpatterns = [
    path("", offline.to_page, name="start"),
    path("worker.js", offline.worker, name="worker"),
    path("<str:language>/", offline.page, name="page"),
    path("<str:language>/manifest.webmanifest", offline.manifest, name="manifest"),
]
