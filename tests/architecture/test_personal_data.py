"""Only `access_…` functions lead to personal data; what opens it without asking who wants to see is used at known
places only, each with the reason why somebody has asked before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import module_of, python_files, relative, tree_of

# What opens personal data for whoever calls it, and the room that keeps it.
OPENERS = {
    "decrypt_for": "watandoshlar.capabilities.people",
    "decrypt_json_for": "watandoshlar.capabilities.people",
    "read_file": "watandoshlar.capabilities.evidence",
    "zones_of": "watandoshlar.capabilities.evidence",
    "read_pdf": "watandoshlar.domains.certificates",
    "answers_of": "watandoshlar.domains.cases",
    "note_of": "watandoshlar.domains.cases",
    "words_of_referral": "watandoshlar.domains.cases",
    "words_of_result": "watandoshlar.domains.cases",
    "named_of": "watandoshlar.domains.cases",
    "consent_words_of": "watandoshlar.domains.cases",
    "words_of_resolution": "watandoshlar.domains.commissions",
    "words_of_recommendation": "watandoshlar.domains.cases",
    "words_of_cancellation": "watandoshlar.domains.cases",
    "answers_to": "watandoshlar.domains.appeals",
    "matter_of_appeal": "watandoshlar.domains.appeals",
    "reopened_because": "watandoshlar.domains.appeals",
    "tracking_code_of": "watandoshlar.domains.appeals",
    "why_of": "watandoshlar.domains.appeals",
}
# A new row needs a reason of the same kind: who has been asked, where.
KNOWN = {
    ("domains/certificates/acts/advance_signing_run.py", "decrypt_for"): "prints what two people had signed",
    ("capabilities/evidence/queries.py", "decrypt_for"): "is the opener `read_file`",
    ("capabilities/evidence/queries.py", "decrypt_json_for"): "is the opener `zones_of`",
    ("domains/cases/known.py", "zones_of"): "reads what belongs to answers that the caller has from `access_…`",
    ("domains/cases/acts/read_pictures.py", "zones_of"): "has the draft from `access_draft`",
    ("domains/certificates/queries.py", "decrypt_for"): "is the opener `read_pdf`",
    ("domains/certificates/holdings.py", "decrypt_for"): "is reached by `access_held_document`",
    ("web/portal/views/documents.py", "read_pdf"): "has the document from `access_held_document`",
    ("domains/commissions/queries.py", "decrypt_json_for"): "is the opener `words_of_resolution`",
    (
        "domains/cases/content.py",
        "decrypt_json_for",
    ): "is reached by `access_draft` and by acts on the own draft",
    ("domains/cases/consents.py", "decrypt_json_for"): "is the openers `named_of` and `consent_words_of`",
    ("domains/cases/queries.py", "decrypt_json_for"): "is the openers `answers_of` and `note_of`",
    ("domains/cases/referrals.py", "decrypt_json_for"): "is the opener `words_of_referral`",
    ("domains/cases/recommendations.py", "decrypt_json_for"): "is the opener `words_of_recommendation`",
    ("domains/cases/nominations.py", "decrypt_json_for"): "is the opener `words_of_cancellation`",
    ("domains/cases/results.py", "decrypt_json_for"): "is the opener `words_of_result`",
    ("domains/community/queries.py", "decrypt_json_for"): "is reached by `access_…` of contacts and of answers",
    ("domains/appeals/queries.py", "answers_of"): "is the opener `matter_of_appeal`, and asks for a file of an appeal",
    ("domains/appeals/queries.py", "decrypt_for"): "is the opener `tracking_code_of`",
    ("domains/appeals/queries.py", "decrypt_json_for"): "is the openers of answers, forwards and what was disputed",
    ("domains/appeals/acts/find_links.py", "answers_of"): "the platform compares words; nobody is shown any",
    ("domains/appeals/acts/_following.py", "answers_of"): "counts what the applicant has just answered",
    ("web/presenting/files.py", "read_file"): "views ask for the draft or case, and whether the file belongs to it",
    ("web/presenting/nominations.py", "words_of_resolution"): "shows a case that the view has from `access_…`",
    ("web/presenting/nominations.py", "words_of_cancellation"): "shows a case that the view has from `access_…`",
    ("web/workspace/presenting/nominations.py", "words_of_recommendation"): "asks `may_read` of `access_…`",
    ("web/workspace/presenting/commissions.py", "words_of_recommendation"): "has the papers from `access_nomination`",
    ("web/presenting/gates.py", "answers_of"): "shows a case that the view has from `access_…`, and may read",
    ("web/portal/presenting/ways.py", "words_of_result"): "shows a case that the view has from `access_case`",
    ("web/presenting/referrals.py", "words_of_referral"): "the page of a case asks `may_read` before",
    ("web/presenting/results.py", "words_of_result"): "shows a case that the view has from `access_case`",
    ("web/workspace/presenting/referrals.py", "answers_of"): "asks `may_read` of `access_…`",
    ("web/workspace/presenting/referrals.py", "words_of_referral"): "asks `may_read` of `access_referral`",
    (
        "web/workspace/presenting/results.py",
        "words_of_result",
    ): "for who may hand the result over, who writes the address",
    ("web/workspace/views/referrals.py", "answers_of"): "asks `may_read` of `access_referral`",
    ("web/presenting/cases.py", "note_of"): "shows a case that the view has from `access_case`",
    ("web/portal/views/cases.py", "answers_of"): "every view begins with `access_case`",
    ("web/portal/views/cases.py", "note_of"): "every view begins with `access_case`",
    ("web/portal/views/cases.py", "read_pdf"): "the document of a case from `access_case`",
    ("web/portal/views/cases.py", "tracking_code_of"): "every view begins with `access_case`",
    ("web/portal/views/requests.py", "note_of"): "every view begins with `access_case`",
    ("web/presenting/appeals.py", "answers_to"): "shows an appeal that the view has from `access_…`",
    ("web/presenting/appeals.py", "matter_of_appeal"): "shows an appeal that the view has from `access_…`",
    ("web/presenting/appeals.py", "why_of"): "shows an appeal that the view has from `access_…`",
    ("web/presenting/people.py", "answers_of"): "names the family of a case that the view has from `access_…`",
    ("web/presenting/people.py", "named_of"): "shows a case that the view has from `access_…`",
    ("web/public_site/consenting.py", "answers_of"): "has the consents from `access_consents`",
    ("web/public_site/consenting.py", "named_of"): "has the consents from `access_consents`",
    ("web/workspace/presenting/people.py", "named_of"): "asks `may_read` of `access_case_as_officer`",
    ("web/workspace/presenting/people.py", "consent_words_of"): "asks `may_read` of `access_case_as_officer`",
    ("web/public_site/replying.py", "answers_of"): "has the appeal from `access_reply`",
    ("web/workspace/presenting/appeals.py", "reopened_because"): "asks `may_read` of `access_case_as_officer`",
    ("web/workspace/presenting/appeals.py", "tracking_code_of"): "asks `may_read` of `access_case_as_officer`",
    ("web/workspace/views/cases.py", "answers_of"): "asks `may_read` of `access_case_as_officer`",
    ("web/workspace/views/cases.py", "read_pdf"): "asks `access_case_as_officer` and `may_open_document`",
    ("web/workspace/presenting/case.py", "answers_of"): "asks `may_read` of `access_case_as_officer`",
    ("web/workspace/presenting/case.py", "note_of"): "shows a case that the view has from `access_case_as_officer`",
}


def names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def places() -> set[tuple[str, str]]:
    return {
        (relative(path).removeprefix("watandoshlar/"), name)
        for path in python_files()
        for name in names_used(path)
        if name in OPENERS and not module_of(path).startswith(OPENERS[name] + ".")
    }


def test_personal_data_are_opened_at_known_places_only() -> None:
    found = places()
    assert found - KNOWN.keys() == set(), "opens personal data without `access_…`; see KNOWN"
    assert KNOWN.keys() - found == set(), "a row of KNOWN is out of date"


def doors() -> list[Path]:
    return [path for path in python_files() if path.name == "api.py"]


def exported(door: Path) -> list[str]:
    return next(
        ast.literal_eval(node.value)
        for node in tree_of(door).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    )


@pytest.mark.parametrize("door", doors(), ids=relative)
def test_every_way_to_personal_data_is_used(door: Path) -> None:
    ways = {name for name in exported(door) if name.startswith("access_") or name in OPENERS}
    used = {name for path in python_files() if path != door for name in names_used(path)}
    assert ways - used == set(), "a way that nobody takes is one way too many"


def test_every_opener_exists() -> None:
    for name, room in OPENERS.items():
        (door,) = (path for path in doors() if module_of(path) == f"{room}.api")
        assert name in exported(door)
