"""What steps of the engine mean for the register's row beside the case."""

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appeals.acts._appeals import appeal_beside
from watandoshlar.domains.appeals.acts._forwards import end_forward, send_up
from watandoshlar.domains.appeals.matter import matter_of
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.appeals.rules.routing import OWN
from watandoshlar.domains.cases.api import Case, answers_of


def keep_beside(case: Case, step: str, *, acting_user) -> None:
    """Runs in the transaction of the step; the steps of this room keep the row themselves."""
    if step == "not_consider":
        _close(appeal_beside(case), "not_considered")
    elif step == "withdraw":
        appeal = appeal_beside(case)
        end_forward(appeal, "withdrawn")
        _close(appeal, "")
    elif step == "answer_request":
        _read_again(appeal_beside(case), acting_user=acting_user)


def _close(appeal: Appeal, outcome: str) -> None:
    appeal.outcome, appeal.closed_on = outcome, today_at(appeal.case.post)
    appeal.save(update_fields=["outcome", "closed_on"])


def _read_again(appeal: Appeal, *, acting_user) -> None:
    """An answer may bring a name, a paper or a demand. A complaint that has left its post never comes back to it."""
    case = appeal.case
    matter = matter_of(answers_of(case))
    appeal.kind, appeal.appellant, appeal.demands = matter.kind, matter.appellant, len(matter.demands)
    appeal.is_anonymous, appeal.lacks_authority = matter.is_anonymous, matter.lacks_authority
    appeal.is_collective = matter.is_collective
    if appeal.against not in OWN:
        if matter.against in OWN:
            appeal.against_body = case.draft.post.code
        elif matter.against != "body":
            appeal.against_body = ""
        appeal.against = matter.against
    send_up(appeal, acting_user=acting_user)
    appeal.save()
