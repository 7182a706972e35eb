"""What allauth tells of log-ins and second factors goes into the record (docs/decisions/0012-log-ins-on-record.md)."""

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from watandoshlar.capabilities.access.acts import record_log_in, record_second_factor


def note_log_in(*, request, user, **_: object) -> None:
    proofs = [proof.get("type", proof["method"]) for proof in get_authentication_records(request, user)]
    record_log_in(acting_user=user, proofs=proofs)


def note_added(*, user, authenticator, **_: object) -> None:
    record_second_factor(acting_user=user, change="added", kind=authenticator.type)


def note_removed(*, user, authenticator, **_: object) -> None:
    record_second_factor(acting_user=user, change="removed", kind=authenticator.type)


def note_renewed(*, user, authenticator, **_: object) -> None:
    record_second_factor(acting_user=user, change="renewed", kind=authenticator.type)


def connect() -> None:
    user_logged_in.connect(note_log_in)
    authenticator_added.connect(note_added)
    authenticator_removed.connect(note_removed)
    authenticator_reset.connect(note_renewed)
