"""Addresses of pages, in the language of their reader."""

from django.urls import path

from watandoshlar.web.wallet import consent, offers

app_name = "wallet_pages"

urlpatterns = [
    path("consent/", consent.consent, name="consent"),
    path("documents/<str:number>/", offers.offer, name="offer"),
    path("documents/<str:number>/end/", offers.end, name="end"),
]
