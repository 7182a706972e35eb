"""Version 1: which routers there are, and how what they refuse is said. What it promises: docs/open-api.md."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import BaseRenderer

from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.open_api import catalogue, cpsv_ap, emergency_numbers, guides, posts, statements
from watandoshlar.web.open_api.errors import BadParameter, NothingHere
from watandoshlar.web.open_api.problems import problem

VERSION = "1.0.0"


class Readable(BaseRenderer):
    """JSON with its letters as they are."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The same as the name of its address."""
        return operation.view_func.__name__


api = Api(
    title="Watandoshlar",
    version=VERSION,
    urls_namespace="open_api_v1",
    openapi_url=None,
    docs_url=None,
    renderer=Readable(),
)
for room in (catalogue, cpsv_ap, posts, guides, statements, emergency_numbers):
    api.add_router("", room.router)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    return problem(request, error)


@api.exception_handler(ValidationError)
def refuse_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What stands in the path and has no form that anything here has: there is nothing there."""
    where, name = error.errors[0]["loc"][0], str(error.errors[0]["loc"][-1])
    return problem(request, NothingHere() if where == "path" else BadParameter(parameter=name))


def parameters() -> Mapping[str, frozenset[str]]:
    """The names that each address knows, by the name of the address."""
    found = {}
    for operations in OpenAPISchema(api, "")["paths"].values():
        for operation in operations.values():
            named = (one["name"] for one in operation["parameters"] if one["in"] == "query")
            found[operation["operationId"]] = frozenset(named)
    return found
