import logging

from django.db import models, transaction
from wagtail.models import Revision

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.guides.acts._texts import name_of
from watandoshlar.domains.guides.errors import PublishingGuidesRefused
from watandoshlar.domains.guides.models import TOLD, GlossaryTerm, GuidePage, Source
from watandoshlar.foundation import clock

logger = logging.getLogger(__name__)


def publish_due(*, acting_user) -> list[str]:
    """Publish the agreed versions whose time has come, and take off what ends; the names of both.

    Run by the worker (SYSTEM) every minute. Each text stands or falls alone: of one that cannot come or go editors get
    a letter, and it is tried again. Raises PublishingGuidesRefused.
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
    names, failed = [], []
    for act, one in (*((_take_off, text) for text in ended), *((_publish, version) for version in due)):
        try:
            names.append(act(one, acting_user=acting_user))
        # One text that cannot come or go must neither keep the others waiting nor hide itself.
        except Exception:
            logger.exception("%s %s neither comes nor goes at its time", one._meta.label, one.pk)
            failed.append(one)
    # Last, so that nothing waits for the letters either.
    for one in failed:
        _tell_editors(one, acting_user=acting_user)
    return names


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


@transaction.atomic
def _tell_editors(one: models.Model, *, acting_user) -> None:
    """Once for each version that does not come, and for each end of a text that stays."""
    text, occasion = one, f"{one._meta.label}:{one.pk}"
    if isinstance(one, Revision):
        text = one.content_object
    else:
        occasion += f":{one.expire_at:%Y-%m-%dT%H:%M}"
    facts = {"text": name_of(text), "page": getattr(text, "slug", ""), "number": text.pk}
    for account in workers_at(None, ("editor",)):
        notify(acting_user=acting_user, account=account, code="text_failed", key=occasion, facts=facts)
