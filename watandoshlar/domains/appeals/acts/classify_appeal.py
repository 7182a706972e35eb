from django.db import transaction

from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.acts._forwards import open_forward, send_up
from watandoshlar.domains.appeals.bodies import is_body
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.appeals.rules.bodies import shipped_bodies
from watandoshlar.domains.appeals.rules.themes import shipped_themes
from watandoshlar.domains.cases.api import note_event


@transaction.atomic
def classify_appeal(*, acting_user, reference: str, theme: str, against_body: str = "") -> Appeal:
    """The officer says what the appeal is about: confirms or changes the suggested theme and, for a complaint about
    another body, names that body, so that the appeal can never be sent there. When it is a post, the appeal leaves for
    the ministry at once.

    Raises UnknownTheme, UnknownBody, TakeBackFirst when that body has it, and what `lock_case_of_officer` raises.
    """
    appeal = lock_appeal_of_officer(acting_user, reference)
    if theme not in shipped_themes().by_code:
        raise errors.UnknownTheme
    if against_body and not is_body(against_body):
        raise errors.UnknownBody
    appeal.theme, appeal.theme_confirmed_by = theme, acting_user
    if appeal.against == "body":
        _name(appeal, against_body)
    note_event(
        appeal.case, "classify", acting_user=acting_user, is_public=False, theme=theme, against=appeal.against_body
    )
    send_up(appeal, acting_user=acting_user)
    appeal.save(update_fields=["theme", "theme_confirmed_by", "against", "against_body"])
    return appeal


def _name(appeal: Appeal, body: str) -> None:
    forward = open_forward(appeal)
    if body and forward and forward.to_body == body:
        raise errors.TakeBackFirst
    appeal.against_body = body
    if body and body not in shipped_bodies():
        appeal.against = "post"
