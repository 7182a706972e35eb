"""Sending an appeal on, whoever decides it, and ending that."""

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appeals.acts._letters import write_to_body
from watandoshlar.domains.appeals.bodies import post_of_body, suggested_route
from watandoshlar.domains.appeals.models import Appeal, Forward
from watandoshlar.domains.appeals.rules.bodies import MINISTRY, shipped_bodies
from watandoshlar.domains.appeals.rules.routing import OWN
from watandoshlar.domains.appeals.rules.times import shipped_times
from watandoshlar.domains.cases.api import bar_officer, note_event, recompute_due, take_step, write_to_applicant
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import Entry, due
from watandoshlar.foundation.scripts import worded


def send_on(appeal: Appeal, to_body: str, why: str, *, acting_user) -> Forward:
    """The appeal with its file goes to the body, and the applicant is told. The caller has judged that it may."""
    post = post_of_body(to_body)
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


def send_up(appeal: Appeal, *, acting_user) -> None:
    """A complaint that turns out to be about a post leaves for the ministry; who wrote it down stays away from it."""
    case = appeal.case
    if appeal.against not in OWN or case.post.code == MINISTRY:
        return
    language = case.account.language.lower() if case.account else ""
    send_on(appeal, MINISTRY, worded(suggested_route(appeal).why, language), acting_user=acting_user)
    if case.entered_by:
        bar_officer(case, case.entered_by, acting_user=acting_user, why="entered_it")


def hand_over(appeal: Appeal, post: Post, *, acting_user) -> None:
    """Another post goes on with the appeal and its clock. Who had it stays its officer where a step waits for one: the
    head of the new post takes their place."""
    case = appeal.case
    former, case.post = case.post, post
    if case.state == "in_review":
        case.officer = None
        take_step(case, "release", acting_user=acting_user, also_save=("post", "officer"), is_public=False)
    else:
        case.save(update_fields=["post"])
    note_event(case, "hand_over", acting_user=acting_user, **{"from": former.code, "to": post.code})


def open_forward(appeal: Appeal) -> Forward | None:
    """The forward to a body outside the platform that has not ended."""
    return Forward.objects.filter(appeal=appeal, is_outside=True, ended_at__isnull=True).first()


def end_forward(appeal: Appeal, ended_as: str) -> None:
    """Close the open forward, after which its link opens nothing."""
    forward = open_forward(appeal)
    if forward:
        forward.ended_at, forward.ended_as = clock.now(), ended_as
        forward.save(update_fields=["ended_at", "ended_as"])


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
