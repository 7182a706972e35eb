"""Nothing that an editor wrote is published before another editor has agreed to it.

The one place is `Agreed.publish`: Wagtail publishes through it whoever asks and however, the scheduled work included.
"""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task, TaskState

from watandoshlar.domains.guides.errors import NotAgreed, OwnText

AGREE = "guides.agree_to_text"


class AgreementTask(Task):
    """The one step of the editors' workflow: another editor than the one who changed the text last agrees to it."""

    class Meta:
        verbose_name = _("agreement of a second editor")
        verbose_name_plural = _("agreements of a second editor")
        default_permissions = ()
        permissions = [("agree_to_text", "Can agree to what another editor wrote")]

    def get_actions(self, subject: models.Model, user: models.Model) -> list[tuple[str, str, bool]]:
        if not user.has_perm(AGREE):
            return []
        back = ("reject", _("Ask for changes"), True)
        if changed_last_by(subject.get_latest_revision()) == user.pk:
            return []
        return [back, ("approve", _("Agree and publish"), False), ("approve", _("Agree with a comment"), True)]

    def on_action(self, task_state: TaskState, user: models.Model, action_name: str, **options: object) -> None:
        """Raises OwnText when the one who changed the text last answers, whatever the answer."""
        if not user.has_perm(AGREE) or changed_last_by(task_state.revision) == user.pk:
            raise OwnText
        super().on_action(task_state, user, action_name, **options)

    def locked_for_user(self, subject: models.Model, user: models.Model) -> bool:
        """While others read a text, its writer does not change it under their eyes."""
        return changed_last_by(subject.get_latest_revision()) == user.pk

    def user_can_access_editor(self, subject: models.Model, user: models.Model) -> bool:
        return user.has_perm(AGREE)

    def get_task_states_user_can_moderate(self, user: models.Model, **options: object) -> models.QuerySet:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(revision__user=user) if user.has_perm(AGREE) else waiting.none()

    @classmethod
    def get_description(cls) -> str:
        return _("Another editor than the one who changed the text last reads it and agrees.")


def changed_last_by(revision: Revision | None) -> int | None:
    """The account that wrote the version; None for the platform itself."""
    return revision.user_id if revision else None


def agreed_by(revision: Revision) -> int | None:
    """The account that agreed to this very version, which is another than its writer's; None when nobody did."""
    agreed = revision.task_states.filter(status=TaskState.STATUS_APPROVED, task__in=AgreementTask.objects.all())
    by_others = agreed.filter(finished_by__isnull=False).exclude(finished_by=revision.user_id)
    return by_others.order_by("-finished_at").values_list("finished_by", flat=True).first()


def is_agreed(revision: Revision) -> bool:
    """Whether somebody else agreed to it. What the platform took from the folder was agreed to there."""
    return revision.user_id is None or agreed_by(revision) is not None


class Agreed(models.Model):
    """A text with versions that is published by agreement alone."""

    class Meta:
        abstract = True

    def save_revision(self, *args: object, overwrite_revision: Revision | None = None, **options: object) -> Revision:
        """A version stays what it was, also for somebody who types on: what was agreed to is what is published."""
        return super().save_revision(*args, **options)

    def publish(self, revision: Revision, user: models.Model | None = None, **options: object) -> None:
        """Raises NotAgreed, whoever asks. Who agreed need not be allowed to publish: agreeing is what publishes."""
        with transaction.atomic():
            Revision.objects.select_for_update().get(pk=revision.pk)
            if not is_agreed(revision):
                raise NotAgreed
            super().publish(revision, user, **{**options, "skip_permission_checks": True})

    def unpublish(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            super().unpublish(*args, **options)
