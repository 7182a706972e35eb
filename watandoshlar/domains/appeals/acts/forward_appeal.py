from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.acts._letters import write_to_body
from watandoshlar.domains.appeals.bodies import is_body, may_forward_to, post_of_body
from watandoshlar.domains.appeals.models import Appeal, Forward
from watandoshlar.domains.appeals.rules.bodies import shipped_bodies
from watandoshlar.domains.appeals.rules.times import shipped_times
from watandoshlar.domains.cases.api import recompute_due, take_step, write_to_applicant
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import Entry, due


@transaction.atomic
def forward_appeal(*, acting_user, reference: str, to_body: str, why: str) -> Forward:
    """Send the appeal with its file to the competent body and tell the applicant (ZRU-445, art. 25: within five days).

    The term of that body begins; the earlier one stays in view. A post on the platform gets the appeal into its queue,
    a body outside a letter with a link. `why` is for the applicant. Raises UnknownBody, WhyNeeded,
    NotToTheOneComplainedOf, WrongState and what `lock_case_of_officer` raises.
    """
    appeal = lock_appeal_of_officer(acting_user, reference)
    post = post_of_body(to_body)
    if not is_body(to_body) or post == appeal.case.post:
        raise errors.UnknownBody
    if not may_forward_to(appeal, to_body):
        raise errors.NotToTheOneComplainedOf
    if not why:
        raise errors.WhyNeeded
    forward = _keep(appeal, to_body, why, acting_user=acting_user, is_outside=post is None)
    if post:
        _transfer(appeal, post, acting_user=acting_user)
    else:
        take_step(appeal.case, "forward", acting_user=acting_user, to=to_body, number=forward.number)
        appeal.outcome = "forwarded"
        appeal.save(update_fields=["outcome"])
        write_to_body(forward, acting_user=acting_user)
    recompute_due(appeal.case)
    write_to_applicant(
        appeal.case,
        "appeal_forwarded",
        acting_user=acting_user,
        occasion=f"forward-{forward.number}",
        body=to_body,
        due_at=appeal.case.due_at.isoformat() if appeal.case.due_at else None,
        zone=appeal.case.post.zone,
    )
    return forward


def _keep(appeal: Appeal, to_body: str, why: str, *, acting_user, is_outside: bool) -> Forward:
    case = appeal.case
    number = Forward.objects.filter(appeal=appeal).count() + 1
    forward = Forward(
        appeal=appeal,
        number=number,
        from_post=case.post,
        to_body=to_body,
        is_outside=is_outside,
        why=encrypt_json_for(case.applicant, why, f"forward:{case.reference}:{number}"),
        sent_by=acting_user,
        sent_at=clock.now(),
    )
    if is_outside:
        forward.link_until = _link_until(forward)
    forward.save(force_insert=True)
    return forward


def _link_until(forward: Forward):
    term, office = shipped_times().reply_link, shipped_bodies()[forward.to_body].calendar
    sent = Entry(term.starts, forward.sent_at, forward.to_body)
    return due(term, [sent], {forward.to_body: office}, forward.sent_at).moment


def _transfer(appeal: Appeal, post: Post, *, acting_user) -> None:
    case = appeal.case
    former = case.post
    case.post, case.officer = post, None
    take_step(
        case,
        "transfer",
        acting_user=acting_user,
        also_save=("post", "officer"),
        **{"from": former.code, "to": post.code},
    )
