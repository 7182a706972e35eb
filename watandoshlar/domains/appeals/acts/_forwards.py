from watandoshlar.domains.appeals.models import Appeal, Forward
from watandoshlar.foundation import clock


def open_forward(appeal: Appeal) -> Forward | None:
    """The forward to a body outside the platform that has not ended."""
    return Forward.objects.filter(appeal=appeal, is_outside=True, ended_at__isnull=True).first()


def end_forward(appeal: Appeal, ended_as: str) -> None:
    """Close the open forward, after which its link opens nothing."""
    forward = open_forward(appeal)
    if forward:
        forward.ended_at, forward.ended_as = clock.now(), ended_as
        forward.save(update_fields=["ended_at", "ended_as"])
