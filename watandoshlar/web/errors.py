"""Answers to requests that no view could take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session ended or cookies are off: say so, and how to go on without losing what was typed."""
    return render(request, "403_csrf.html", status=403)
