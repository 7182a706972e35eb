"""The demonstration: posts, services, accounts and a few cases and appeals. No person in it is real."""

import argparse
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import (
    DEMONSTRATION_SECRET,
    Account,
    activate_demonstration_authenticator,
    assign_role,
    create_account,
)
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import all_posts, get_post
from watandoshlar.domains.appeals.api import file_example, walk_example_appeal
from watandoshlar.domains.appointments.api import announce_openings, next_opening, open_days
from watandoshlar.domains.cases.api import (
    ExampleOffice,
    access_cases,
    example_on,
    issue_example,
    start_example,
    submit_example,
    walk_example,
)
from watandoshlar.domains.catalogue.api import current_version, folders, published_services, read_folder
from watandoshlar.domains.certificates.api import trust_demonstration_keys
from watandoshlar.domains.commissions.api import seat_member
from watandoshlar.domains.community.api import show_community
from watandoshlar.domains.guides.api import show_news_of_the_demonstration
from watandoshlar.foundation import clock

APPLICANTS = {
    "nodira@example.org": "uz",
    "aziz@example.org": "ru",
    "laylo@example.org": "uz",
    "bakyt@example.org": "ru",
}
STAFF = {
    "officer.seoul@example.org": [("officer", "seoul")],
    "second.seoul@example.org": [("officer", "seoul")],
    "head.seoul@example.org": [("head", "seoul")],
    "officer.moscow@example.org": [("officer", "moscow")],
    "second.moscow@example.org": [("officer", "moscow")],
    "officer.ministry@example.org": [("officer", "ministry")],
    "head.ministry@example.org": [("head", "ministry")],
    "ministry@example.org": [("ministry", None)],
    "second.desk@example.org": [("ministry", None)],
    "owner@example.org": [("catalogue_owner", None)],
    "keeper@example.org": [("key_keeper", None)],
    "second.keeper@example.org": [("key_keeper", None)],
    "editor@example.org": [("editor", None)],
    "second.editor@example.org": [("editor", None)],
}
# Who sits in the demonstration's commission: office, name in the minutes, body.
MEMBERS = {
    "chair@example.org": ("chair", "Rustamov R.", "foreign_affairs"),
    "secretary@example.org": ("secretary", "Olimova S.", ""),
    "member1@example.org": ("member", "Aliyev A.", "investment"),
    "member2@example.org": ("member", "Botirova B.", "culture"),
    "member3@example.org": ("member", "Davlatov D.", ""),
    "member4@example.org": ("member", "Ergasheva E.", ""),
    "member5@example.org": ("member", "Fozilov F.", ""),
}
# service, example, country, region, applicant, how far the officers go
CASES = (
    ("consular-registration", 0, "KR", "KR-11", "nodira@example.org", 0),
    ("consular-registration", 1, "RU", "RU-MOW", "aziz@example.org", 1),
    ("child-return-certificate", 0, "KR", "KR-11", "nodira@example.org", 9),
)
# A compatriot with certificate and card, and her son and husband, whose cards rest on hers: example, and what it holds.
HOLDER, HUSBAND = "laylo@example.org", "bakyt@example.org"
HOLDINGS = (
    (HOLDER, "compatriot-by-origin/granddaughter-with-civil-records", {}),
    (HOLDER, "compatriot-card/first-by-origin", {"certificate": 0}),
    (HOLDER, "compatriot-family-card/son-of-the-holder", {"my_card": 1}),
    (HUSBAND, "compatriot-family-card/husband", {"principal_card": 1}),
)
SEOUL, MOSCOW = ("KR", "KR-11", "nodira@example.org"), ("RU", "RU-MOW", "aziz@example.org")
# days ago, example of an appeal, place and applicant, what followed; the last repeats an earlier one
APPEALS = (
    (18, "application-passport-held-in-moscow", MOSCOW, ()),
    (20, "reopened-after-the-answer", SEOUL, ("take", "answer", "rate")),
    (14, "proposal-of-a-citizen", SEOUL, ("take", "tell")),
    (13, "application-in-cyrillic", MOSCOW, ("take", "forward")),
    (12, "complaint-about-the-post", SEOUL, ()),
    (6, "application-one-demand", SEOUL, ("take", "answer", "rate", "reopen")),
    (4, "application-five-demands", SEOUL, ()),
    (1, "reopened-after-the-answer", SEOUL, ()),
)


# From its announcement to its end an opening takes eight days at most.
WEEK_OF_OPENING = timedelta(days=9)
TERM_OF_MEMBERS = timedelta(days=3 * 365)


class Command(BaseCommand):
    help = "Load the demonstration; a second run changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--print-logins", action="store_true", help="only say who can log in")
        parser.add_argument("--without-cases", action="store_true", help="posts, services, guides and accounts only")
        parser.add_argument(
            "--without-content", action="store_true", help="posts, services and guides are there already"
        )
        parser.add_argument("--without-search", action="store_true", help="leave the index of the search to the worker")

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("This installation is no demonstration (DEMONSTRATION=1).")
        if options["print_logins"]:
            self._print_logins()
            return
        if not options["without_content"]:
            call_command("load_posts", stdout=self.stdout)
            call_command("publish_services", stdout=self.stdout)
            call_command("publish_guides", stdout=self.stdout)
        trust_demonstration_keys(_document_types())
        accounts = {email: _account(email, language) for email, language in APPLICANTS.items()}
        # Staff were here before the appeals on which they worked.
        with clock.fixed(clock.now() - timedelta(days=30)):
            accounts |= {email: _staff(email, roles) for email, roles in STAFF.items()}
            for email, seat in MEMBERS.items():
                _member(email, *seat)
        if not options["without_cases"] and not access_cases(accounts["nodira@example.org"]).exists():
            for appeal in APPEALS:
                self._appeal(accounts, *appeal)
            for case in CASES:
                self._case(accounts, *case)
            self._holdings(accounts)
            _open_days()
            show_community(
                speakers={"KR": accounts["nodira@example.org"], "RU": accounts["aziz@example.org"]},
                officers={"KR": accounts["officer.seoul@example.org"], "RU": accounts["officer.moscow@example.org"]},
                desk=(accounts["ministry@example.org"], accounts["second.desk@example.org"]),
                answering=[_account(email, "uz") for email in (*APPLICANTS, *MEMBERS)],
            )
        show_news_of_the_demonstration(
            writer=accounts["editor@example.org"], second=accounts["second.editor@example.org"]
        )
        if not options["without_search"]:
            call_command("rebuild_search", stdout=self.stdout)

    def _appeal(self, accounts, days, name, place, steps):
        country, region, applicant = place
        examples = read_folder(next(folder for folder in folders() if folder.name == "appeal")).examples
        # Appeals of some days ago, so that the board shows terms that are over, near and far.
        with clock.fixed(clock.now().replace(hour=6, minute=20) - timedelta(days=days)):
            appeal = file_example(
                acting_user=accounts[applicant],
                service=current_version("appeal"),
                raw={**examples[name], "host_country": country},
                country=country,
                region=region,
            )
            city = appeal.case.post.code
            officer = accounts[f"officer.{city}@example.org"]
            walk_example_appeal(acting_user=officer, appeal=appeal, example=name, steps=steps)
        self.stdout.write(f"{appeal.case.reference} appeal at {city}")

    def _case(self, accounts, slug, number, country, region, applicant, steps):
        service = current_version(slug)
        examples = read_folder(next(folder for folder in folders() if folder.name == slug)).examples
        issued = [raw for raw in examples.values() if raw["expects"]["end_state"] == "issued"]
        # A term that ends in the past would make an application that was never made.
        raw = {**example_on(issued[number], clock.now().date()), "host_country": country}
        acting = {"service": service, "raw": raw, "country": country, "region": region}
        case = submit_example(acting_user=accounts[applicant], **acting)
        city = case.post.code
        walk_example(
            acting_user=accounts[f"officer.{city}@example.org"],
            second_officer=accounts[f"second.{city}@example.org"],
            case=case,
            raw={**raw, "officer": (raw.get("officer") or [])[:steps]},
        )
        if not steps:
            start_example(acting_user=accounts[applicant], **acting)
        self.stdout.write(f"{case.reference} {slug} at {city}")

    def _holdings(self, accounts):
        office = ExampleOffice(accounts["officer.seoul@example.org"], accounts["second.seoul@example.org"])
        issued = []
        for holder, example, held in HOLDINGS:
            certificate = issue_example(
                acting_user=accounts[holder],
                other_holder=accounts[HOLDER],
                office=office,
                example=example,
                held={name: issued[place].number for name, place in held.items()},
            )
            issued.append(certificate)
            self.stdout.write(f"{certificate.number} {certificate.document_type} of {holder}")

    def _print_logins(self):
        self.stdout.write("Log in with an address; the code comes to the mailbox page.")
        for email in APPLICANTS:
            self.stdout.write(f"  applicant  {email}")
        for email, roles in STAFF.items():
            named = ", ".join(f"{role} {post}" if post else role for role, post in roles)
            self.stdout.write(f"  {named:<24} {email}")
        for email, (office, _name, _body) in MEMBERS.items():
            self.stdout.write(f"  {f'{office} of the commission':<24} {email}")
        self.stdout.write(f"Staff also need the code of an authenticator app; its secret is {DEMONSTRATION_SECRET},")
        self.stdout.write("and the mailbox page shows the code of this moment.")


def _document_types() -> set[str]:
    documents = [service.definition.document for service in published_services()]
    return {document.type for document in documents if document is not None}


def _open_days() -> None:
    """At every post the days of the next weeks have been opened at the end of the window that was announced for it."""
    with clock.fixed(clock.now() - WEEK_OF_OPENING):
        announce_openings(acting_user=SYSTEM)
        announced = [next_opening(post) for post in all_posts(clock.now().date())]
    for moment in sorted({opening.ends_at for opening in announced if opening}):
        with clock.fixed(moment):
            open_days(acting_user=SYSTEM)


def _account(email: str, language: str) -> Account:
    account = Account.objects.with_email(email).first()
    if account is None:
        account = create_account(acting_user=SYSTEM, email=email, language=language)
    return account


def _member(email: str, office: str, name: str, body: str) -> None:
    if Account.objects.with_email(email).exists():
        return
    account, first = _account(email, "uz"), clock.now().date()
    seat_member(
        acting_user=SYSTEM,
        commission="compatriots",
        account=account,
        office=office,
        name=name,
        body=body,
        first_day=first,
        last_day=first + TERM_OF_MEMBERS,
    )
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)


def _staff(email: str, roles) -> Account:
    account = Account.objects.with_email(email).first()
    if account is not None:
        return account
    account = _account(email, "uz")
    for role, post in roles:
        assign_role(acting_user=SYSTEM, account=account, role=role, post=get_post(post) if post else None)
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)
    return account
