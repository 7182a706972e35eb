"""HTTP around the calls of payment systems. They know no CSRF token; their key or signature is asked for instead."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from watandoshlar.domains.fees.api import CONNECTIONS, Call


@csrf_exempt
@never_cache
def payme(request: HttpRequest) -> JsonResponse:
    authorization = request.headers.get("Authorization", "")
    call = Call(request.method or "", body=request.body, authorization=authorization)
    return JsonResponse(CONNECTIONS["payme"].answer(call))


@csrf_exempt
@never_cache
def click(request: HttpRequest) -> JsonResponse:
    return JsonResponse(CONNECTIONS["click"].answer(Call(request.method or "", form=request.POST.dict())))
