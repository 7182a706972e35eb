from django.db import models, transaction
from wagtail.models import Revision

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.guides.acts._texts import name_of
from watandoshlar.domains.guides.errors import PublishingGuidesRefused
from watandoshlar.domains.guides.models import TOLD, GlossaryTerm, GuidePage, Source
from watandoshlar.foundation import clock


def publish_due(*, acting_user) -> list[str]:
    """Publish the agreed versions whose time has come, and take off what ends; the names of both.

    Run by the worker (SYSTEM) every minute. Each text stands or falls alone. Raises PublishingGuidesRefused.
    """
    if acting_user is not SYSTEM:
        raise PublishingGuidesRefused
    now = clock.now()
    ended = [
        text
        for model in (GuidePage, Source, GlossaryTerm, *TOLD)
        for text in model.objects.filter(live=True, expire_at__lt=now)
    ]
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    names = [_take_off(text, acting_user=acting_user) for text in ended]
    return names + [_publish(version, acting_user=acting_user) for version in due]


@transaction.atomic
def _take_off(text: models.Model, *, acting_user) -> str:
    text.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return _note(text, "end_on_schedule", acting_user=acting_user)


@transaction.atomic
def _publish(version: Revision, *, acting_user) -> str:
    text = version.as_object()
    version.publish(log_action="wagtail.publish.scheduled")
    return _note(text, "publish_on_schedule", acting_user=acting_user)


def _note(text: models.Model, act: str, *, acting_user) -> str:
    name = name_of(text)
    append_entry(acting_user=acting_user, act=act, chain="guides", facts={"text": name})
    return name
