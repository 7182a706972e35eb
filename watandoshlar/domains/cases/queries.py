"""Questions about drafts and cases. Answers, notes and names are reached only through `access_…`."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from watandoshlar.capabilities.access.api import Account, has_role, is_officer_of, posts_of
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acting import check_acting
from watandoshlar.domains.cases.content import DraftContent, file_ids, open_content
from watandoshlar.domains.cases.models import AnswerSet, Bar, Case, Decision, Draft, ItemRequest
from watandoshlar.domains.catalogue.api import HandOverRule, Publication, Service, get_version, latest_publication

# A service that says nothing of it gives a document to download.
BY_DOWNLOAD = HandOverRule(ways=("download",))


def service_of(application: Draft | Case) -> Service:
    """The published version of the service that a draft or case is pinned to."""
    return get_version(application.version_id)


def hand_over_rule(case: Case) -> HandOverRule:
    """How the result of a case reaches its applicant."""
    return service_of(case).definition.hand_over or BY_DOWNLOAD


def ways_to_choose(case: Case) -> tuple[str, ...]:
    """The ways among which the applicant chooses; none where there is one only. To be told something is no choice."""
    ways = tuple(way for way in hand_over_rule(case).ways if way != "told")
    return ways if len(ways) > 1 or ways == ("send",) else ()


# --- for the applicant ----------------------------------------------------------------------------------------------


def access_drafts(account: Account) -> QuerySet[Draft]:
    """The account's own drafts, newest first; rows only, no answers are opened."""
    return Draft.objects.waiting_for_submission().filter(account=account).order_by("-saved_at")


def access_draft(account: Account, draft_id: UUID) -> tuple[Draft, DraftContent]:
    """One of the account's drafts, opened. Anybody else's, and a submitted one, is not found."""
    drafts = Draft.objects.waiting_for_submission().select_related("applicant", "post", "family__lead")
    draft = drafts.filter(account=account, pk=draft_id).first()
    if draft is None:
        raise errors.DraftNotFound
    return draft, open_content(draft)


def access_cases(account: Account) -> QuerySet[Case]:
    """The account's own cases, newest first; rows only, no answers are opened."""
    return Case.objects.filter(account=account).select_related("hand_over").order_by("-submitted_at", "-pk")


def access_case(account: Account, reference: str) -> Case:
    """One of the account's cases. Raises CaseNotFound for anybody else's, and ActingEnded, CameOfAge or MandateOver
    where the account does not act for the person any more: it learns nothing new of the case."""
    case = _case_of(account, reference)
    check_acting(case)
    return case


def access_submitted(account: Account, reference: str) -> tuple[Case, int]:
    """One of the account's cases and the number of the last answers that the account itself gave: what somebody did
    stays theirs to read, whoever acts in the case now."""
    case = _case_of(account, reference)
    sets = AnswerSet.objects.filter(case=case, made_by=account).order_by("-number")
    number = sets.values_list("number", flat=True).first()
    if number is None:
        raise errors.CaseNotFound
    return case, number


def access_submitted_family(account: Account, draft_id: UUID) -> str:
    """The reference of the case that one of the account's drafts of a family became; empty before."""
    drafts = Draft.objects.filter(account=account, pk=draft_id, family__isnull=False)
    return drafts.values_list("submitted_as__reference", flat=True).first() or ""


def _case_of(account: Account, reference: str) -> Case:
    cases = Case.objects.select_related("applicant", "about", "post", "account")
    case = cases.filter(account=account, reference=reference).first()
    if case is None:
        raise errors.CaseNotFound
    return case


# --- for the officer ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficerView:
    """A case as one officer may see it: `may_read` opens answers and evidence, everything else is the outside of it.

    `is_neutral`: not even the name of the service is shown.
    """

    case: Case
    may_read: bool
    is_own_application: bool

    @property
    def is_neutral(self) -> bool:
        return self.case.is_confidential and not self.may_read


def access_case_as_officer(account: Account, reference: str) -> OfficerView:
    """A case of a post where the account works. Its answers open for the officer who took it and, while a decision
    waits for a second officer, for the others of the post; a confidential one only for whom `is_for_account` names.
    Never for the applicant's own account."""
    case = Case.objects.filter(reference=reference).select_related("applicant", "post", "officer", "account").first()
    if case is None or not is_officer_of(account, case.post):
        raise errors.CaseNotFound
    is_own = case.account_id == account.pk
    is_for_all = case.state == "proposed" and not case.is_confidential
    may_read = not is_own and (is_for_all or is_for_account(account, case))
    return OfficerView(case=case, may_read=may_read, is_own_application=is_own)


def is_for_account(account: Account, case: Case) -> bool:
    """Whether the account has the case in hand: its officer; for a confidential one also the second officer whom that
    one named, and the head of the post."""
    if case.officer_id == account.pk:
        return True
    return case.is_confidential and (case.second_officer_id == account.pk or has_role(account, "head", case.post))


def is_barred(account: Account, case: Case) -> bool:
    """Whether the account may never take the case: it answered before, or the case is a complaint about it."""
    return Bar.objects.filter(case=case, account=account).exists()


def queue_of(account: Account, state: str = "", mine: bool = False) -> QuerySet[Case]:
    """Open cases of the account's posts, the nearest term first. Nothing personal is in a row.

    `asked_until` is the day until which the applicant was asked for something, where a case waits for that.
    """
    requests = ItemRequest.objects.waiting_for_answer().filter(case=OuterRef("pk"))
    cases = _open_cases_for(account).annotate(asked_until=Subquery(requests.values("due_on")[:1]))
    if state:
        cases = cases.filter(state=state)
    if mine:
        cases = cases.filter(officer=account)
    # Fetched beside the rows: a queue has few posts, and a joined one would be read anew for every row.
    return cases.select_related("officer").prefetch_related("post").order_by(F("due_at").asc(nulls_last=True), "pk")


def cases_received_by(account: Account, references: Collection[str]) -> dict[str, Case]:
    """Those of the cases that belong to the account's posts, by reference; rows only, no answers are opened."""
    cases = Case.objects.filter(reference__in=references).at_posts(posts_of(account))
    return {case.reference: case for case in cases}


def queue_counts(account: Account) -> dict[str, int]:
    """How many cases each part of the queue holds: by state, and `all` and `mine`; one query."""
    rows = _open_cases_for(account).values("state").annotate(all=Count("pk"), mine=Count("pk", Q(officer=account)))
    counts = {"all": 0, "mine": 0}
    for row in rows:
        counts[row["state"]] = row["all"]
        counts["all"] += row["all"]
        counts["mine"] += row["mine"]
    return counts


def _open_cases_for(account: Account) -> QuerySet[Case]:
    return Case.objects.open().at_posts(posts_of(account)).exclude(account=account)


# --- the inside of a case: callers come through access_case or an OfficerView that may read ---------------------------


def answers_of(case: Case, number: int | None = None) -> dict:
    """The answers of a case, the latest or those of one set."""
    sets = AnswerSet.objects.filter(case=case)
    answer_set = sets.get(number=number) if number else sets.order_by("-number")[0]
    return decrypt_json_for(case.applicant, answer_set.answers, f"answers:{case.reference}:{answer_set.number}")


def answer_history(case: Case) -> list[AnswerSet]:
    """Who gave which answers when, oldest first; the answers themselves stay closed."""
    return list(AnswerSet.objects.filter(case=case).defer("answers").order_by("number"))


def note_of(case: Case, row: ItemRequest | Decision) -> str:
    """The officer's note on a request or a decision, opened; empty when there is none."""
    if not row.note:
        return ""
    if isinstance(row, ItemRequest):
        context = f"note:{case.reference}:{row.number}"
    else:
        context = f"decision:{case.reference}:{row.round}:{row.step}"
    return decrypt_json_for(case.applicant, row.note, context)


def open_item_request(case: Case) -> ItemRequest | None:
    """The request that waits for the applicant, if one does."""
    return case.item_requests.waiting_for_answer().first() if case.state == "waiting_for_applicant" else None


def asked_items(case: Case) -> list[str]:
    """Ids of everything that officers have asked for in this case, whether the branch of the answers asks it or not."""
    asked = case.item_requests.order_by("number").values_list("items", flat=True)
    return list(dict.fromkeys(name for items in asked for name in items))


def final_decision(case: Case) -> Decision | None:
    """The decision that ended the case's consideration, if it is decided."""
    return case.decisions.exclude(outcome="return").order_by("-round", "-step").first()


def proposal_of(decision: Decision) -> Decision:
    """The first officer's step of the round, whose note is for the applicant; the second officer's is for the first."""
    return decision if decision.step == 1 else Decision.objects.get(case=decision.case_id, round=decision.round, step=1)


def decisions_of(case: Case) -> list[Decision]:
    """Every officer's step of deciding this case, oldest first, the returned ones too; for officers only."""
    return list(case.decisions.select_related("officer").order_by("round", "step"))


def is_file_of(answers: dict, file_id: UUID) -> bool:
    """Whether a stored file belongs to these answers, groups included."""
    return str(file_id) in set(file_ids(answers))


# --- drafts and the publications that meet them -----------------------------------------------------------------------


def drafts_met(slug: str, version_id: str) -> QuerySet[Draft]:
    """Drafts on any other version of the service: what a publication of this one meets."""
    return Draft.objects.waiting_for_submission().filter(version__slug=slug).exclude(version_id=version_id)


def drafts_left(publication: Publication) -> QuerySet[Draft]:
    """Drafts to which the policy of a publication has yet to be applied; none when a later one has been made.

    To keep drafts means to take back what an earlier publication offered them.
    """
    if latest_publication(publication.slug) != publication:
        return Draft.objects.none()
    concerned = Q(offered_version__isnull=False)
    if publication.draft_policy != "keep":
        concerned |= ~Q(version_id=publication.version_id)
    drafts = Draft.objects.waiting_for_submission().filter(concerned, version__slug=publication.slug)
    return drafts.exclude(reached_by=publication)


@dataclass(frozen=True)
class PolicyProgress:
    """How far the policy of the latest publication of a service has come."""

    policy: str
    done: int
    left: int

    @property
    def total(self) -> int:
        return self.done + self.left


def policy_progress(slug: str) -> PolicyProgress | None:
    """None for a service that was never published, and when the policy met no draft."""
    publication = latest_publication(slug)
    if publication is None:
        return None
    done = Draft.objects.filter(reached_by=publication).count()
    progress = PolicyProgress(publication.draft_policy, done, drafts_left(publication).count())
    return progress if progress.total else None


def is_offered(draft: Draft) -> bool:
    """Whether the version that was offered can still be taken: a later publication overtakes the offer at once."""
    if not draft.offered_version_id:
        return False
    publication = latest_publication(service_of(draft).slug)
    return publication is not None and publication.version_id == draft.offered_version_id
