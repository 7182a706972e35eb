from django.urls import path

from watandoshlar.web.verifier import views

app_name = "verifier"

urlpatterns = [
    path("", views.verify, name="verify"),
    path("number/", views.typed_number, name="typed_number"),
]
