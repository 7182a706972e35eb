"""Questions about appeals. Words and answers are opened only for who came through `access_…`, here or in cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import decrypt_for, decrypt_json_for, fingerprint_for
from watandoshlar.capabilities.posts.api import Post, office_calendar
from watandoshlar.domains.appeals.bodies import is_reply_token
from watandoshlar.domains.appeals.errors import AppealNotFound, ReplyClosed
from watandoshlar.domains.appeals.matter import Matter, matter_of
from watandoshlar.domains.appeals.models import Appeal, DemandAnswer, Forward, Link, Rating
from watandoshlar.domains.appeals.recognising import words_of
from watandoshlar.domains.appeals.rules.themes import shipped_themes, suggest_themes
from watandoshlar.domains.appeals.rules.times import shipped_times, urgency
from watandoshlar.domains.cases.api import Case, access_case, answers_of, is_file_of, states
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import Entry, due
from watandoshlar.foundation.references import normalise_reference, normalise_verification_code
from watandoshlar.foundation.scripts import worded

APPEALS = Appeal.objects.select_related("case__applicant", "case__post", "case__account", "case__officer")


def appeal_of(case: Case) -> Appeal | None:
    """The register's row beside a case; None for an application. Nothing in it is personal."""
    appeal = Appeal.objects.filter(case=case).first()
    if appeal:
        appeal.case = case
    return appeal


def access_appeal(account: Account, reference: str) -> Appeal:
    """An appeal of the account's own. Raises CaseNotFound for anybody else's, AppealNotFound for an application."""
    appeal = appeal_of(access_case(account, reference))
    if appeal is None:
        raise AppealNotFound
    return appeal


def access_slip(account: Account, reference: str) -> tuple[Appeal, str]:
    """An appeal that this account entered for somebody without one, and the code with which that person follows it;
    wherever the appeal has gone since, for the slip is handed out where it was entered. Raises AppealNotFound.
    """
    appeal = APPEALS.filter(case__reference=reference, case__entered_by=account).first()
    if appeal is None:
        raise AppealNotFound
    return appeal, tracking_code_of(appeal)


# --- the inside of an appeal: callers come through access_appeal, an OfficerView that may read, or access_reply ------


@dataclass(frozen=True)
class AnswerShown:
    """The answer to one demand, opened."""

    round: int
    number: int
    outcome: str
    text: str
    law: str
    body: str
    made_at: datetime


def matter_of_appeal(appeal: Appeal) -> Matter:
    """What the appeal says, as its answers stand now."""
    return matter_of(answers_of(appeal.case))


def answers_to(appeal: Appeal) -> list[AnswerShown]:
    """Every answer that was given, of all rounds, in their order."""
    case = appeal.case
    shown = []
    for row in DemandAnswer.objects.filter(appeal=appeal).order_by("round", "number"):
        words = decrypt_json_for(case.applicant, row.words, f"demand:{case.reference}:{row.round}:{row.number}")
        shown.append(
            AnswerShown(row.round, row.number, row.outcome, words["text"], words["law"], row.body, row.made_at)
        )
    return shown


def forwards_of(appeal: Appeal) -> list[Forward]:
    """Where the appeal was sent, oldest first; why lies in `why_of`."""
    return list(Forward.objects.filter(appeal=appeal).select_related("from_post").order_by("number"))


def why_of(forward: Forward, case: Case) -> str:
    """What the applicant reads about a forward."""
    return decrypt_json_for(case.applicant, forward.why, f"forward:{case.reference}:{forward.number}")


def reopened_because(appeal: Appeal) -> str:
    """Why the applicant disputed the last answer; empty in the first round."""
    case = appeal.case
    if not appeal.reopened_because:
        return ""
    return decrypt_json_for(case.applicant, appeal.reopened_because, f"reopened:{case.reference}")


def as_typed(appeal: Appeal) -> dict:
    """What was typed into fields that could not read it: HTML names and values by field id."""
    case = appeal.case
    if not appeal.as_typed:
        return {}
    return decrypt_json_for(case.applicant, appeal.as_typed, f"as-typed:{case.reference}")


def tracking_code_of(appeal: Appeal) -> str:
    """The secret for following the appeal without an account, for its applicant or the officer who entered it."""
    case = appeal.case
    return decrypt_for(case.applicant, appeal.tracking_code, f"tracking:{case.reference}").decode()


def links_of(appeal: Appeal) -> list[Link]:
    """Earlier appeals to which this one may belong, those that wait for a judgement first."""
    links = Link.objects.filter(appeal=appeal).select_related("earlier__case__post")
    return sorted(links, key=lambda link: (link.is_confirmed is not None, -link.likeness, link.pk))


def rating_of(appeal: Appeal) -> Rating | None:
    """What the applicant thinks of the answer of this round."""
    return Rating.objects.filter(appeal=appeal, round=appeal.case.round).first()


def reopening_until(appeal: Appeal) -> datetime | None:
    """Until when an answered appeal may be reopened; None before there is an answer."""
    case = appeal.case
    answered = DemandAnswer.objects.filter(appeal=appeal, round=case.round).order_by("-made_at").first()
    if answered is None:
        return None
    term, office = shipped_times().reopening, case.post.code
    ledger = [Entry(term.starts, answered.made_at, office)]
    # Nothing holds this term back, so that its end is known in the moment of the answer.
    return due(term, ledger, {office: office_calendar(case.post)}, answered.made_at).moment


# --- without an account ---------------------------------------------------------------------------------------------


def track_appeal(reference: str, code: str) -> Appeal | None:
    """The appeal that a reference and its tracking code open: its outside only, nothing personal.

    A reference that is not there and a wrong code get the same answer after the same work: who asks for a reference
    that is not there has the code compared with the next appeal's. None says no more than that the two do not fit.
    """
    meant = normalise_reference(reference) or ""
    by_reference = Appeal.objects.order_by("case__reference")
    # In one query, whether there is a next one or not.
    next_one = by_reference.filter(case__reference__gte=meant).values("pk")[:1]
    last = by_reference.reverse().values("pk")[:1]
    appeal = APPEALS.filter(pk=Coalesce(Subquery(next_one), Subquery(last))).first()
    if appeal is None:
        return None
    offered = fingerprint_for(appeal.case.applicant, f"{meant}:{normalise_verification_code(code) or ''}")
    fits = constant_time_compare(offered, bytes(appeal.tracking_fingerprint))
    return appeal if fits and appeal.case.reference == meant else None


def access_reply(reference: str, number: int, token: str) -> Forward:
    """The forward that a body opens by its link; who holds the link is the body. Raises ReplyClosed, whatever is wrong.

    The body reads the appeal with its file, because it is the one that has to answer it (ZRU-445, art. 25).
    """
    forward = (
        Forward.objects.select_related("appeal__case__applicant", "appeal__case__post", "from_post")
        .filter(appeal__case__reference=reference, appeal__case__state="forwarded")
        .filter(number=number, is_outside=True, ended_at__isnull=True)
        .first()
    )
    if forward is None or not is_reply_token(forward, token) or forward.link_until < clock.now():
        raise ReplyClosed
    return forward


def is_file_of_appeal(appeal: Appeal, file_id: UUID) -> bool:
    """Whether the file belongs to the appeal as it stands."""
    return is_file_of(answers_of(appeal.case), file_id)


# --- themes ---------------------------------------------------------------------------------------------------------


def theme_title(code: str, language: str) -> str:
    """The name of a theme in the language; Cyrillic Uzbek follows from Latin, what lacks a text is Uzbek."""
    return worded(shipped_themes().by_code[code].titles, language)


def theme_titles(language: str) -> list[tuple[str, str]]:
    """All themes in the order of the table."""
    return [(code, theme_title(code, language)) for code in shipped_themes().by_code]


def themes_suggested(appeal: Appeal) -> list[tuple[str, tuple[str, ...]]]:
    """The themes that the words of the appeal suggest, best first, each with the words that did."""
    language = get_language()
    suggested = suggest_themes(words_of(matter_of_appeal(appeal)), shipped_themes())
    return [(theme_title(one.theme, language), one.words) for one in suggested[:3]]


# --- lists of a post ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Board:
    """Open appeals by how much of their term is left: red, amber, green; by post and by theme."""

    by_post: dict[str, dict[str, int]]
    by_theme: dict[str, dict[str, int]]


def terms_board(posts: Sequence[Post] | None) -> Board:
    """How the terms of open appeals stand at the posts; None: everywhere. One query, and nothing of any appeal."""
    found = Appeal.objects.filter(case__state__in=states.OPEN_STATES, case__due_at__isnull=False)
    if posts is not None:
        found = found.filter(case__post__in=posts)
    board = Board({}, {})
    now = clock.now()
    for post, zone, theme, due_at in found.values_list("case__post__code", "case__post__zone", "theme", "case__due_at"):
        left = (due_at.astimezone(ZoneInfo(zone)).date() - now.astimezone(ZoneInfo(zone)).date()).days
        for rows, key in ((board.by_post, post), (board.by_theme, theme)):
            row = rows.setdefault(key, dict.fromkeys(("red", "amber", "green"), 0))
            row["red" if due_at < now else urgency(left, shipped_times().alerts)] += 1
    return Board(dict(sorted(board.by_post.items())), dict(sorted(board.by_theme.items())))
