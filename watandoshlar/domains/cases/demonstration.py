"""Invented applications through the real acts: for the demonstration and for tests of every example."""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import posts_for, today_at
from watandoshlar.domains.cases.acts import (
    answer_consents,
    answer_request,
    confirm_decision,
    confirm_mandate,
    propose_decision,
    receive_applicant,
    record_consent,
    request_items,
    save_page,
    start_draft,
    submit_draft,
    take_case,
)
from watandoshlar.domains.cases.consents import consent_token, named_of
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.gates import Gate, closed_gates
from watandoshlar.domains.cases.mandates import day_written
from watandoshlar.domains.cases.models import Case, Consent, Draft
from watandoshlar.domains.cases.nominating import WALKED, award_at_gate, recommend_at_gate
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.walking import (
    walk_hand_over,
    walk_issue,
    walk_refer,
    walk_referral_gate,
    walk_report,
)
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    Field,
    Service,
    facts_of_example,
    fill_in,
    full_name,
    get_version,
    leaf_named,
)
from watandoshlar.domains.fees.api import charges_of, currencies_for, record_payment, set_amount
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import regions
from watandoshlar.foundation.money import Money

WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
EXAMPLE_MINOR_UNITS = 2500
PAPER_SIZE = (900, 1200)
PHOTO_SIZE = (600, 800)
PASSPORT = "AA0000000"


def give_consent_of(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """The other person agrees by the link of their letter; who has no address, before the officer."""
    consent = Consent.objects.select_related("case__applicant").get(case=case, rule=gate.id)
    name = full_name(dict(named_of(consent).name)) or "SPECIMEN"
    if consent.letter:
        answer_consents(
            acting_user=SYSTEM,
            letter=consent.letter,
            token=consent_token(consent),
            answers=dict.fromkeys(_of_letter(consent), "give"),
            name=name,
            document=PASSPORT,
            is_me=True,
        )
        return
    record_consent(
        acting_user=acting_user,
        reference=case.reference,
        rule=gate.id,
        answer="given",
        how="counter",
        name=name,
        document=PASSPORT,
        has_seen=True,
    )


def _of_letter(consent: Consent) -> list[int]:
    return list(Consent.objects.filter(letter=consent.letter, state="asked").values_list("pk", flat=True))


def confirm_mandate_of(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """The officer confirms the paper that the example shows, until the day that it gives, or for a year."""
    until = day_written(journey_of_case(case, answers_of(case))) or today_at(case.post) + timedelta(days=365)
    confirm_mandate(acting_user=acting_user, reference=case.reference, valid_until=until, has_seen=True)


def come_for(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    receive_applicant(acting_user=acting_user, reference=case.reference, identity="document")


def start_example(*, acting_user, service: Service, raw: Mapping[str, Any], country: str, region: str = "") -> Draft:
    """A draft filled in page by page as the example says, in the order in which the pages open."""
    filled = fill_in(service.definition, raw)
    post = posts_for(country, region, service.slug, clock.now().date())[0]
    draft = start_draft(acting_user=acting_user, slug=service.slug, post_code=post.code, country=country, region=region)
    for page_id, typed in filled.typed.items():
        uploads = uploads_of_example(service.definition.page(page_id).fields, raw)
        save_page(acting_user=acting_user, draft_id=draft.pk, page_id=page_id, typed=typed, uploads=uploads)
    return Draft.objects.select_related("applicant", "post").get(pk=draft.pk)


def uploads_of_example(fields: Iterable[Field], raw: Mapping[str, Any]) -> dict[str, list[SimpleUploadedFile]]:
    """The files that an example gives for some of the fields, in their rows too, by HTML name."""
    return {
        name: [example_upload(file, leaf.kind) for file in files]
        for name, files in (raw.get("files") or {}).items()
        for asked in fields
        if (leaf := leaf_named(asked, name))
    }


def submit_example(*, acting_user, service: Service, raw: Mapping[str, Any], country: str, region: str = "") -> Case:
    draft = start_example(acting_user=acting_user, service=service, raw=raw, country=country, region=region)
    return submit_draft(acting_user=acting_user, draft_id=draft.pk, idempotency_key=f"example-{draft.pk}")


def walk_example(*, acting_user, second_officer, case: Case, raw: Mapping[str, Any]) -> Case:
    """The officers' steps of an example through the real acts; returns the case as it ends.

    `acting_user` is the first officer; a requested item is answered again by the applicant with what they had sent.
    """
    outcome = ""
    reasons = [raw["refuse"]] if "refuse" in raw else []
    for step in raw.get("officer") or ():
        if step == "take":
            take_case(acting_user=acting_user, reference=case.reference)
        elif step in ("approve", "refuse"):
            outcome = step
            if outcome == "approve":
                open_gates(case, "approve", acting_user=acting_user, raw=raw)
            propose_decision(
                acting_user=acting_user,
                reference=case.reference,
                outcome=outcome,
                reasons=reasons if step == "refuse" else [],
            )
        elif step == "second":
            confirm_decision(acting_user=second_officer, reference=case.reference, agrees=True)
        elif step == "request":
            due_on = clock.now().date().replace(year=clock.now().year + 1)
            request_items(
                acting_user=acting_user, reference=case.reference, items=raw["request"], note="", due_on=due_on
            )
        elif step == "answer":
            _answer(case, raw)
        elif step in OTHER_STEPS:
            OTHER_STEPS[step](reread(case), acting_user=acting_user, raw=raw)
        else:
            raise ValueError(f"An example names the step {step!r}, which nobody can take.")
    return Case.objects.get(pk=case.pk)


def reread(case: Case) -> Case:
    """The case as the last act left it."""
    return Case.objects.select_related("applicant", "post", "account").get(pk=case.pk)


def walk_result(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    """The result is ready, and reaches the applicant where the example says in which way."""
    walk_issue(case, acting_user=acting_user)
    if way := raw["expects"].get("hand_over"):
        open_gates(case, "hand_over", acting_user=acting_user, raw=raw)
        walk_hand_over(case, way, acting_user=acting_user)


def pay_charge(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """Whoever has the case takes the money at the post; an amount that nobody has confirmed is invented."""
    standing = next(one for one in charges_of(case.reference) if one.charge.fee == gate.id)
    bill, charge = standing.charge.bill, standing.charge
    if standing.amount is None:
        invented = Money.of_minor(EXAMPLE_MINOR_UNITS, currencies_for(charge, case.post)[0])
        set_amount(
            acting_user=acting_user,
            bill=bill.reference,
            charge_id=charge.pk,
            amount=invented,
            source="Invented example",
        )
    owed = next(one.owed for one in charges_of(case.reference) if one.charge.pk == charge.pk)
    record_payment(
        acting_user=acting_user,
        bill=bill.reference,
        receipt_number=f"{case.reference}/{charge.pk}",
        amount=owed,
        paid_on=today_at(case.post),
    )


# How each sort of gate is opened: `walker(case, gate, acting_user=officer, raw=example)`.
WALKERS: dict[str, Callable[..., None]] = {
    "consent": give_consent_of,
    "mandate": confirm_mandate_of,
    "referral": walk_referral_gate,
    "recommendation": recommend_at_gate,
    "commission": award_at_gate,
    "visit": come_for,
    "fee": pay_charge,
}


def open_gates(case: Case, step: str, *, acting_user, raw: Mapping[str, Any]) -> None:
    """Do what is missing before a step by the acts that it needs, whoever takes them."""
    for gate in closed_gates(case, journey_of_case(case, answers_of(case)), step):
        WALKERS[gate.code](case, gate, acting_user=acting_user, raw=raw)


# Steps of an example that are walked without its officer deciding anything.
OTHER_STEPS: dict[str, Callable[..., None]] = {
    "refer": walk_refer,
    "report": walk_report,
    "issue": walk_result,
    **WALKED,
}


def _answer(case: Case, raw: Mapping[str, Any]) -> None:
    definition = get_version(case.version_id).definition
    filled = fill_in(definition, raw)
    everything = {name: values for typed in filled.typed.values() for name, values in typed.items()}
    typed = {name: values for name, values in everything.items() if name.split(".")[0] in raw["request"]}
    uploads = {
        name: [example_upload("page.jpg", definition.fields[name].kind)]
        for name in raw["request"]
        if definition.fields[name].kind in EVIDENCE_KINDS
    }
    answer_request(acting_user=case.account, reference=case.reference, typed=typed, uploads=uploads)


def example_upload(name: str, kind: str) -> SimpleUploadedFile:
    """A real file with the name of the example: a picture, or a PDF of one page; nothing real is on it."""
    stem = name.rpartition(".")[0] or name
    if name.endswith(".pdf"):
        return SimpleUploadedFile(name, _specimen(stem, kind, "PDF"), "application/pdf")
    return SimpleUploadedFile(f"{stem}.jpg", _specimen(stem, kind, "JPEG"), "image/jpeg")


@lru_cache(maxsize=64)
def _specimen(words: str, kind: str, file_type: str) -> bytes:
    picture = Image.new("RGB", PHOTO_SIZE if kind == "photo" else PAPER_SIZE, "#f4efe4")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle([60, 60, picture.width - 60, picture.height - 60], outline="#0b6e75", width=6)
    drawing.text((100, 120), f"SPECIMEN {words}", fill="#7a1f33")
    stream = io.BytesIO()
    picture.save(stream, file_type, quality=80)
    return stream.getvalue()


def example_on(raw: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """The example as if it were written on another day: every date in its answers moves by as many days.

    What hangs on a day exactly (an age, six full months) may come out otherwise; a demonstration chooses others.
    """
    days = day - date.fromisoformat(raw["today"])
    return {**raw, "today": day.isoformat(), "answers": _moved(raw["answers"], days)}


def _moved(value: Any, days: timedelta) -> Any:
    if isinstance(value, Mapping):
        return {key: _moved(inner, days) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, days) for inner in value]
    if isinstance(value, str) and WHOLE_DATE.fullmatch(value):
        return (date.fromisoformat(value) + days).isoformat()
    return value


def place_of_example(raw: Mapping[str, Any]) -> tuple[str, str]:
    """Country and region of an example's applicant: its host country, and there a region that a post serves."""
    facts = facts_of_example(raw)
    country = facts.host_country
    for region in ["", *(code for code, _name in regions(country, "en"))]:
        found = posts_for(country, region, "", clock.now().date())
        if found and found[0].code == facts.post and not found[0].stands_in:
            return country, region
    return country, ""
