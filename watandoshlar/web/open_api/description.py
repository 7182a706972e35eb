"""The description of version 1: OpenAPI 3.1, with what every address has in common written once.

Each address has an example, a file of `examples/`: what is asked and the whole answer. Tests ask and compare.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.openapi.schema import OpenAPISchema

from watandoshlar.web.open_api.cpsv_ap import JSON_LD
from watandoshlar.web.open_api.problems import PROBLEM
from watandoshlar.web.open_api.version_1 import api

EXAMPLES = Path(__file__).with_name("examples")
REFUSALS = {
    400: "A parameter is unknown, given twice, or cannot have its value",
    403: "It cannot be told from which network the request comes",
    404: "There is no such thing, or not in this language",
    410: "It was taken back",
    429: "The network has asked too often; `Retry-After` says when it may again",
    500: "Something broke on our side",
}
TEXT = {"type": "string"}
HEADERS = {
    "Content-Language": "The language of the answer; `language` at each text says where it is another",
    "ETag": "Send it back in `If-None-Match`: what has not changed is not sent again",
    "Cache-Control": "For how long the answer may be kept",
    "RateLimit": "How many requests are left to this network, and after how many seconds there are more",
    "RateLimit-Policy": "How many requests a network has in how many seconds",
}
ACCEPT_LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "description": "The language, where the address does not say it",
    "schema": TEXT,
    "example": "en",
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "A refusal (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance", "code", "language"],
    "properties": {
        "type": {**TEXT, "format": "uri", "description": "Where the documentation tells of this code"},
        "title": {**TEXT, "description": "What kind of refusal it is"},
        "status": {"type": "integer"},
        "detail": {**TEXT, "description": "What was wrong, and what to do, in the language of the answer"},
        "instance": TEXT,
        "code": {**TEXT, "description": "For programs: it stays as it is"},
        "language": TEXT,
        "fields": {"type": "object", "description": "What the sentence names"},
    },
}


def openapi(request: HttpRequest) -> HttpResponse:
    content = json.dumps(document(), ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(content, content_type="application/json")


def document() -> dict[str, Any]:
    """The description in the active language; what field names mean is said in English."""
    found: dict[str, Any] = OpenAPISchema(api, "api/v1/")
    found["info"]["description"] = str(
        _("What the public may read, for programs: services, posts, guides, numbers. No key is needed.")
    )
    found["servers"] = [{"url": settings.SITE_URL or "/"}]
    for template, operations in found["paths"].items():
        _complete(template, operations["get"])
    found["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    found["components"]["responses"] = {f"Refused{status}": _refused(why) for status, why in REFUSALS.items()}
    found["components"]["headers"] = {name: {"description": why, "schema": TEXT} for name, why in HEADERS.items()}
    return found


def _complete(template: str, operation: dict[str, Any]) -> None:
    """What every address has: refusals, headers, the language by header, and an example."""
    example = examples()[operation["operationId"]]
    asked = dict(zip(template.split("/"), example["asked"].partition("?")[0].split("/"), strict=True))
    parameters = [_without_null(one) for one in operation["parameters"]]
    for one in parameters:
        if one["in"] == "path":
            one["example"] = asked[f"{{{one['name']}}}"]
    operation["parameters"] = [*parameters, ACCEPT_LANGUAGE]
    answer = operation["responses"].pop(200)
    answer["description"] = str(operation["summary"])
    answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    if "CPSV-AP" in operation["tags"]:
        schema = {"type": "object", "required": ["@context", "@id", "@type"]}
        answer["content"] = {JSON_LD: {"schema": schema}}
    (media,) = answer["content"].values()
    media["example"] = example["answer"]
    operation["responses"]["200"] = answer
    for status in REFUSALS:
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Refused{status}"}


def _without_null(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """An address leaves a parameter out; it cannot say null."""
    schema = dict(parameter["schema"])
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind != {"type": "null"}]
    if kinds:
        schema = {**kinds[0], **schema}
    if schema.get("default", "") is None:
        del schema["default"]
    return {**parameter, "schema": schema}


def _refused(why: str) -> dict[str, Any]:
    return {"description": why, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """By the name of the address: `asked`, its path with the query, and `answer`."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}
