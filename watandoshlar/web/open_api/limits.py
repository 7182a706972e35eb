"""How often a network may ask: counted like every other limit of the platform, and told in the headers of each answer.

allauth's own function lets every GET pass uncounted and does not say how much is left; its parts do both.
"""

import time
from dataclasses import dataclass
from math import ceil

from allauth.core.internal.ratelimit import Rate, apply_rate, cache_lock, get_cache_key, get_rates
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from watandoshlar.web.open_api.errors import NetworkUnknown

ACTION, APP = "open_api", "allauth.account"


@dataclass(frozen=True)
class Allowance:
    """How a network stands: so many requests `left` of `most` in `window` seconds; more in `wait` seconds."""

    most: int
    window: int
    left: int
    wait: int
    is_granted: bool

    def tell(self, response: HttpResponse) -> None:
        """In the headers of the draft RateLimit header fields for HTTP."""
        response["RateLimit-Policy"] = f'"{ACTION}";q={self.most};w={self.window}'
        response["RateLimit"] = f'"{ACTION}";r={self.left};t={self.wait}'
        if not self.is_granted:
            response["Retry-After"] = str(self.wait)


def policy() -> Rate:
    """How many requests a network has, in how many seconds."""
    (rate,) = get_rates(app=APP, action=ACTION)
    return rate


def count(request: HttpRequest) -> Allowance:
    """Count this request. Where the count cannot be kept, the request is not granted. Raises NetworkUnknown."""
    rate, now = policy(), time.time()
    try:
        key = get_cache_key(request, app=APP, action=ACTION, rate=rate)
    except (PermissionDenied, ImproperlyConfigured) as unknown:
        raise NetworkUnknown from unknown
    with cache_lock(key) as locked:
        if not locked:
            return _allowance(rate, [now] * rate.amount, now, is_granted=False)
        granted, asked = apply_rate(cache.get(key, []), now, rate)
        if granted:
            cache.set(key, asked, rate.duration)
    return _allowance(rate, asked, now, is_granted=granted)


def _allowance(rate: Rate, asked: list[float], now: float, *, is_granted: bool) -> Allowance:
    """`asked` are the moments within the window, the newest first."""
    return Allowance(
        most=rate.amount,
        window=int(rate.duration),
        left=max(rate.amount - len(asked), 0),
        wait=max(ceil(asked[-1] + rate.duration - now), 1),
        is_granted=is_granted,
    )
