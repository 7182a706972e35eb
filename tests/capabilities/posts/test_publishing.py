"""Publishing posts from their files, and asking for them."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.posts.api import (
    all_posts,
    check_posts,
    errors,
    get_post,
    office_calendar,
    overrides,
    post_name,
    posts_for,
    publish_posts,
    tariff_in,
    today_at,
)
from watandoshlar.capabilities.posts.models import District, Post
from watandoshlar.foundation.calendars import is_working_day

TODAY = date(2026, 11, 2)


@pytest.fixture
def published(folder, db):
    publish_posts(acting_user=SYSTEM, folder=folder)
    return folder


def change(folder, post: str, old: str, new: str) -> None:
    path = folder / f"{post}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(country: str, region: str = "", service: str = "", on: date = TODAY) -> list[tuple[str, bool]]:
    return [(post.code, post.stands_in) for post in posts_for(country, region, service, on)]


class TestPublishing:
    def test_the_real_folder_is_published_once(self, published):
        assert Post.objects.count() == len(list(published.glob("*.yaml")))
        assert publish_posts(acting_user=SYSTEM, folder=published) == []

    def test_only_what_changed_is_written_and_put_on_record(self, published):
        change(published, "seoul", "languages: {spoken: [uz, ru, en]", "languages: {spoken: [uz, ru, en, ko]")
        assert publish_posts(acting_user=SYSTEM, folder=published) == ["seoul"]
        assert get_post("seoul").languages == ["uz", "ru", "en", "ko"]
        assert [len(entries_of_chain(f"post:{code}")) for code in ("seoul", "warsaw")] == [2, 1]

    def test_a_district_moves_from_one_post_to_another_in_one_step(self, published):
        change(published, "kazan", "RU-TA, ", "")
        change(published, "moscow", "[RU-BEL, ", "[RU-TA, RU-BEL, ")
        assert publish_posts(acting_user=SYSTEM, folder=published) == ["kazan", "moscow"]
        assert codes("RU", "RU-TA")[0] == ("moscow", False)

    def test_a_place_claimed_by_two_posts_is_refused_and_nothing_changes(self, published):
        change(published, "moscow", "[RU-BEL, ", "[RU-TA, RU-BEL, ")
        with pytest.raises(errors.PostFilesRefused) as refused:
            publish_posts(acting_user=SYSTEM, folder=published)
        assert "district_taken place='RU-TA' post='kazan'" in refused.value.fields["problems"]
        assert codes("RU", "RU-TA")[0] == ("kazan", False)

    def test_the_mistakes_of_all_files_are_listed(self, published):
        change(published, "seoul", "kind: embassy", "kind: kiosk")
        change(published, "moscow", "    copies: {number: 3", "    terms: {number: 3")
        with pytest.raises(errors.PostFilesRefused) as refused:
            publish_posts(acting_user=SYSTEM, folder=published)
        listed = refused.value.fields["problems"]
        assert "posts/seoul.yaml:" in listed
        assert "overrides.consular-registration.terms legal_field" in listed

    def test_a_post_whose_file_is_gone_stays_without_a_district(self, published):
        (published / "warsaw.yaml").unlink()
        assert publish_posts(acting_user=SYSTEM, folder=published) == ["warsaw"]
        assert get_post("warsaw").code == "warsaw"
        assert codes("PL") == []

    def test_that_a_post_lost_its_districts_is_put_on_record_once(self, published):
        file = (published / "seoul.yaml").rename(published.parent / "seoul.kept")
        assert publish_posts(acting_user=SYSTEM, folder=published) == ["seoul"]
        assert publish_posts(acting_user=SYSTEM, folder=published) == []
        file.rename(published / "seoul.yaml")
        assert publish_posts(acting_user=SYSTEM, folder=published) == ["seoul"]
        acts = [entry.act for entry in entries_of_chain("post:seoul")]
        assert acts == ["publish_post", "close_districts", "publish_post"]

    def test_only_the_operator_publishes(self, folder, db):
        account = create_account(acting_user=SYSTEM, email="head@example.org", language="uz")
        for acting_user in (account, None):
            with pytest.raises(errors.PublishingPostsRefused):
                publish_posts(acting_user=acting_user, folder=folder)
        assert not Post.objects.exists()

    def test_the_command_says_what_changed(self, folder, db, settings, capsys):
        settings.POSTS_DIRECTORY = folder
        call_command("load_posts")
        assert "seoul" in capsys.readouterr().out
        call_command("load_posts")
        assert "none" in capsys.readouterr().out

    def test_the_command_fails_on_a_file_with_a_mistake(self, folder, db, settings):
        settings.POSTS_DIRECTORY = folder
        change(folder, "seoul", "kind: embassy", "kind: kiosk")
        with pytest.raises(CommandError, match=r"posts/seoul\.yaml:\d+ opening\.kind unknown_kind"):
            call_command("load_posts")

    def test_the_folder_is_checked_against_the_services(self, folder, tariffs):
        assert check_posts(folder, tariffs) == []
        assert {problem.code for problem in check_posts(folder, {})} == {"unknown_service"}
        change(folder, "seoul", "kind: embassy", "kind: kiosk")
        assert [problem.code for problem in check_posts(folder, tariffs)] == ["unknown_kind"]


class TestDatabase:
    """What the database refuses, whoever writes."""

    def district(self, code: str, **facts: object) -> District:
        return District(post=get_post(code), country="FI", state="to_be_confirmed", **facts)

    def test_two_posts_for_one_place_on_one_day(self, published):
        self.district("warsaw", valid_until=TODAY).save()
        with pytest.raises(IntegrityError, match="posts_one_post_per_place_and_day"), transaction.atomic():
            self.district("berlin", valid_from=TODAY).save()

    def test_but_not_a_stand_in_another_day_another_region_or_service(self, published):
        self.district("warsaw", valid_until=TODAY).save()
        self.district("berlin", stand_in=True).save()
        self.district("berlin", valid_from=date(2026, 11, 3)).save()
        self.district("berlin", region="FI-18").save()
        self.district("berlin", service="visa").save()
        assert codes("FI") == [("warsaw", False), ("berlin", True)]

    def test_an_unknown_kind_and_days_out_of_order(self, published):
        for broken in ({"kind": "kiosk"}, {"active_from": TODAY, "active_until": date(2026, 11, 1)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Post.objects.filter(code="seoul").update(**broken)


class TestAsking:
    def test_the_post_of_the_region_comes_before_its_stand_in(self, published):
        assert codes("RU", "RU-TA") == [("kazan", False), ("moscow", True)]
        assert codes("KR") == [("seoul", False)]
        assert codes("AQ") == []

    def test_a_mission_without_consular_matters_leaves_them_to_another_post(self, published):
        assert codes("CH") == [("berlin", True)]
        assert codes("DK") == [("brussels", False)]

    def test_the_ministry_is_offered_to_nobody(self, published):
        assert "ministry" in {post.code for post in all_posts(TODAY)}
        assert get_post("ministry").districts.count() == 0
        assert codes("UZ") == codes("UZ", "UZ-TK") == []

    def test_a_stand_in_serves_while_the_post_is_closed(self, published):
        Post.objects.filter(code="kazan").update(active_until=TODAY)
        assert codes("RU", "RU-TA") == [("kazan", False), ("moscow", True)]
        assert codes("RU", "RU-TA", on=date(2026, 11, 3)) == [("moscow", True)]
        assert "kazan" not in {post.code for post in all_posts(date(2026, 11, 3))}

    def test_asking_costs_one_query(self, published, django_assert_num_queries):
        with django_assert_num_queries(1):
            codes("RU", "RU-TA")

    def test_an_unknown_post_is_not_found(self, published):
        with pytest.raises(errors.PostNotFound):
            get_post("atlantis")

    @pytest.mark.parametrize(
        ("code", "language", "name"),
        [
            ("moscow", "uz", "Moskva"),
            ("moscow", "uz-cyrl", "Москва"),
            ("moscow", "uz-arab", "ماسکو"),
            ("moscow", "ru", "Москва"),
            ("moscow", "en", "Moscow"),
            ("warsaw", "uz-arab", "Varshava"),
            ("osh", "uz-cyrl", "Ўш"),
        ],
    )
    def test_the_city_is_named_in_the_language_or_in_uzbek(self, published, code, language, name):
        assert post_name(get_post(code), language) == name

    def test_today_is_the_day_at_the_post(self, published):
        moment = datetime(2026, 11, 2, 20, tzinfo=UTC)
        assert today_at(get_post("seoul"), moment) == date(2026, 11, 3)
        assert today_at(get_post("new-york"), moment) == date(2026, 11, 2)

    def test_the_calendar_follows_the_file(self, published):
        days = "days: {closed: [2026-11-09], open: [2026-11-13], source: own}"
        change(published, "kabul", "\nlanguages:", f"\n{days}\nlanguages:")
        publish_posts(acting_user=SYSTEM, folder=published)
        calendar = office_calendar(get_post("kabul"))
        assert (calendar.zone, calendar.host_country) == ("Asia/Kabul", "AF")
        assert (calendar.opens, calendar.closes) == (time(9, 30), time(17))
        works = {day: is_working_day(calendar, date(2026, 11, day)) for day in (6, 8, 9, 13)}
        # Friday is the weekend; Monday the 9th was closed and Friday the 13th opened by the post itself.
        assert works == {6: False, 8: True, 9: False, 13: True}

    def test_every_post_has_a_calendar(self, published):
        assert all(office_calendar(post).zone == post.zone for post in all_posts(TODAY))

    def test_an_unknown_amount_is_not_zero(self, published):
        override = overrides(get_post("seoul"), "consular-registration")
        row = tariff_in(override, "consular-registration-permanent", TODAY)
        assert (row["amount"], row["currency"]) == (None, "KRW")
        assert tariff_in(override, "another", TODAY) is None
        assert overrides(get_post("warsaw"), "consular-registration") == {}

    def test_the_amount_of_the_day_counts(self, published):
        name = "consular-registration-permanent"
        rows = (
            '[{amount: "25000", currency: KRW, valid_until: 2026-11-02, source: tariff_of_post}, '
            '{amount: "26000", currency: KRW, valid_from: 2026-11-03, source: tariff_of_post}]'
        )
        change(published, "seoul", f"{name}: {{currency: KRW, source: tariff_of_post}}", f"{name}: {rows}")
        publish_posts(acting_user=SYSTEM, folder=published)
        override = overrides(get_post("seoul"), "consular-registration")
        days = [date(2000, 1, 1), date(2026, 11, 2), date(2026, 11, 3), date(2030, 1, 1)]
        assert [tariff_in(override, name, day)["amount"] for day in days] == ["25000", "25000", "26000", "26000"]
