from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from watandoshlar.capabilities.access.api import is_officer_of, workers_at
from watandoshlar.capabilities.people.api import encrypt_for, encrypt_json_for, fingerprint_for
from watandoshlar.capabilities.posts.api import Post, get_post, office_calendar
from watandoshlar.domains.appeals.matter import Matter, matter_of
from watandoshlar.domains.appeals.models import Appeal, Mark
from watandoshlar.domains.appeals.recognising import marks_of, words_of
from watandoshlar.domains.appeals.rules.bodies import MINISTRY
from watandoshlar.domains.appeals.rules.routing import OWN
from watandoshlar.domains.appeals.rules.themes import shipped_themes, suggest_themes
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    DraftContent,
    bar_officer,
    errors,
    journey_of,
    lock_draft,
    open_content,
    submit_draft,
    write_to_applicant,
)
from watandoshlar.foundation.calendars import register_day
from watandoshlar.foundation.references import verification_code


@transaction.atomic
def file_appeal(*, acting_user, draft_id: UUID, idempotency_key: str) -> Appeal:
    """Register an appeal exactly once, whatever it lacks: the law knows no refusal to register (ZRU-445, art. 23).

    A complaint about the post or one of its officers goes to the ministry; all others begin at the post. Of what the
    form asks nothing is demanded: what is missing or could not be read is kept and seen by the officer. Raises
    KeyMissing, KeyUsed and DraftNotFound, which say that nothing was sent yet, and WrongRegister.
    """
    opened = _open_draft(acting_user, draft_id)
    matter = matter_of(journey_of(*opened).relevant_answers()) if opened else None
    case = submit_draft(
        acting_user=acting_user,
        draft_id=draft_id,
        idempotency_key=idempotency_key,
        register="appeals",
        post=_competent_post(opened[0], matter) if opened and matter else None,
    )
    filed = Appeal.objects.filter(case=case).first()
    if filed or opened is None or matter is None:
        return filed or Appeal.objects.get(case=case)
    return _register(case, *opened, matter, acting_user=acting_user)


def _open_draft(acting_user, draft_id: UUID) -> tuple[Draft, DraftContent] | None:
    """None when it was submitted before: then the appeal is there already. Locked, so that what is read is filed."""
    try:
        draft = lock_draft(acting_user, draft_id)
    except errors.DraftNotFound:
        return None
    return draft, open_content(draft)


def _competent_post(draft: Draft, matter: Matter) -> Post:
    return get_post(MINISTRY) if matter.against in OWN else draft.post


def _register(case: Case, draft: Draft, content: DraftContent, matter: Matter, *, acting_user) -> Appeal:
    code = verification_code()
    person = case.applicant
    suggested = suggest_themes(words_of(matter), shipped_themes())
    is_about_post = matter.against in OWN
    appeal = Appeal(
        case=case,
        kind=matter.kind,
        form=draft.entered_as or "electronic",
        appellant=matter.appellant,
        registered_on=register_day(office_calendar(case.post), case.submitted_at),
        demands=len(matter.demands),
        is_anonymous=matter.is_anonymous,
        lacks_authority=matter.lacks_authority,
        is_collective=matter.is_collective,
        # A complaint about the ministry itself has to leave for a body above it.
        against="body" if is_about_post and draft.post.code == MINISTRY else matter.against,
        against_body=draft.post.code if is_about_post else "",
        theme=suggested[0].theme,
        tracking_code=encrypt_for(person, code.encode(), f"tracking:{case.reference}"),
        tracking_fingerprint=fingerprint_for(person, f"{case.reference}:{code}"),
    )
    if content.typed:
        appeal.as_typed = encrypt_json_for(person, content.typed, f"as-typed:{case.reference}")
    appeal.save(force_insert=True)
    Mark.objects.bulk_create(Mark(appeal=appeal, mark=mark) for mark in marks_of(matter))
    # By name: the task is above the acts.
    app.configure_task("appeals.find_links", queue="appeals").defer(reference=case.reference)
    if is_about_post:
        _bar(case, draft, acting_user=acting_user)
    write_to_applicant(
        case,
        "appeal_registered",
        acting_user=acting_user,
        registered_on=appeal.registered_on.isoformat(),
        due_at=case.due_at.isoformat() if case.due_at else None,
        zone=case.post.zone,
    )
    return appeal


def _bar(case: Case, draft: Draft, *, acting_user) -> None:
    """Who wrote the complaint down works where it is about, and who works there may work at the ministry as well."""
    if draft.entered_as:
        bar_officer(case, acting_user, acting_user=acting_user, why="entered_it")
    if draft.post != case.post:
        for account in workers_at(draft.post):
            if is_officer_of(account, case.post):
                bar_officer(case, account, acting_user=acting_user, why="works_there")
