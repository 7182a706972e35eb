from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from watandoshlar.web.open_api.description import openapi
from watandoshlar.web.open_api.door import door
from watandoshlar.web.open_api.errors import NothingHere
from watandoshlar.web.open_api.pages import to_documentation
from watandoshlar.web.open_api.version_1 import api, parameters

app_name = "open_api"
KNOWN = {**parameters(), "openapi": frozenset({"language"})}
open_to_programs = door(KNOWN)


@open_to_programs
def nothing_here(request: HttpRequest, **_place: str) -> HttpResponse:
    raise NothingHere


urlpatterns = [
    path("", to_documentation, name="to_documentation"),
    *(
        path(f"v1/{one.pattern._route}", open_to_programs(one.callback), name=one.name)
        for one in api.urls[0]
        if one.name != "api-root"
    ),
    path("v1/openapi.json", open_to_programs(openapi), name="openapi"),
    # A line break is part of a wrong address too.
    re_path(r"^v1(?:/[\s\S]*)?$", nothing_here, name="nothing_here"),
]
