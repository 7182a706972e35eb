"""Appeals that belong together are found, shown and judged, and never merged."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest

from tests.domains.appeals.builders import Reception, code_of, replies, reread, take, typed_appeal
from tests.domains.cases.test_the_database_refuses import execute
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.api import Appeal, answer_appeal, find_links, judge_link, links_of
from watandoshlar.domains.appeals.models import Link, Mark
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import latin_to_cyrillic

pytestmark = pytest.mark.django_db
TEXT = (
    "Mart oyidan beri pensiyam toʻlanmayapti, pensiya jamgʻarmasiga uch marta yozdim, javob bermadilar. "
    "Seulda yashayman, oʻgʻlim bemor, dori olishga pulim yoʻq."
)
OTHER = "Qozonda pasportimni yoʻqotdim, yangi pasport uchun navbatga yozila olmayapman, sayt ishlamayapti deyishdi."


def appeal_of_words(reception: Reception, text: str, account=None, demand: str = "Pensiyamni toʻlang.") -> Appeal:
    pages = typed_appeal(demands=(demand,))
    pages["matter"]["happened"] = [text]
    return replace(reception, applicant=account or reception.applicant).appeal(pages=pages)


def found(appeal: Appeal) -> list[tuple[str, Appeal]]:
    find_links(acting_user=SYSTEM, reference=appeal.case.reference)
    return [(link.kind, link.earlier) for link in links_of(appeal)]


def test_a_copy_and_the_same_matter_of_many(reception: Reception) -> None:
    first = appeal_of_words(reception, TEXT)
    assert found(first) == []
    copy = appeal_of_words(reception, TEXT)
    assert found(copy) == [("duplicate", first)]
    cyrillic = appeal_of_words(
        reception, latin_to_cyrillic(TEXT), reception.stranger, latin_to_cyrillic("Pensiyamni toʻlang.")
    )
    assert sorted(found(cyrillic), key=str) == sorted([("collective", first), ("collective", copy)], key=str)
    assert found(appeal_of_words(reception, OTHER, demand="Pasport bering.")) == []


def test_a_repeat_after_an_answer_or_after_the_term(reception: Reception) -> None:
    first = appeal_of_words(reception, TEXT)
    take(reception, first.case.reference)
    answer_appeal(acting_user=reception.officer, reference=first.case.reference, replies=replies("refused"))
    assert found(appeal_of_words(reception, TEXT)) == [("repeat", first)]
    late = appeal_of_words(reception, OTHER, demand="Pasport bering.")
    with clock.fixed(late.case.due_at + timedelta(days=1)):
        assert found(appeal_of_words(reception, OTHER, demand="Pasport bering.")) == [("repeat", late)]


def test_looking_again_finds_nothing_new(reception: Reception) -> None:
    appeal_of_words(reception, TEXT)
    copy = appeal_of_words(reception, TEXT)
    assert len(find_links(acting_user=SYSTEM, reference=copy.case.reference)) == 1
    assert find_links(acting_user=SYSTEM, reference=copy.case.reference) == []
    assert Link.objects.count() == 1


def test_a_flood_of_copies_does_not_hide_ones_own(reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("watandoshlar.domains.appeals.acts.find_links"), "MOST_COMPARED", 2)
    mine = appeal_of_words(reception, TEXT)
    for _ in range(4):
        appeal_of_words(reception, TEXT, reception.stranger)
    kinds = found(appeal_of_words(reception, TEXT))
    assert ("duplicate", mine) in kinds
    assert [kind for kind, _earlier in kinds].count("collective") == 2


def test_an_officer_judges_and_nothing_is_merged(reception: Reception) -> None:
    first = appeal_of_words(reception, TEXT)
    copy = appeal_of_words(reception, TEXT)
    ((_kind, _earlier),) = found(copy)
    (link,) = links_of(copy)
    mine = {"reference": copy.case.reference, "link_id": link.pk, "belongs": True}
    assert code_of(judge_link, **mine, acting_user=reception.officer) == "not_your_case"
    take(reception, copy.case.reference)
    assert code_of(judge_link, **{**mine, "link_id": link.pk + 1}, acting_user=reception.officer) == "link_not_found"
    for belongs in (True, False):
        judge_link(**{**mine, "belongs": belongs}, acting_user=reception.officer)
        (link,) = links_of(copy)
        assert (link.is_confirmed, link.judged_by) == (belongs, reception.officer)
    for appeal, state in ((first, "submitted"), (copy, "in_review")):
        assert (reread(appeal).case.state, reread(appeal).demands) == (state, 1)


def test_who_may_look(reception: Reception) -> None:
    appeal = appeal_of_words(reception, TEXT)
    for account in (reception.officer, reception.head, reception.applicant):
        assert code_of(find_links, acting_user=account, reference=appeal.case.reference) == "role_missing"


def test_marks_are_unreadable(reception: Reception, settings) -> None:
    appeal = appeal_of_words(reception, TEXT)
    marks = {bytes(mark.mark) for mark in Mark.objects.filter(appeal=appeal)}
    assert {len(mark) for mark in marks} == {32}
    for word in TEXT.split():
        assert execute("SELECT 1 FROM appeals_mark WHERE position(%s in mark) > 0", word.encode()) == 0
    settings.SECRET_KEY = "another secret of another installation, as long as it has to be"
    other = appeal_of_words(reception, TEXT)
    assert marks.isdisjoint({bytes(mark.mark) for mark in Mark.objects.filter(appeal=other)})


def test_no_words_make_no_marks(reception: Reception) -> None:
    appeal = reception.appeal(pages={})
    assert found(appeal) == []
    assert not Mark.objects.exists()
