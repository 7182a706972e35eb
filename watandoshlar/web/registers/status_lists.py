"""Status lists, whole and only whole: which document is checked, nobody tells us."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from watandoshlar.domains.certificates.api import errors, list_uri, published_lists, status_list
from watandoshlar.web.registers.answers import accepted, published

JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"


@published
def list_of_lists(request: HttpRequest) -> HttpResponse:
    """All lists; `status_lists` is what draft-ietf-oauth-status-list, 9.3 calls an aggregation."""
    lists = published_lists()
    answer = JsonResponse(
        {
            "status_lists": [list_uri(each.pk) for each in lists],
            "lists": [
                {
                    "id": each.pk,
                    "uri": list_uri(each.pk),
                    "version": each.version,
                    "year": each.status_list.year,
                    "size": each.status_list.size,
                    "bits": each.status_list.bits,
                    "published_at": each.published_at.isoformat(timespec="seconds"),
                }
                for each in lists
            ],
        }
    )
    answer["ETag"] = "-".join([str(len(lists)), *(str(each.version) for each in lists)])
    return answer


@published
def one_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """One list, as the JWT or the CWT that is asked for."""
    kind = accepted(request, (JWT, CWT))
    if not kind:
        return HttpResponse(status=406, content_type="text/plain")
    try:
        found = status_list(list_id)
    except errors.StatusListNotFound:
        return HttpResponse(status=404, content_type="text/plain")
    answer = HttpResponse(found.jwt if kind == JWT else bytes(found.cwt), content_type=kind)
    answer["ETag"] = f"{found.version}-{kind[-3:]}"
    return answer
