"""Which post is responsible for a place: by rule, in the database, and in the real folder."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.posts.folder import read_posts
from watandoshlar.capabilities.posts.rules.districts import clashes, covers, in_force, overlap, responsible
from watandoshlar.foundation.countries import regions

TODAY = date(2026, 11, 2)
DAYS = st.one_of(st.none(), st.integers(0, 20).map(lambda count: TODAY + timedelta(days=count - 10)))


@dataclass(frozen=True)
class Row:
    post: str
    country: str = "RU"
    region: str = ""
    service: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    stand_in: bool = False
    line: int = 1


def found(rows: list[Row], region: str = "", service: str = "", on: date = TODAY) -> list[str]:
    return [row.post for row in responsible(rows, "RU", region, service, on)]


class TestRule:
    def test_the_region_beats_the_country_and_the_service_beats_all_services(self):
        rows = [
            Row("embassy"),
            Row("kazan", region="RU-TA"),
            Row("visa-centre", service="visa"),
            Row("kazan-visas", region="RU-TA", service="visa"),
        ]
        assert found(rows) == ["embassy"]
        assert found(rows, region="RU-TA") == ["kazan"]
        assert found(rows, service="visa") == ["visa-centre"]
        assert found(rows, region="RU-TA", service="visa") == ["kazan-visas"]
        assert found(rows, region="RU-MOW", service="passport") == ["embassy"]

    def test_a_person_whose_region_is_unknown_has_the_post_of_the_country_only(self):
        assert found([Row("kazan", region="RU-TA")]) == []

    def test_stand_ins_follow_the_post_that_is_responsible(self):
        rows = [Row("moscow", stand_in=True), Row("near", region="RU-TA", stand_in=True), Row("kazan", region="RU-TA")]
        assert found(rows, region="RU-TA") == ["kazan", "near", "moscow"]

    def test_a_stand_in_serves_alone_until_the_new_post_is_ready(self):
        rows = [Row("moscow", stand_in=True), Row("kazan", valid_from=TODAY)]
        assert found(rows, on=TODAY - timedelta(days=1)) == ["moscow"]
        assert found(rows, on=TODAY) == ["kazan", "moscow"]

    def test_both_days_of_a_district_belong_to_it(self):
        row = Row("kazan", valid_from=TODAY, valid_until=TODAY)
        assert [in_force(row, TODAY + timedelta(days=shift)) for shift in (-1, 0, 1)] == [False, True, False]

    @given(st.tuples(DAYS, DAYS, DAYS, DAYS))
    def test_two_rows_overlap_exactly_when_they_share_a_day(self, days):
        one, other = (
            Row("a", valid_from=days[0], valid_until=days[1]),
            Row("b", valid_from=days[2], valid_until=days[3]),
        )
        near = [TODAY + timedelta(days=shift) for shift in range(-12, 13)]
        assert overlap(one, other) == any(in_force(one, day) and in_force(other, day) for day in near)

    @given(
        st.lists(
            st.builds(
                Row,
                post=st.sampled_from("abc"),
                region=st.sampled_from(["", "RU-TA", "RU-MOW"]),
                service=st.sampled_from(["", "visa"]),
                valid_from=DAYS,
                valid_until=DAYS,
                stand_in=st.booleans(),
            ),
            max_size=8,
        ),
        st.sampled_from(["", "RU-TA", "RU-MOW", "RU-SPE"]),
        st.sampled_from(["", "visa", "passport"]),
    )
    def test_at_most_one_post_is_responsible_and_it_comes_first(self, rows, region, service):
        answer = responsible(rows, "RU", region, service, TODAY)
        assert [row.stand_in for row in answer] == sorted(row.stand_in for row in answer)
        assert sum(not row.stand_in for row in answer) <= 1
        assert all(in_force(row, TODAY) and covers(row, "RU", region, service) for row in answer)
        candidates = [row for row in rows if in_force(row, TODAY) and covers(row, "RU", region, service)]
        assert bool(answer) == bool(candidates)
        if not clashes(rows):
            # Without clashes the answer does not depend on the order in which files are read.
            turned = responsible(list(reversed(rows)), "RU", region, service, TODAY)
            assert [row for row in answer if not row.stand_in] == [row for row in turned if not row.stand_in]

    def test_a_place_claimed_twice_on_a_day_is_a_clash_and_names_the_later_claim(self):
        first, second = Row("kazan", region="RU-TA"), Row("moscow", region="RU-TA", line=12)
        problem = clashes([first, second])[0]
        assert (problem.code, problem.file, problem.line) == ("district_taken", "moscow.yaml", 12)
        assert problem.fields == {"place": "RU-TA", "post": "kazan"}
        assert not clashes([first, replace(second, stand_in=True)])
        assert not clashes([replace(first, valid_until=TODAY), replace(second, valid_from=TODAY + timedelta(days=1))])
        assert clashes([replace(first, valid_until=TODAY), replace(second, valid_from=TODAY)])


POSTS = {post.code: post for post, _content_hash in read_posts(settings.POSTS_DIRECTORY)}
ROWS = [row for post in POSTS.values() for row in post.districts]
PLACES = sorted({(row.country, row.region) for row in ROWS} | {(row.country, "") for row in ROWS})
BOUNDS = sorted({day for row in ROWS for day in (row.valid_from, row.valid_until) if day} | {TODAY})
ASKED = {
    "moscow", "saint-petersburg", "kazan", "novosibirsk", "yekaterinburg", "vladivostok", "rostov-on-don", "seoul",
    "istanbul", "ankara", "astana", "almaty", "bishkek", "dushanbe", "new-york", "washington", "warsaw", "brussels",
    "berlin", "dubai", "mazar-i-sharif", "kabul", "beijing",
}  # fmt: skip


class TestRealFolder:
    def test_the_posts_with_most_people_are_there(self):
        assert set(POSTS) >= ASKED

    @given(
        st.sampled_from(PLACES),
        st.sampled_from(BOUNDS).flatmap(lambda day: st.integers(-2, 2).map(lambda shift: day + timedelta(days=shift))),
    )
    def test_every_place_has_at_most_one_responsible_post_on_any_day(self, place, day):
        claims = [row for row in ROWS if not row.stand_in and (row.country, row.region) == place and in_force(row, day)]
        assert len({row.post for row in claims if not row.service}) <= 1
        assert sum(not row.stand_in for row in responsible(ROWS, *place, "", day)) <= 1

    @pytest.mark.parametrize("country", ["RU", "KZ", "KG", "TR", "US", "AE", "AF", "KR", "TJ"])
    def test_every_region_of_a_country_with_a_post_has_a_post(self, country):
        without = [code for code, _name in regions(country, "en") if not responsible(ROWS, country, code, "", TODAY)]
        assert without == []

    def test_federal_districts_of_2018(self):
        for region, post in {
            "RU-MOW": "moscow", "RU-SPE": "saint-petersburg", "RU-TA": "kazan", "RU-SVE": "yekaterinburg",
            "RU-NVS": "novosibirsk", "RU-PRI": "vladivostok", "RU-ROS": "rostov-on-don", "RU-CE": "rostov-on-don",
        }.items():  # fmt: skip
            assert found(ROWS, region=region)[0] == post

    def test_a_confirmed_fact_names_a_page_or_texts(self):
        for post in POSTS.values():
            for name, source in post.sources.items():
                assert source.title, (post.code, name)
                assert source.state == "to_be_confirmed" or source.as_of <= TODAY, (post.code, name)

    def test_no_source_stands_there_unused(self):
        for post in POSTS.values():
            text = (settings.POSTS_DIRECTORY / f"{post.code}.yaml").read_text(encoding="utf-8")
            unused = [name for name in post.sources if f"source: {name}" not in text]
            assert unused == [], post.code

    def test_tariffs_that_no_public_source_names_have_no_amount(self):
        with_fees = [post for post in POSTS.values() if any("fees" in one for one in post.overrides.values())]
        assert len(with_fees) >= 2
        for post in with_fees:
            for override in post.overrides.values():
                for row in (row for rows in override.get("fees", {}).values() for row in rows):
                    assert row["amount"] is not None or row["state"] == "to_be_confirmed"
