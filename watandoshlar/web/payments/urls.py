from django.urls import path

from watandoshlar.web.payments.views import click, payme

app_name = "payments"

urlpatterns = [path("payme/", payme, name="payme"), path("click/", click, name="click")]
