"""No sequence of edits, back-steps, publications and moves to other versions loses a stored answer.

Real acts on the real database, with definitions and values that are drawn. Only the applicant takes an answer away: by
answering again, or by emptying the field.
"""

import json
from collections import defaultdict
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domains.cases.builders import SEOUL, account_of, apply_latest_policy
from tests.strategies import TODAY, edited, raw_definitions, raw_fields, values
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Draft,
    DraftContent,
    access_draft,
    decline_version,
    drafts_met,
    example_upload,
    migrate_draft,
    save_page,
    start_draft,
)
from watandoshlar.domains.catalogue.api import DRAFT_POLICIES, EVIDENCE_KINDS, KINDS, Field, Page, get_version, typed
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.domains.catalogue.rules.version import content_hash
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db

# What no kind of field can read, by the part that it is sent under.
NONSENSE = "\u2603 31 foo"


def publish_definition(raw: dict[str, Any], policy: str) -> str:
    """A version as `publish_version` writes it; texts, which an act would check at length, are of no concern here."""
    # As the database gives it back.
    content = json.loads(json.dumps({"definition": raw, "texts": {}}))
    version = content_hash(content)
    if not ServiceVersion.objects.filter(pk=version).exists():
        ServiceVersion(content_hash=version, slug=raw["service"], content=content).save(force_insert=True)
    Publication(slug=raw["service"], version_id=version, difference="breaking", draft_policy=policy).save()
    return version


def plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


class Owner(RuleBasedStateMachine):
    """An owner who publishes and an applicant who fills in; `owed` is what has been stored and not taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(raw=raw_definitions())
    def begin(self, raw: dict[str, Any]) -> None:
        self.raws, self.owed = [raw], defaultdict(set)
        self.account = account_of("nodira")
        publish_definition(raw, "keep")
        post = get_post("seoul")
        self.draft_id = start_draft(acting_user=self.account, slug=raw["service"], post_code=post.code, **SEOUL).pk

    # --- what there is ------------------------------------------------------------------------------------------------

    def opened(self) -> tuple[Draft, DraftContent]:
        return access_draft(self.account, self.draft_id)

    def a_page(self, data: st.DataObject) -> Page:
        return data.draw(st.sampled_from(get_version(self.opened()[0].version_id).definition.pages))

    def save(self, page: Page, sent: dict[str, list[str]], uploads: dict | None = None) -> None:
        before = self.opened()[1].answers
        with transaction.atomic():
            save_page(
                acting_user=self.account, draft_id=self.draft_id, page_id=page.id, typed=sent, uploads=uploads or {}
            )
        after = self.opened()[1].answers
        named = {name.split(".")[0] for name in (*sent, *(uploads or {}))}
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                assert name in named, "only what was sent changes"
                if name in before:
                    self.owed[name].discard(plain(before[name]))
            if name in after:
                self.owed[name].add(plain(after[name]))

    # --- the applicant ------------------------------------------------------------------------------------------------

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        page = self.a_page(data)
        field = data.draw(st.sampled_from(page.fields))
        if field.kind in EVIDENCE_KINDS:
            self.save(page, {}, {field.id: [example_upload("face.jpg", "photo")]})
            return
        if papers := [inner for inner in field.fields if inner.kind in EVIDENCE_KINDS]:
            stored = self.opened()[1].answers.get(field.id, ())
            if len(stored) < field.options["max_rows"]:
                shown = typed(field, stored)
                number = max((int(row["row"]) for row in stored), default=0) + 1
                self.save(page, shown, {f"{field.id}.{number}.{papers[0].id}": [example_upload("face.jpg", "photo")]})
                assert self.opened()[1].answers[field.id][:-1] == [*stored]
        value = data.draw(values(field).filter(lambda drawn: not self.names_a_stranger(field, drawn)))
        self.save(page, typed(field, value))
        kept = self.opened()[1].answers
        assert field.id in kept or self.opened()[1].typed[field.id]

    def names_a_stranger(self, field: Field, value: Any) -> bool:
        if field.kind == "person":
            return bool(value["person"])
        rows = value if field.kind == "group" else []
        return any(
            self.names_a_stranger(inner, row[inner.id]) for row in rows for inner in field.fields if inner.id in row
        )

    @rule(data=st.data())
    def type_nonsense(self, data: st.DataObject) -> None:
        page = self.a_page(data)
        field = data.draw(st.sampled_from(page.fields))
        if field.kind in (*EVIDENCE_KINDS, "group", "short_text", "long_text"):
            return
        sent = {f"{field.id}.{part}".rstrip("."): [NONSENSE] for part in KINDS[field.kind].parts}
        before = self.opened()[1].answers
        self.save(page, sent)
        content = self.opened()[1]
        if content.answers.get(field.id) == before.get(field.id):
            assert content.typed[field.id] == sent

    @rule(data=st.data())
    def empty(self, data: st.DataObject) -> None:
        page = self.a_page(data)
        field = data.draw(st.sampled_from(page.fields))
        if field.kind not in (*EVIDENCE_KINDS, "group"):
            self.save(page, {f"{field.id}.{part}".rstrip("."): [""] for part in KINDS[field.kind].parts})
            assert field.id not in self.opened()[1].answers

    @rule(data=st.data())
    def step_back_and_save_as_shown(self, data: st.DataObject) -> None:
        page, content = self.a_page(data), self.opened()[1]
        sent = {}
        for field in page.fields:
            sent |= typed(field, content.answers.get(field.id))
        self.save(page, sent)
        assert {name: self.opened()[1].answers.get(name) for name in content.answers} == content.answers

    # --- the owner ----------------------------------------------------------------------------------------------------

    @rule(data=st.data(), policy=st.sampled_from(DRAFT_POLICIES))
    def publish_an_edit(self, data: st.DataObject, policy: str) -> None:
        self.publish(data.draw(edited(self.raws[-1])), policy)

    @rule(data=st.data(), policy=st.sampled_from(["migrate", "offer"]), drops=st.booleans())
    def publish_against_an_answer(self, data: st.DataObject, policy: str, drops: bool) -> None:
        """The question of an answer becomes another one, or is dropped for another one."""
        raw = deepcopy(self.raws[-1])
        places = [(page, at) for page in raw["pages"] for at, asked in enumerate(page["fields"])]
        answers = self.opened()[1].answers
        if answered := [(page, at) for page, at in places if page["fields"][at]["id"] in answers]:
            page, at = data.draw(st.sampled_from(answered))
            name = f"asked_{50 + len(self.raws)}" if drops else page["fields"][at]["id"]
            page["fields"][at] = data.draw(raw_fields(name))
            for other in raw["pages"]:
                # A condition may ask for what is dropped.
                other.pop("show_if", None)
            self.publish(raw, policy)

    @rule(data=st.data())
    def publish_an_earlier_one_again(self, data: st.DataObject) -> None:
        self.publish(data.draw(st.sampled_from(self.raws)), "migrate")

    def publish(self, raw: dict[str, Any], policy: str) -> None:
        self.raws.append(raw)
        version = publish_definition(raw, policy)
        pinned = self.opened()[0].version_id
        apply_latest_policy(raw["service"])
        draft = self.opened()[0]
        assert draft.version_id == (version if policy == "migrate" else pinned)
        if policy == "offer" and pinned != version:
            assert draft.offered_version_id == version

    @precondition(lambda self: self.opened()[0].offered_version_id)
    @rule(accepts=st.booleans())
    def answer_the_offer(self, accepts: bool) -> None:
        draft = self.opened()[0]
        offered = draft.offered_version_id
        act = migrate_draft if accepts else decline_version
        act(acting_user=self.account, draft_id=self.draft_id)
        after = self.opened()[0]
        assert (after.version_id, after.offered_version_id) == (offered if accepts else draft.version_id, None)
        assert not drafts_met(self.raws[-1]["service"], after.version_id).exists()

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def everything_owed_is_there(self) -> None:
        if not hasattr(self, "draft_id"):
            return
        content = self.opened()[1]
        held = defaultdict(set)
        for name, value in content.answers.items():
            held[name].add(plain(value))
        for name, values_set_aside in content.set_aside.items():
            held[name] |= {plain(value) for value in values_set_aside}
        assert {name: owed for name, owed in self.owed.items() if owed} == dict(held)


@pytest.mark.usefixtures("posts")
def test_nothing_is_lost() -> None:
    with clock.fixed(clock.now().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)):
        run_state_machine_as_test(
            Owner,
            settings=settings(
                max_examples=20,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            ),
        )
