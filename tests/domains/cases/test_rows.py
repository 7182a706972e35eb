"""Rows of a group: their files, the people in them and what they ask, from the form to the document."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domains.cases.builders import FAMILY, FAMILY_FOLDER, SEOUL, SOON, Office, account_of
from tests.domains.cases.test_drafts import is_kept
from watandoshlar.capabilities.evidence.api import StoredFile
from watandoshlar.capabilities.people.api import access_known_people, access_people_of, register_person
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    Saved,
    access_draft,
    answer_request,
    answers_of,
    errors,
    example_upload,
    fingerprint,
    incomplete_pages,
    is_file_of,
    journey_of,
    request_items,
    save_page,
    service_of,
    start_example,
    submit_draft,
    take_case,
    walk_example,
)
from watandoshlar.domains.cases.documents import certificate_record
from watandoshlar.domains.catalogue.api import current_version, read_folder

pytestmark = pytest.mark.django_db

PAPER, PHOTO = "children.2.birth_paper", "children.1.child_photo"
EMPTY = {"children.1.row": ["1"], "children.2.row": ["2"]}
"""A form that shows both stored rows and into which nothing was typed."""


@pytest.fixture
def raw() -> dict[str, Any]:
    return read_folder(FAMILY_FOLDER).examples["two-children"]


@pytest.fixture
def draft(office: Office, publish, raw: dict[str, Any]) -> Draft:
    """Two children: the first with a photo, the second, born abroad, with two papers."""
    publish(FAMILY)
    return start_example(acting_user=office.applicant, service=current_version(FAMILY), raw=raw, **SEOUL)


@pytest.fixture
def save(office: Office, draft: Draft):
    def save_family(typed: dict, uploads: dict | None = None, **more: Any) -> Saved:
        who = {"acting_user": office.applicant, "draft_id": draft.pk, "page_id": "family"}
        return save_page(typed=typed, uploads=uploads, **who, **more)

    return save_family


@pytest.fixture
def rows(office: Office, draft: Draft):
    """The stored rows by their ids."""

    def stored() -> dict[str, dict]:
        answers = access_draft(office.applicant, draft.pk)[1].answers
        return {row["row"]: row for row in answers.get("children", ())}

    return stored


def ids(files: list[dict]) -> list[str]:
    return [file["id"] for file in files]


def codes(saved: Saved) -> list[str]:
    return [f"{fault.code} {fault.part}" for fault in saved.problems.get("children", ())]


def paper(name: str = "more.pdf") -> SimpleUploadedFile:
    return example_upload(name, "file")


def submit(office: Office, draft: Draft) -> Case:
    return submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")


def test_the_example_goes_its_whole_way(office: Office, draft: Draft, raw: dict[str, Any]) -> None:
    case = submit(office, draft)
    before = answers_of(case)
    case = walk_example(acting_user=office.officer, second_officer=office.second, case=case, raw=raw)
    assert case.state == "issued"
    # Asked for once more and sent as it was: rows, files and people are the same.
    assert answers_of(case) == before


# --- files -----------------------------------------------------------------------------------------------------------


def test_files_are_kept_in_their_rows(draft: Draft, rows) -> None:
    assert [file["name"] for file in rows()["1"]["child_photo"]] == ["lola.jpg"]
    assert [file["name"] for file in rows()["2"]["birth_paper"]] == ["aziz.pdf", "translation.jpg"]
    stored = {stored.pk: stored.kind for stored in StoredFile.objects.all()}
    assert sorted(stored.values()) == ["file", "file", "photo"]
    assert {str(pk) for pk in stored} == {*ids(rows()["1"]["child_photo"]), *ids(rows()["2"]["birth_paper"])}


def test_the_files_of_a_row_that_is_taken_away_are_deleted(save, rows, django_capture_on_commit_callbacks) -> None:
    before = rows()
    with django_capture_on_commit_callbacks(execute=True):
        save({**EMPTY, "children.remove": ["1"]})
    assert rows() == {"2": before["2"]}
    assert not is_kept(before["1"]["child_photo"][0]["id"])
    assert all(is_kept(file_id) for file_id in ids(before["2"]["birth_paper"]))


def test_one_file_of_a_row_is_taken_away(save, rows, django_capture_on_commit_callbacks) -> None:
    first, second = ids(rows()["2"]["birth_paper"])
    with django_capture_on_commit_callbacks(execute=True):
        save({**EMPTY, f"{PAPER}.remove": [first]})
    assert ids(rows()["2"]["birth_paper"]) == [second]
    assert (is_kept(first), is_kept(second)) == (False, True)


def test_a_file_alone_begins_a_row(save, rows) -> None:
    before = rows()
    saved = save(EMPTY, {"children.3.child_photo": [example_upload("third.jpg", "photo")]})
    assert [file["name"] for file in rows()["3"]["child_photo"]] == ["third.jpg"]
    assert {row_id: row for row_id, row in rows().items() if row_id != "3"} == before
    assert "required 3.child_born" in codes(saved)


def test_a_file_that_comes_without_the_rest_of_the_form_takes_no_row_away(save, rows) -> None:
    before = rows()
    # It does not say that its row is one of those that are stored, so it begins another.
    save({}, {PHOTO: [example_upload("third.jpg", "photo")]})
    assert [file["name"] for file in rows().pop("3")["child_photo"]] == ["third.jpg"]
    assert {row_id: row for row_id, row in rows().items() if row_id != "3"} == before


def test_a_file_stays_although_another_answer_of_its_row_is_refused(save, rows, office: Office, draft: Draft) -> None:
    day = {"children.1.child_born.day": ["31"], "children.1.child_born.month": ["2"]}
    day |= {"children.1.child_born.year": ["2020"]}
    saved = save({**EMPTY, **day, f"{PAPER}.remove": ids(rows()["2"]["birth_paper"])}, {PAPER: [paper()]})
    assert codes(saved) == ["not_a_date 1.child_born"]
    assert rows()["1"]["child_born"] == "2019-03-04"
    assert [file["name"] for file in rows()["2"]["birth_paper"]] == ["more.pdf"]
    content = access_draft(office.applicant, draft.pk)[1]
    # Only what was refused is kept as typed.
    assert content.typed == {"children": day}
    assert incomplete_pages(journey_of(draft, content), content) == ["family"]
    assert not codes(save({**EMPTY, "children.1.child_born": ["2020-02-03"]}))
    assert access_draft(office.applicant, draft.pk)[1].typed == {}


def test_a_row_is_taken_away_although_another_is_refused(save, rows) -> None:
    saved = save({**EMPTY, "children.2.child_born": ["soon"], "children.remove": ["1"]})
    assert list(rows()) == ["2"]
    assert codes(saved) == ["not_a_date 2.child_born"]


def test_limits_and_sniffing_hold_in_rows(save, rows) -> None:
    before = rows()
    saved = save(EMPTY, {PAPER: [paper()]})
    assert codes(saved) == ["too_many_files 2.birth_paper"]
    disguised = SimpleUploadedFile("lola.jpg", b"MZ" + bytes(5000), "image/jpeg")
    saved = save({**EMPTY, f"{PHOTO}.remove": ids(before["1"]["child_photo"])}, {PHOTO: [disguised]})
    assert codes(saved) == ["file_refused 1.child_photo"]
    assert "child_photo" not in rows()["1"]
    assert rows()["2"] == before["2"]


def test_a_file_of_a_row_that_is_taken_away_is_not_kept(save, rows) -> None:
    number = StoredFile.objects.count()
    save({**EMPTY, "children.remove": ["2"]}, {PAPER: [paper()]})
    assert list(rows()) == ["1"]
    assert StoredFile.objects.count() == number


@pytest.mark.parametrize("name", ["children.1.child_name", "children.1.passport", "children", "other", "children.x.y"])
def test_a_file_where_none_is_asked_is_refused(save, rows, name: str) -> None:
    before = rows()
    with pytest.raises(errors.UnknownAnswer):
        save(EMPTY, {name: [paper()]})
    assert rows() == before


def test_a_tab_that_shows_old_rows_keeps_its_files_in_rows_of_their_own(
    office: Office, draft: Draft, save, rows
) -> None:
    base = fingerprint(access_draft(office.applicant, draft.pk)[1], ["children"])
    third = {"children.3.child_abroad": ["no"]}
    save({**EMPTY, **third})
    before = rows()
    # The other tab has a third child too, but another one.
    sent = {**EMPTY, "children.3.child_abroad": ["yes"]}
    saved = save(sent, {"children.3.birth_paper": [paper()], PAPER: []}, base=base)
    assert list(saved.conflicts) == ["children"]
    assert saved.typed["children.4.child_abroad"] == ["yes"]
    assert {row_id: row for row_id, row in rows().items() if row_id != "4"} == before
    assert list(rows()["4"]) == ["row", "birth_paper"]


# --- what a row asks -------------------------------------------------------------------------------------------------


def test_a_row_asks_by_its_own_answers(office: Office, draft: Draft, save, rows) -> None:
    papers = rows()["2"]["birth_paper"]
    assert codes(save({**EMPTY, "children.1.child_abroad": ["yes"]})) == ["file_required 1.birth_paper"]
    assert not codes(save({**EMPTY, "children.1.child_abroad": ["no"], "children.2.child_abroad": ["no"]}))
    # What is not asked any more is not thrown away, and comes back with its question.
    assert rows()["2"]["birth_paper"] == papers
    case = submit(office, draft)
    submitted = {row["row"]: row for row in answers_of(case)["children"]}
    assert "birth_paper" not in submitted["2"]
    assert "child_photo" in submitted["1"]


def test_a_refused_answer_that_its_row_asks_no_more_is_no_mistake(office: Office, draft: Draft, save) -> None:
    disguised = SimpleUploadedFile("paper.pdf", b"MZ" + bytes(5000), "application/pdf")
    saved = save({**EMPTY, "children.2.child_abroad": ["no"]}, {"children.1.birth_paper": [disguised]})
    assert saved.is_complete
    content = access_draft(office.applicant, draft.pk)[1]
    assert incomplete_pages(journey_of(draft, content), content) == []


def test_the_document_says_what_was_answered_without_the_papers(office: Office, draft: Draft) -> None:
    case = submit(office, draft)
    (row,) = certificate_record(case, service_of(case), answers_of(case)).rows
    printed = " ".join(row["values"]["en"])
    assert "Karimova Lola" in printed
    assert "aziz.pdf" not in printed
    assert "lola.jpg" not in printed


# --- people in rows --------------------------------------------------------------------------------------------------


def test_every_child_in_a_row_is_registered_once_and_known_the_next_time(
    office: Office, draft: Draft, raw: dict[str, Any]
) -> None:
    case = submit(office, draft)
    children = {str(person.pk) for person in access_people_of(office.applicant) if person.relation == "child"}
    assert {row["child"]["person"] for row in answers_of(case)["children"]} == children
    assert len(children) == 2
    known = {known.name["given"]: str(known.person_id) for known in access_known_people(office.applicant)}
    assert known.keys() == {"Lola", "Aziz"}
    again = start_example(acting_user=office.applicant, service=current_version(FAMILY), raw=raw, **SEOUL)
    chosen = {f"children.{row}.child.{part}": [value] for row in "12" for part, value in (("role", "child"),)}
    chosen |= {"children.1.child.person": [known["Lola"]], "children.2.child.person": [known["Aziz"]]}
    saved = save_page(acting_user=office.applicant, draft_id=again.pk, page_id="family", typed={**EMPTY, **chosen})
    assert saved.is_complete
    second = submit(office, again)
    assert [row["child"]["person"] for row in answers_of(second)["children"]] == [known["Lola"], known["Aziz"]]
    assert len(access_people_of(office.applicant)) == 3


def test_nobody_names_anothers_child_in_a_row(office: Office, save, rows) -> None:
    stranger = register_person(acting_user=account_of("stranger"), relation="child")
    before = rows()
    typed = {"children.1.child.role": ["child"], "children.1.child.person": [str(stranger.pk)]}
    saved = save({**EMPTY, **typed, "children.2.child_born": ["2022-06-07"]})
    assert codes(saved) == ["not_a_choice 1.child.role"]
    assert rows() == {"1": before["1"], "2": {**before["2"], "child_born": "2022-06-07"}}


# --- what the officer asks for ---------------------------------------------------------------------------------------


@pytest.fixture
def asked(office: Office, draft: Draft) -> Case:
    """A case whose officer has asked for the children once more."""
    case = submit(office, draft)
    take_case(acting_user=office.officer, reference=case.reference)
    request_items(acting_user=office.officer, reference=case.reference, items=["children"], note="", due_on=SOON)
    return case


def test_a_paper_in_a_row_is_sent_to_the_officer(office: Office, asked: Case) -> None:
    before = answers_of(asked)
    answer_request(
        acting_user=office.applicant, reference=asked.reference, typed=EMPTY, uploads={PAPER: [paper("stamped.pdf")]}
    )
    after = answers_of(asked)
    # New files take the place of the earlier ones, in this row only.
    assert [file["name"] for file in after["children"][1]["birth_paper"]] == ["stamped.pdf"]
    assert after["children"][0] == before["children"][0]
    assert all(is_file_of(after, file_id) for file_id in ids(after["children"][1]["birth_paper"]))
    # What was sent before is part of the history and stays.
    assert all(is_kept(file_id) for file_id in ids(before["children"][1]["birth_paper"]))


def test_a_child_that_comes_later_is_registered_and_the_others_are_not_again(office: Office, asked: Case) -> None:
    people = {str(person.pk) for person in access_people_of(office.applicant)}
    third = {"child.role": "child", "child_name.given": "Umid", "child_name.script": "Latn"}
    third |= {"child_name.source": "birth_certificate", "child_born": "2026-01-01", "child_abroad": "no"}
    typed = {**EMPTY, **{f"children.3.{name}": [value] for name, value in third.items()}}
    # As a form sends it for whom nobody has chosen by name.
    typed |= {"children.1.child.role": ["child"]}
    answer_request(acting_user=office.applicant, reference=asked.reference, typed=typed)
    named = [row["child"]["person"] for row in answers_of(asked)["children"]]
    assert set(named[:2]) < people
    assert named[2] not in people
    assert len(access_people_of(office.applicant)) == len(people) + 1


def test_a_row_that_lacks_something_is_not_sent(office: Office, asked: Case) -> None:
    typed = {**EMPTY, "children.1.child_abroad": ["yes"], "children.2.child_born": ["soon"]}
    with pytest.raises(errors.ItemsIncomplete) as refused:
        answer_request(acting_user=office.applicant, reference=asked.reference, typed=typed)
    found = [f"{fault.code} {fault.part}" for fault in refused.value.fields["problems"]["children"]]
    assert found == ["file_required 1.birth_paper", "not_a_date 2.child_born"]
