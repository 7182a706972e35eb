"""What Wagtail tells of publications goes into the record, and of texts that wait into letters."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import (
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from watandoshlar.capabilities.audit.api import SYSTEM, System
from watandoshlar.domains.guides.acts import record_publication, record_withdrawal, tell_editors
from watandoshlar.domains.guides.acts.tell_editors import BACK, WAITS
from watandoshlar.domains.guides.models import Agreed, AgreementTask

# Wagtail's own letters would bypass the room of letters.
LETTERS_OF_THE_LIBRARY = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def note_published(*, instance: models.Model, revision: Revision, **_: object) -> None:
    # What the platform takes from the folder is written down there, once for each guide.
    if isinstance(instance, Agreed) and revision.user_id is not None:
        record_publication(acting_user=_acting(), text=instance, version=revision)


def note_unpublished(*, instance: models.Model, **_: object) -> None:
    if isinstance(instance, Agreed):
        record_withdrawal(acting_user=_acting(), text=instance)


def tell_of_waiting(*, instance: TaskState, user: AbstractBaseUser | None, **_: object) -> None:
    if isinstance(instance.task.specific, AgreementTask):
        tell_editors(acting_user=user or SYSTEM, version=instance.revision, code=WAITS)


def tell_of_changes(*, instance: WorkflowState, user: AbstractBaseUser | None, **_: object) -> None:
    tell_editors(acting_user=user or SYSTEM, version=instance.current_task_state.revision, code=BACK)


def _acting() -> AbstractBaseUser | System:
    return get_active_log_context().user or SYSTEM


def silence_the_library() -> None:
    for signal, sender, name in LETTERS_OF_THE_LIBRARY:
        signal.disconnect(sender=sender, dispatch_uid=name)


def connect() -> None:
    published.connect(note_published)
    unpublished.connect(note_unpublished)
    task_submitted.connect(tell_of_waiting)
    workflow_rejected.connect(tell_of_changes)
