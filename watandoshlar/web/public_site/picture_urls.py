"""Addresses of pictures: the same in every language."""

from django.urls import path

from watandoshlar.web.public_site.pictures import picture

app_name = "pictures"
urlpatterns = [path("<int:pk>/<slug:mark>.webp", picture, name="picture")]
