"""Every address of ours, asked by everybody: the table says what each gets, and a new address needs a row in it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils.translation import override

from tests.applications import TWO_OFFICERS, submit_in_seoul
from tests.journeys.places import appeal_in
from tests.plugins.log_in import client_of
from tests.plugins.snapshot import once
from tests.visiting_service import SLUG as VISITING
from tests.web.visits import make_case_with_visit
from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.domains.appeals.api import Forward, reply_token
from watandoshlar.domains.appointments.api import free_times, visit_of
from watandoshlar.domains.cases.api import (
    Case,
    Consent,
    Recommendation,
    access_draft,
    access_drafts,
    answers_of,
    book_visit,
    consent_token,
    keep_visit,
    open_gates,
    recommendation_token,
    request_items,
    walk_example,
)
from watandoshlar.domains.certificates.api import certificate_of, published_lists
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Consultation,
    Organisation,
    hand_over_organisation,
    opportunities,
)
from watandoshlar.domains.fees.api import Payment, Refund, charges_of, decide_refund, request_refund
from watandoshlar.domains.guides.api import news_in, show_news
from watandoshlar.foundation import clock

WITH_CONSENT = ("registration-change", "children-stay-with-the-father")
WITH_RECOMMENDATION = ("compatriot-certificate", "self-nominated-founder")
WITH_REFERRAL = ("identity-confirmation", "lost-on-the-permanent-register")
APPLICANT = "nodira@example.org"
WHO = {
    "anonymous": "",
    # Who applied, and somebody who did not.
    "applicant": APPLICANT,
    "stranger": "aziz@example.org",
    "officer": "officer.seoul@example.org",
    "elsewhere": "officer.moscow@example.org",
    "head": "head.seoul@example.org",
    "owner": "owner@example.org",
    "auditor": "auditor@example.org",
}
STEPS_BETWEEN_OFFICES = [
    f"workspace:{name}"
    for name in (
        "refer",
        "recall",
        "name_second",
        "mark_ready",
        "collect",
        "send",
        "take_back_result",
        "tell_result",
        "return_result",
    )
]
STEPS_ON_A_BILL = [f"workspace:{name}" for name in ("pay", "set_charge", "waive", "refund", "cancel")]
STEPS_OF_THE_DAY = [f"workspace:{name}" for name in ("count", "decide", "execute")]
# Programs read what everybody reads.
OPEN_API = (
    *("openapi", "list_services", "get_service", "list_services_in_cpsv_ap", "get_service_in_cpsv_ap", "list_posts"),
    *("get_one_post", "list_guides", "get_guide", "list_subjects", "get_statements", "get_record"),
    *("list_emergency_numbers", "get_emergency_numbers"),
)
READ_BY_ANYBODY = [
    *(
        f"registers:{name}"
        for name in ("log", "recompute_log", "context", "did_document", "employer_proof", "jwt_vc_issuer")
    ),
    *(f"public_site:{name}" for name in ("search", "for_me", "rights", "rights_of", "rights_compare")),
    *(f"public_site:{name}" for name in ("statements", "statements_of")),
    *(f"public_site:statements_{form}" for form in ("csv", "csvw", "json")),
    *(f"open_api:{name}" for name in OPEN_API),
    "open_api_pages:documentation",
    "sitemaps:robots",
    *(f"public_site:{name}" for name in ("news", "news_atom", "news_rss", "digest", "events", "galleries")),
    *(f"public_site:{name}" for name in ("news_page", "digest_page", "event", "event_calendar", "gallery")),
    "pictures:picture",
    *(f"public_site:{name}" for name in ("emergency", "offline", "worker", "manifest", "guides", "glossary")),
]
TRUST_LIST = [f"registers:{name}" for name in ("trust_list", "root", "authority", "withdrawals")]
STEPS_OF_A_NOMINATION = [f"workspace:{name}" for name in ("ask_body", "body_paper", "put_before_commission")]
IN_A_COMMISSION = [
    f"workspace:{name}"
    for name in ("commissions", "commission", "sitting", "item", "item_file", "minutes", "minutes_file")
]
OF_A_CANCELLATION = ["workspace:cancellations", "workspace:cancellation"]
KEPT_DOCUMENT = [f"portal:{name}" for name in ("held_pdf", "held_code", "my_card")]
STEPS_OF_A_CHECK = ["workspace:check_take", "workspace:check_release", "workspace:check_report"]
OF_A_CHECK = ["workspace:check", "workspace:check_file", *STEPS_OF_A_CHECK]
STEPS_OF_A_WALLET = [f"wallet:{name}" for name in ("push", "token", "nonce", "credential", "notification")]
READ_BY_WALLETS = [
    f"wallet:{name}" for name in ("issuer_metadata", "server_metadata", "keys", "document_type", "offer", "authorize")
]
LISTS_OF_THE_COMMUNITY = ("community", "organisations", "community_events", "opportunities", "consultations")
PAGES_OF_THE_COMMUNITY = ("organisation", "community_event", "community_event_calendar", "opportunity", "consultation")
COMMUNITY = [f"public_site:{name}" for name in (*LISTS_OF_THE_COMMUNITY, *PAGES_OF_THE_COMMUNITY)]
OWN_ORGANISATION = [f"portal:{name}" for name in ("organisation", "change_organisation", "announce_event")]
# Nobody here publishes for the ministry: tests/web/workspace/test_community.py.
OF_THE_MINISTRY = [
    f"workspace:{name}"
    for name in (
        *("opportunities", "enter_opportunity", "opportunity"),
        *("consultations", "prepare_consultation", "consultation", "consultation_answers"),
    )
]
# The columns are those of WHO. Nobody learns from an answer whether somebody else's case or draft exists.
GET = {
    "to_language": "302 302 302 302 302 302 302 302",
    "health": "200 200 200 200 200 200 200 200",
    "open_api:to_documentation": "302 302 302 302 302 302 302 302",
    "open_api:nothing_here": "404 404 404 404 404 404 404 404",
    "public_site:home": "200 200 200 200 200 200 200 200",
    "public_site:guide": "200 200 200 200 200 200 200 200",
    # No search engine lists a demonstration (tests/web/public_site/test_sitemaps.py).
    **dict.fromkeys(("sitemaps:index", "sitemaps:of_a_kind"), "404 404 404 404 404 404 404 404"),
    **dict.fromkeys(READ_BY_ANYBODY, "200 200 200 200 200 200 200 200"),
    # Leaves are asked for by their numbers.
    "registers:log_leaves": "400 400 400 400 400 400 400 400",
    "public_site:services": "200 200 200 200 200 200 200 200",
    "public_site:service": "200 200 200 200 200 200 200 200",
    "public_site:service_at_post": "200 200 200 200 200 200 200 200",
    "public_site:posts": "200 200 200 200 200 200 200 200",
    "public_site:post": "200 200 200 200 200 200 200 200",
    "public_site:appeal_figures": "200 200 200 200 200 200 200 200",
    "public_site:appeal_figures_csv": "200 200 200 200 200 200 200 200",
    "public_site:appeal_figures_of_post": "200 200 200 200 200 200 200 200",
    "public_site:appeal_figures_of_post_csv": "200 200 200 200 200 200 200 200",
    # Who has the code or the link needs no account.
    "public_site:track": "200 200 200 200 200 200 200 200",
    "public_site:reply": "200 200 200 200 200 200 200 200",
    "public_site:reply_file": "409 409 409 409 409 409 409 409",
    "public_site:consent": "200 200 200 200 200 200 200 200",
    "public_site:recommendation": "200 200 200 200 200 200 200 200",
    "public_site:recommendation_file": "404 404 404 404 404 404 404 404",
    "public_site:mailbox": "404 404 404 404 404 404 404 404",
    "public_site:visit_figures": "200 200 200 200 200 200 200 200",
    "public_site:visit_figures_csv": "200 200 200 200 200 200 200 200",
    "public_site:visit_figures_of_post_csv": "200 200 200 200 200 200 200 200",
    "public_site:visits_of_post": "200 200 200 200 200 200 200 200",
    "public_site:draw": "200 200 200 200 200 200 200 200",
    # Fewer than five took part in it.
    "public_site:draw_csv": "404 404 404 404 404 404 404 404",
    "public_site:display": "200 200 200 200 200 200 200 200",
    "registers:status_lists": "200 200 200 200 200 200 200 200",
    "registers:status_list": "200 200 200 200 200 200 200 200",
    **dict.fromkeys(TRUST_LIST, "200 200 200 200 200 200 200 200"),
    # Machines without a token, for which there is no page.
    "wallet:issuer_metadata": "200 200 200 200 200 200 200 200",
    "wallet:server_metadata": "200 200 200 200 200 200 200 200",
    "wallet:keys": "200 200 200 200 200 200 200 200",
    "wallet:document_type": "404 404 404 404 404 404 404 404",
    "wallet:offer": "404 404 404 404 404 404 404 404",
    "wallet:authorize": "302 302 302 302 302 302 302 302",
    **dict.fromkeys(STEPS_OF_A_WALLET, "405 405 405 405 405 405 405 405"),
    # No wallet has asked.
    "wallet_pages:consent": "302 404 404 404 404 404 404 404",
    # It was not fetched yet at its application.
    "wallet_pages:offer": "302 302 404 404 404 404 404 404",
    "wallet_pages:end": "302 302 404 404 404 404 404 404",
    "portal:visit": "302 200 404 404 404 404 404 404",
    "portal:choose_time": "302 302 302 302 302 302 302 302",
    "portal:confirm_visit": "302 302 302 302 302 302 302 302",
    "portal:cancel_visit": "302 200 404 404 404 404 404 404",
    "portal:leave_list": "302 302 302 302 302 302 302 302",
    "portal:visit_calendar": "302 200 404 404 404 404 404 404",
    "workspace:visits": "302 403 403 200 200 200 403 403",
    "workspace:note_visit": "302 403 403 302 302 302 403 403",
    "workspace:counter": "302 403 403 200 200 200 403 403",
    "verifier:verify": "200 200 200 200 200 200 200 200",
    "verifier:typed_number": "302 302 302 302 302 302 302 302",
    "offline_verifier:start": "302 302 302 302 302 302 302 302",
    "offline_verifier:page": "200 200 200 200 200 200 200 200",
    "offline_verifier:manifest": "200 200 200 200 200 200 200 200",
    "offline_verifier:worker": "200 200 200 200 200 200 200 200",
    "portal:home": "302 200 200 200 200 200 200 200",
    "portal:start": "302 200 200 200 200 200 200 200",
    "portal:draft": "302 302 404 404 404 404 404 404",
    "portal:page": "302 200 404 404 404 404 404 404",
    "portal:draft_file": "302 200 404 404 404 404 404 404",
    "portal:unsuitable": "302 302 404 404 404 404 404 404",
    "portal:check": "302 200 404 404 404 404 404 404",
    "portal:submit": "302 302 302 302 302 302 302 302",
    "portal:remove": "302 200 404 404 404 404 404 404",
    "portal:version": "302 302 302 302 302 302 302 302",
    "portal:case": "302 200 404 404 404 404 404 404",
    "portal:receipt": "302 200 404 404 404 404 404 404",
    "portal:answers": "302 200 404 404 404 404 404 404",
    "portal:answer": "302 200 404 404 404 404 404 404",
    "portal:withdraw": "302 200 404 404 404 404 404 404",
    # The first time it is fetched by the button, which notes it.
    "portal:document": "302 302 404 404 404 404 404 404",
    # A document that is downloaded leaves no choice, and no parcel is on its way.
    "portal:way": "302 302 404 404 404 404 404 404",
    "portal:received": "302 302 404 404 404 404 404 404",
    "portal:file": "302 200 404 404 404 404 404 404",
    "portal:term": "302 200 404 404 404 404 404 404",
    # The service of this draft takes an application for one person.
    "portal:family": "302 409 404 404 404 404 404 404",
    "portal:add_person": "302 302 302 302 302 302 302 302",
    "portal:known": "302 200 200 200 200 200 200 200",
    "portal:people": "302 200 200 200 200 200 200 200",
    "portal:documents": "302 200 200 200 200 200 200 200",
    "portal:held_document": "302 200 404 404 404 404 404 404",
    **dict.fromkeys(KEPT_DOCUMENT, "302 302 404 404 404 404 404 404"),
    "portal:print_card": "302 302 302 302 302 302 302 302",
    "portal:end_acting": "302 200 404 404 404 404 404 404",
    "portal:ask_consent": "302 302 404 404 404 404 404 404",
    "portal:consent_paper": "302 302 404 404 404 404 404 404",
    "portal:rate": "302 302 404 404 404 404 404 404",
    "portal:reopen": "302 200 404 404 404 404 404 404",
    # Nothing speaks for a cancellation here; an appeal can be begun in every case.
    "portal:hearing": "302 302 404 404 404 404 404 404",
    "portal:appeal_against": "302 200 404 404 404 404 404 404",
    # Nobody here has a seat, or works at the ministry: tests/web/workspace/test_commissions.py.
    **dict.fromkeys([*IN_A_COMMISSION, *OF_A_CANCELLATION], "302 403 403 403 403 403 403 403"),
    **dict.fromkeys(STEPS_OF_A_NOMINATION, "302 403 403 302 404 302 403 403"),
    "workspace:queue": "302 403 403 200 200 200 302 200",
    "workspace:second_factor": "302 403 403 302 302 302 302 302",
    "workspace:case": "302 403 403 200 404 200 403 403",
    "workspace:take": "302 403 403 302 404 302 403 403",
    "workspace:release": "302 403 403 302 404 302 403 403",
    "workspace:request": "302 403 403 302 404 302 403 403",
    "workspace:close": "302 403 403 302 404 302 403 403",
    "workspace:propose": "302 403 403 302 404 302 403 403",
    "workspace:confirm": "302 403 403 302 404 302 403 403",
    "workspace:issue": "302 403 403 302 404 302 403 403",
    "workspace:withdraw_document": "302 403 403 403 404 200 403 403",
    "workspace:document": "302 403 403 200 404 404 403 403",
    "workspace:register": "302 403 403 200 404 200 403 403",
    "workspace:change_document": "302 403 403 403 404 200 403 403",
    "workspace:file": "302 403 403 200 404 404 403 403",
    "workspace:term": "302 403 403 200 404 200 403 403",
    "workspace:take_family": "302 403 403 302 404 302 403 403",
    "workspace:record_consent": "302 403 403 302 404 302 403 403",
    "workspace:confirm_mandate": "302 403 403 302 404 302 403 403",
    "workspace:end_mandate": "302 403 403 302 404 302 403 403",
    "workspace:take_over": "302 403 403 302 404 302 403 403",
    **dict.fromkeys(STEPS_BETWEEN_OFFICES, "302 403 403 302 404 302 403 403"),
    "workspace:checks": "302 403 403 200 200 200 403 403",
    # Of the office that is asked, in Tashkent, nobody is here: tests/web/workspace/test_checks.py.
    **dict.fromkeys(OF_A_CHECK, "302 403 403 404 404 404 403 403"),
    "workspace:results": "302 403 403 200 200 200 403 403",
    "workspace:runs": "302 403 403 200 200 200 403 403",
    "workspace:open_run": "302 403 403 302 302 302 403 403",
    # Of another post than theirs, officers see nothing.
    "workspace:issue_run": "302 403 403 200 403 200 403 403",
    # There is no such run.
    "workspace:run": "302 403 403 404 404 404 403 403",
    "workspace:approve_run": "302 403 403 302 302 302 403 403",
    "workspace:end_run": "302 403 403 302 302 302 403 403",
    "workspace:classify": "302 403 403 302 404 302 403 403",
    "workspace:forward": "302 403 403 302 404 302 403 403",
    "workspace:take_back": "302 403 403 302 404 302 403 403",
    "workspace:reply": "302 403 403 302 404 302 403 403",
    "workspace:extend": "302 403 403 302 404 302 403 403",
    "workspace:tell": "302 403 403 302 404 302 403 403",
    "workspace:link": "302 403 403 302 404 302 403 403",
    # Nobody entered this one at the counter.
    "workspace:slip": "302 403 403 404 404 404 403 403",
    "workspace:enter": "302 403 403 200 200 200 403 403",
    "portal:bill": "302 200 404 404 404 404 404 404",
    "portal:payment_receipt": "302 200 404 404 404 404 404 404",
    "portal:refund": "302 200 404 404 404 404 404 404",
    "workspace:payments": "302 403 403 200 200 200 403 403",
    "workspace:bill": "302 403 403 200 404 200 403 403",
    "workspace:payment_receipt": "302 403 403 200 404 200 403 403",
    **dict.fromkeys(STEPS_ON_A_BILL, "302 403 403 302 404 302 403 403"),
    **dict.fromkeys(STEPS_OF_THE_DAY, "302 403 403 302 302 302 403 403"),
    # Payment systems show a key or a signature; to everybody else the answer is a refusal in their words.
    "payments:payme": "200 200 200 200 200 200 200 200",
    "payments:click": "200 200 200 200 200 200 200 200",
    "workspace:board": "302 403 403 200 200 200 200 200",
    "workspace:calendar": "302 403 403 403 403 200 403 403",
    "workspace:services": "302 403 403 403 403 403 200 403",
    "workspace:publish": "302 403 403 403 403 403 200 403",
    **dict.fromkeys(COMMUNITY, "200 200 200 200 200 200 200 200"),
    # The applicant speaks for the organisation in Seoul, the stranger for that in Moscow.
    "portal:community": "302 200 200 200 200 200 200 200",
    "portal:new_organisation": "302 200 200 200 200 200 200 200",
    **dict.fromkeys(OWN_ORGANISATION, "302 200 404 404 404 404 404 404"),
    # Only who was invited reads it; what is sent without a step refuses.
    "portal:invitation": "302 404 200 404 404 404 404 404",
    "portal:consultation": "302 200 200 200 200 200 200 200",
    "workspace:community": "302 403 403 200 200 200 403 403",
    "workspace:enter_organisation": "302 403 403 200 200 200 403 403",
    "workspace:organisation": "302 403 403 200 404 200 403 403",
    "workspace:community_event": "302 403 403 200 404 200 403 403",
    **dict.fromkeys(OF_THE_MINISTRY, "302 403 403 403 403 403 403 403"),
}
# A step that the state of the case allows leads back to the case; each is undone before the next.
POST = {
    "registers:status_lists": "405 405 405 405 405 405 405 405",
    "registers:status_list": "405 405 405 405 405 405 405 405",
    **dict.fromkeys(("sitemaps:robots", "sitemaps:index", "sitemaps:of_a_kind"), "405 405 405 405 405 405 405 405"),
    **dict.fromkeys(TRUST_LIST, "405 405 405 405 405 405 405 405"),
    **dict.fromkeys(READ_BY_WALLETS, "405 405 405 405 405 405 405 405"),
    "wallet:push": "400 400 400 400 400 400 400 400",
    "wallet:token": "400 400 400 400 400 400 400 400",
    "wallet:nonce": "200 200 200 200 200 200 200 200",
    "wallet:credential": "401 401 401 401 401 401 401 401",
    "wallet:notification": "401 401 401 401 401 401 401 401",
    "wallet_pages:consent": "302 404 404 404 404 404 404 404",
    # Confirmations are not meant for wallets.
    "wallet_pages:offer": "302 302 404 404 404 404 404 404",
    "wallet_pages:end": "302 302 404 404 404 404 404 404",
    "to_language": "405 405 405 405 405 405 405 405",
    "health": "405 405 405 405 405 405 405 405",
    "open_api:to_documentation": "405 405 405 405 405 405 405 405",
    "open_api:nothing_here": "405 405 405 405 405 405 405 405",
    "public_site:home": "405 405 405 405 405 405 405 405",
    # Answers to a sensitive guide are sent, so that they stand in no address.
    "public_site:guide": "200 200 200 200 200 200 200 200",
    **dict.fromkeys([*READ_BY_ANYBODY, "registers:log_leaves"], "405 405 405 405 405 405 405 405"),
    "public_site:services": "405 405 405 405 405 405 405 405",
    "public_site:service": "405 405 405 405 405 405 405 405",
    "public_site:service_at_post": "405 405 405 405 405 405 405 405",
    "public_site:posts": "405 405 405 405 405 405 405 405",
    "public_site:post": "405 405 405 405 405 405 405 405",
    "public_site:appeal_figures": "405 405 405 405 405 405 405 405",
    "public_site:appeal_figures_csv": "405 405 405 405 405 405 405 405",
    "public_site:appeal_figures_of_post": "405 405 405 405 405 405 405 405",
    "public_site:appeal_figures_of_post_csv": "405 405 405 405 405 405 405 405",
    "public_site:track": "404 404 404 404 404 404 404 404",
    # The body has answered no demand.
    "public_site:reply": "400 400 400 400 400 400 400 400",
    "public_site:reply_file": "405 405 405 405 405 405 405 405",
    # Nobody has said whether they agree.
    "public_site:consent": "400 400 400 400 400 400 400 400",
    # The body has said nothing yet.
    "public_site:recommendation": "400 400 400 400 400 400 400 400",
    "public_site:recommendation_file": "405 405 405 405 405 405 405 405",
    "public_site:mailbox": "405 405 405 405 405 405 405 405",
    "public_site:visit_figures": "405 405 405 405 405 405 405 405",
    "public_site:visit_figures_csv": "405 405 405 405 405 405 405 405",
    "public_site:visit_figures_of_post_csv": "405 405 405 405 405 405 405 405",
    "public_site:visits_of_post": "405 405 405 405 405 405 405 405",
    "public_site:draw": "405 405 405 405 405 405 405 405",
    "public_site:draw_csv": "405 405 405 405 405 405 405 405",
    "public_site:display": "405 405 405 405 405 405 405 405",
    # There is a visit already: the waiting list is not for them.
    "portal:visit": "403 409 404 404 404 404 404 404",
    "portal:choose_time": "302 302 302 302 302 302 302 302",
    "portal:confirm_visit": "302 302 404 404 404 404 404 404",
    "portal:cancel_visit": "302 302 404 404 404 404 404 404",
    "portal:leave_list": "302 302 404 404 404 404 404 404",
    "portal:visit_calendar": "302 405 405 405 405 405 405 405",
    "workspace:visits": "403 403 403 405 405 405 403 403",
    # What is wrong is said on the page to which it leads.
    "workspace:note_visit": "403 403 403 302 302 302 403 403",
    "workspace:counter": "403 403 403 302 302 302 403 403",
    "offline_verifier:start": "405 405 405 405 405 405 405 405",
    "offline_verifier:page": "405 405 405 405 405 405 405 405",
    "offline_verifier:manifest": "405 405 405 405 405 405 405 405",
    "offline_verifier:worker": "405 405 405 405 405 405 405 405",
    "verifier:verify": "200 200 200 200 200 200 200 200",
    "verifier:typed_number": "200 200 200 200 200 200 200 200",
    "portal:home": "302 405 405 405 405 405 405 405",
    "portal:start": "302 200 200 200 200 200 200 200",
    "portal:draft": "302 405 405 405 405 405 405 405",
    # What a signed-out person typed is offered again after the log-in: the page that says so is no redirect.
    "portal:page": "403 302 404 404 404 404 404 404",
    "portal:draft_file": "302 405 405 405 405 405 405 405",
    "portal:unsuitable": "302 405 405 405 405 405 405 405",
    "portal:check": "302 405 405 405 405 405 405 405",
    "portal:submit": "302 302 404 404 404 404 404 404",
    "portal:remove": "302 302 404 404 404 404 404 404",
    "portal:version": "302 302 404 404 404 404 404 404",
    "portal:case": "302 405 405 405 405 405 405 405",
    "portal:receipt": "302 405 405 405 405 405 405 405",
    "portal:answers": "302 405 405 405 405 405 405 405",
    "portal:answer": "403 302 404 404 404 404 404 404",
    "portal:withdraw": "302 302 404 404 404 404 404 404",
    "portal:document": "302 200 404 404 404 404 404 404",
    "portal:way": "403 302 404 404 404 404 404 404",
    "portal:received": "403 409 404 404 404 404 404 404",
    "portal:file": "302 405 405 405 405 405 405 405",
    "portal:term": "302 405 405 405 405 405 405 405",
    # Without the key of its page nothing is sent, whoever asks.
    "portal:family": "302 400 400 400 400 400 400 400",
    "portal:add_person": "302 409 404 404 404 404 404 404",
    # No fact is named.
    "portal:known": "302 404 404 404 404 404 404 404",
    "portal:people": "302 405 405 405 405 405 405 405",
    **dict.fromkeys(["portal:documents", "portal:held_document", *KEPT_DOCUMENT], "302 405 405 405 405 405 405 405"),
    "portal:print_card": "302 302 404 404 404 404 404 404",
    "portal:end_acting": "302 302 404 404 404 404 404 404",
    "portal:ask_consent": "302 302 404 404 404 404 404 404",
    "portal:consent_paper": "302 302 404 404 404 404 404 404",
    "portal:rate": "403 302 404 404 404 404 404 404",
    "portal:reopen": "403 302 404 404 404 404 404 404",
    "portal:hearing": "403 409 404 404 404 404 404 404",
    "portal:appeal_against": "302 302 404 404 404 404 404 404",
    **dict.fromkeys([*IN_A_COMMISSION, *OF_A_CANCELLATION], "403 403 403 403 403 403 403 403"),
    # No commission decides this service, and no body recommends.
    "workspace:ask_body": "403 403 403 400 404 403 403 403",
    "workspace:body_paper": "403 403 403 400 404 403 403 403",
    "workspace:put_before_commission": "403 403 403 409 404 403 403 403",
    # Of staff it is offered again on every page, as a log-in there ends after an idle hour.
    "workspace:queue": "403 403 403 405 405 405 405 405",
    "workspace:second_factor": "403 403 403 405 405 405 405 405",
    "workspace:case": "403 403 403 405 405 405 403 403",
    "workspace:take": "403 403 403 302 404 302 403 403",
    "workspace:release": "403 403 403 302 404 302 403 403",
    "workspace:request": "403 403 403 302 404 403 403 403",
    # Before the day has passed that the applicant was given.
    "workspace:close": "403 403 403 409 404 409 403 403",
    "workspace:propose": "403 403 403 302 404 403 403 403",
    "workspace:confirm": "403 403 403 403 404 302 403 403",
    "workspace:issue": "403 403 403 302 404 302 403 403",
    "workspace:withdraw_document": "403 403 403 403 404 302 403 403",
    "workspace:document": "403 403 403 405 405 405 403 403",
    "workspace:register": "403 403 403 405 405 405 403 403",
    "workspace:change_document": "403 403 403 403 404 302 403 403",
    "workspace:file": "403 403 403 405 405 405 403 403",
    "workspace:term": "403 403 403 405 405 405 403 403",
    "workspace:take_family": "403 403 403 302 404 302 403 403",
    # Here nobody has to agree, nobody acts by a paper, and nobody has come of age.
    "workspace:record_consent": "403 403 403 404 404 403 403 403",
    "workspace:confirm_mandate": "403 403 403 409 404 403 403 403",
    "workspace:end_mandate": "403 403 403 404 404 403 403 403",
    "workspace:take_over": "403 403 403 409 404 409 403 403",
    # This service asks no other office, gives a document, and is not confidential.
    "workspace:refer": "403 403 403 400 404 403 403 403",
    "workspace:recall": "403 403 403 409 404 409 403 403",
    "workspace:name_second": "403 403 403 409 404 403 403 403",
    "workspace:mark_ready": "403 403 403 409 404 409 403 403",
    "workspace:collect": "403 403 403 400 404 400 403 403",
    "workspace:send": "403 403 403 400 404 400 403 403",
    "workspace:take_back_result": "403 403 403 409 404 409 403 403",
    "workspace:tell_result": "403 403 403 400 404 400 403 403",
    "workspace:return_result": "403 403 403 409 404 409 403 403",
    "workspace:checks": "403 403 403 405 405 405 403 403",
    "workspace:check": "403 403 403 405 405 405 403 403",
    "workspace:check_file": "403 403 403 405 405 405 403 403",
    **dict.fromkeys(STEPS_OF_A_CHECK, "403 403 403 404 404 404 403 403"),
    "workspace:results": "403 403 403 405 405 405 403 403",
    "workspace:runs": "403 403 403 405 405 405 403 403",
    # Without a post it would be a run of the whole installation.
    "workspace:open_run": "403 403 403 403 403 403 403 403",
    # Nothing of that service is approved.
    "workspace:issue_run": "403 403 403 409 403 409 403 403",
    "workspace:run": "403 403 403 405 405 405 403 403",
    "workspace:approve_run": "403 403 403 404 404 404 403 403",
    "workspace:end_run": "403 403 403 404 404 404 403 403",
    "workspace:classify": "403 403 403 302 404 403 403 403",
    "workspace:forward": "403 403 403 302 404 403 403 403",
    "workspace:take_back": "403 403 403 302 404 302 403 403",
    "workspace:reply": "403 403 403 302 404 403 403 403",
    "workspace:extend": "403 403 403 302 404 302 403 403",
    # It is no proposal.
    "workspace:tell": "403 403 403 409 404 403 403 403",
    "workspace:link": "403 403 403 404 404 403 403 403",
    "workspace:slip": "403 403 403 405 405 405 403 403",
    "workspace:enter": "403 403 403 302 302 302 403 403",
    "portal:bill": "302 405 405 405 405 405 405 405",
    "portal:payment_receipt": "302 405 405 405 405 405 405 405",
    # Nothing was typed into these forms; the head alone takes an entry back.
    "portal:refund": "302 400 404 404 404 404 404 404",
    "workspace:payments": "403 403 403 405 405 405 403 403",
    "workspace:bill": "403 403 403 405 405 405 403 403",
    "workspace:payment_receipt": "403 403 403 405 405 405 403 403",
    "workspace:pay": "403 403 403 409 404 409 403 403",
    "workspace:set_charge": "403 403 403 400 404 400 403 403",
    "workspace:waive": "403 403 403 400 404 400 403 403",
    "workspace:refund": "403 403 403 400 404 400 403 403",
    "workspace:cancel": "403 403 403 403 404 400 403 403",
    "workspace:count": "403 403 403 403 403 403 403 403",
    "workspace:decide": "403 403 403 403 403 302 403 403",
    "workspace:execute": "403 403 403 400 403 400 403 403",
    "payments:payme": "200 200 200 200 200 200 200 200",
    "payments:click": "200 200 200 200 200 200 200 200",
    "workspace:board": "403 403 403 405 405 405 405 405",
    # The head says neither which day nor what of it.
    "workspace:calendar": "403 403 403 403 403 400 403 403",
    "workspace:services": "403 403 403 403 403 403 405 403",
    # Nobody has looked at what would be published.
    "workspace:publish": "403 403 403 403 403 403 409 403",
    **dict.fromkeys(COMMUNITY, "405 405 405 405 405 405 405 405"),
    "portal:community": "302 405 405 405 405 405 405 405",
    # Nothing was typed into these forms, and no step was pressed.
    "portal:new_organisation": "403 400 400 400 400 400 400 400",
    "portal:organisation": "403 404 404 404 404 404 404 404",
    "portal:change_organisation": "403 400 404 404 404 404 404 404",
    "portal:announce_event": "403 400 404 404 404 404 404 404",
    "portal:invitation": "302 404 302 404 404 404 404 404",
    "portal:consultation": "403 400 400 400 400 400 400 400",
    "workspace:community": "403 403 403 405 405 405 403 403",
    "workspace:enter_organisation": "403 403 403 400 400 400 403 403",
    "workspace:organisation": "403 403 403 404 404 404 403 403",
    "workspace:community_event": "403 403 403 400 404 400 403 403",
    **dict.fromkeys(OF_THE_MINISTRY, "403 403 403 403 403 403 403 403"),
}
LOG_IN = "/en/account/login/"


def names(patterns: list, namespace: str = "") -> Iterator[str]:
    """Names of our addresses. Those under account/ belong to the library of the log-in, those under editing/ to that of
    the editors, and have tests of their own."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) not in ("account/", "editing/"):
                yield from names(pattern.url_patterns, pattern.namespace or namespace)
        else:
            yield f"{namespace}:{pattern.name}" if namespace else pattern.callback.__name__


def account(name: str) -> Account:
    return Account.objects.get(email=WHO[name])


def set_the_scene() -> None:
    """One case of nodira in Seoul in every state that a step begins in, and who is not in the demonstration yet."""
    assign_role(
        acting_user=SYSTEM,
        account=create_account(acting_user=SYSTEM, email=WHO["auditor"], language="en"),
        role="auditor",
    )
    officer, head = account("officer"), account("head")
    case, raw = submit_in_seoul(account("applicant"), *WITH_REFERRAL)
    walk_example(acting_user=officer, second_officer=head, case=case, raw={**raw, "officer": ["take", "refer"]})
    for steps in (["take"], ["take"], ["take", "approve"], ["take", "approve", "second"]):
        case, raw = submit_in_seoul(account("applicant"), *TWO_OFFICERS)
        walk_example(acting_user=officer, second_officer=head, case=case, raw={**raw, "officer": steps})
    ask_for_money_back(officer, head)
    request_items(
        acting_user=officer,
        reference=case_in("in_review").reference,
        items=["phone"],
        note="",
        due_on=clock.now().date() + timedelta(days=9),
    )
    open_gates(case_in("in_review"), "approve", acting_user=officer, raw=raw)
    submit_in_seoul(account("applicant"), *WITH_RECOMMENDATION)
    submit_in_seoul(account("applicant"), *WITH_CONSENT)
    with TemporaryDirectory() as folder:
        visiting = make_case_with_visit(Path(folder))
    times = free_times(visiting.post, clock.now().date() + timedelta(days=1), (VISITING, 10, False))
    book_visit(acting_user=visiting.account, reference=visiting.reference, starts_at=times[0])
    keep_visit(acting_user=visiting.account, reference=visiting.reference)
    for state in ("in_review", "forwarded", "answered"):
        appeal_in(state, account("applicant"))


def ask_for_money_back(officer: Account, head: Account) -> None:
    """One refund waits for the head, one that was approved for whoever carries it out."""
    for state in ("approved", "proposed"):
        payment = payment_of(state)
        refund = request_refund(acting_user=officer, number=payment.number, amount=payment.money, reason="refused")
    decide_refund(acting_user=head, refund_id=refund.pk, approves=True)


def payment_of(state: str) -> Payment:
    return Payment.objects.get(bill__reference=case_in(state).reference)


def refund_that_is(state: str) -> Callable[[], dict]:
    return lambda: {"refund_id": Refund.objects.get(state=state).pk}


def on_a_bill() -> dict:
    """A charge whose amount nobody has set yet."""
    reference = case_in("waiting_for_applicant").reference
    return {"reference": reference, "charge_id": charges_of(reference)[0].charge.pk}


def on_a_payment() -> dict:
    reference = case_in("in_review").reference
    return {"reference": reference, "number": payment_of("in_review").number}


def case_in(state: str, prefix: str = "WD") -> Case:
    """The last one at Seoul, none that compatriots hold; of applications, unless the prefix of appeals is given."""
    found = Case.objects.filter(state=state, post__code="seoul", reference__startswith=prefix)
    return found.exclude(version__slug__startswith="compatriot-").order_by("-pk").first()


def in_state(state: str) -> Callable[[], dict]:
    return lambda: {"reference": case_in(state).reference}


def in_referral(**more: object) -> Callable[[], dict]:
    return lambda: {"reference": case_in("referred").reference, "number": 1, **more}


def appeal_that_is(state: str) -> Callable[[], dict]:
    return lambda: {"reference": case_in(state, "MU").reference}


def invitation_of_the_stranger() -> int:
    organisation = Organisation.objects.get(country="KR")
    speaker = organisation.represented_by
    return hand_over_organisation(acting_user=speaker, pk=organisation.pk, email=WHO["stranger"]).pk


def link_of_body(**more: object) -> Callable[[], dict]:
    def place() -> dict:
        forward = Forward.objects.get(appeal__case=case_in("forwarded", "MU"))
        reference = forward.appeal.case.reference
        return {"reference": reference, "number": forward.number, "token": reply_token(forward), **more}

    return place


def asked_consent() -> Consent:
    asked = Consent.objects.filter(letter__isnull=False).select_related("case")
    return asked.exclude(case__version__slug__startswith="compatriot-").first()


def link_of_consent() -> dict:
    asked = asked_consent()
    return {"letter": asked.letter, "token": consent_token(asked)}


def link_of_recommendation(**more: object) -> Callable[[], dict]:
    def place() -> dict:
        asked = Recommendation.objects.get()
        return {"pk": asked.pk, "token": recommendation_token(asked), **more}

    return place


def rule_of_consent() -> dict:
    asked = asked_consent()
    return {"reference": asked.case.reference, "rule": asked.rule}


def child_of_applicant() -> dict:
    return {"person_id": access_known_people(account("applicant"))[0].person_id}


def of_draft(**more: str) -> Callable[[], dict]:
    return lambda: {"draft_id": access_drafts(account("applicant")).first().pk, **more}


def file_of_draft() -> dict:
    draft = access_drafts(account("applicant")).first()
    _draft, content = access_draft(account("applicant"), draft.pk)
    return {"draft_id": draft.pk, "file_id": content.answers["photo"][0]["id"]}


def file_of_case() -> dict:
    case = case_in("in_review")
    return {"reference": case.reference, "file_id": answers_of(case)["photo"][0]["id"]}


DRAFT_STEPS = ("draft", "unsuitable", "check", "submit", "remove", "version", "family", "add_person")


def of_visit() -> dict:
    return {"reference": Case.objects.get(version__slug=VISITING).reference}


def document_issued() -> dict:
    return {"number": certificate_of(case_in("issued").reference).number}


def picture_shown() -> dict:
    return resolve(show_news(news_in("en").get(slug="this-is-a-demonstration"), "en").picture.small.url).kwargs


# What stands in the address of each page that names something.
PLACES: dict[str, Callable[[], dict]] = {
    "wallet:document_type": lambda: {"document_type": "consular-registration"},
    "wallet:offer": lambda: {"secret": "unknown"},
    **dict.fromkeys(
        ["open_api:get_service", "open_api:get_service_in_cpsv_ap"], lambda: {"slug": "consular-registration"}
    ),
    "open_api:get_one_post": lambda: {"code": "seoul"},
    "open_api:get_guide": lambda: {"slug": "lost-papers"},
    **dict.fromkeys(["open_api:get_statements", "open_api:get_record"], lambda: {"slug": "diaspora-by-country"}),
    "open_api:get_emergency_numbers": lambda: {"country": "KR"},
    **{f"wallet_pages:{name}": document_issued for name in ("offer", "end")},
    **dict.fromkeys(["portal:held_document", "portal:print_card", *KEPT_DOCUMENT], document_issued),
    "offline_verifier:page": lambda: {"language": "ru"},
    "offline_verifier:manifest": lambda: {"language": "ru"},
    "registers:status_list": lambda: {"list_id": published_lists()[0].pk},
    "registers:authority": lambda: {"name": "iaca"},
    "registers:withdrawals": lambda: {"name": "root"},
    "workspace:issue_run": lambda: {"post": "seoul", "service": "compatriot-card"},
    **dict.fromkeys(["workspace:run", "workspace:approve_run", "workspace:end_run"], lambda: {"run_id": UUID(int=0)}),
    **{
        f"public_site:{name}": lambda: {"code": "seoul"}
        for name in ("visits_of_post", "visit_figures_of_post_csv", "display")
    },
    **{f"public_site:{name}": lambda: {"code": "seoul", "number": 1} for name in ("draw", "draw_csv")},
    **{
        f"portal:{name}": of_visit
        for name in ("visit", "choose_time", "confirm_visit", "cancel_visit", "leave_list", "visit_calendar")
    },
    "workspace:note_visit": lambda: {"visit_id": visit_of(of_visit()["reference"]).pk},
    "workspace:pay": in_state("waiting_for_applicant"),
    "workspace:set_charge": on_a_bill,
    "workspace:waive": on_a_bill,
    "workspace:refund": on_a_payment,
    "workspace:cancel": on_a_payment,
    "workspace:decide": refund_that_is("requested"),
    "workspace:execute": refund_that_is("approved"),
    "portal:bill": in_state("in_review"),
    "workspace:bill": in_state("in_review"),
    **{
        name: lambda: {"number": payment_of("in_review").number}
        for name in ("portal:payment_receipt", "workspace:payment_receipt", "portal:refund")
    },
    "public_site:rights_of": lambda: {"category": "C1"},
    "public_site:guide": lambda: {"slug": "detention"},
    "public_site:news_page": lambda: {"slug": "this-is-a-demonstration"},
    "public_site:digest_page": lambda: {"slug": "labour-migration"},
    "public_site:event": lambda: {"slug": "mobile-reception"},
    "public_site:event_calendar": lambda: {"slug": "mobile-reception"},
    "public_site:gallery": lambda: {"slug": "patterns"},
    "pictures:picture": picture_shown,
    **{
        f"public_site:statements_{name}": lambda: {"code": "diaspora-by-country"}
        for name in ("of", "csv", "csvw", "json")
    },
    "public_site:service": lambda: {"slug": "consular-registration"},
    "sitemaps:of_a_kind": lambda: {"kind": "post"},
    "public_site:service_at_post": lambda: {"slug": "consular-registration", "code": "seoul"},
    "public_site:post": lambda: {"code": "seoul"},
    "public_site:appeal_figures_of_post": lambda: {"code": "seoul"},
    "public_site:appeal_figures_of_post_csv": lambda: {"code": "seoul"},
    "portal:start": lambda: {"slug": "consular-registration"},
    "portal:page": of_draft(page_id="who"),
    "portal:draft_file": file_of_draft,
    **{f"portal:{name}": of_draft() for name in DRAFT_STEPS},
    **{f"portal:{name}": in_state("in_review") for name in ("case", "receipt", "answers", "withdraw")},
    "portal:answer": in_state("waiting_for_applicant"),
    **{f"portal:{name}": in_state("issued") for name in ("document", "way", "received")},
    "portal:file": file_of_case,
    "workspace:case": in_state("in_review"),
    "workspace:take": in_state("submitted"),
    "workspace:release": in_state("in_review"),
    "workspace:request": in_state("in_review"),
    "workspace:close": in_state("waiting_for_applicant"),
    "workspace:propose": in_state("in_review"),
    "workspace:confirm": in_state("proposed"),
    "workspace:issue": in_state("approved"),
    **{f"workspace:{name}": in_state("issued") for name in ("withdraw_document", "register", "change_document")},
    "workspace:document": in_state("issued"),
    "workspace:file": file_of_case,
    **{f"workspace:{name}": in_state("in_review") for name in ("refer", "recall", "name_second")},
    "workspace:mark_ready": in_state("approved"),
    **{
        f"workspace:{name}": in_state("issued")
        for name in ("collect", "send", "take_back_result", "tell_result", "return_result")
    },
    **{name: in_referral() for name in ("workspace:check", *STEPS_OF_A_CHECK)},
    "workspace:check_file": in_referral(file_id=UUID(int=0)),
    "workspace:publish": lambda: {"slug": "consular-registration"},
    "public_site:consent": link_of_consent,
    "public_site:recommendation": link_of_recommendation(),
    "public_site:recommendation_file": link_of_recommendation(file_id=UUID(int=0)),
    **{f"portal:{name}": in_state("issued") for name in ("hearing", "appeal_against")},
    **{name: in_state("in_review") for name in STEPS_OF_A_NOMINATION},
    "workspace:commission": lambda: {"code": "compatriots"},
    **{f"workspace:{name}": lambda: {"pk": 1} for name in ("sitting", "minutes", "minutes_file")},
    "workspace:item": lambda: {"pk": 1, "number": 1},
    "workspace:item_file": lambda: {"pk": 1, "number": 1, "file_id": UUID(int=0)},
    "workspace:cancellation": in_state("issued"),
    "portal:ask_consent": rule_of_consent,
    "portal:consent_paper": rule_of_consent,
    "portal:end_acting": child_of_applicant,
    "workspace:take_family": in_state("submitted"),
    **{
        f"workspace:{name}": in_state("in_review")
        for name in ("record_consent", "confirm_mandate", "end_mandate", "take_over")
    },
    "public_site:reply": link_of_body(),
    "public_site:reply_file": link_of_body(file_id=UUID(int=0)),
    **{f"portal:{name}": appeal_that_is("answered") for name in ("rate", "reopen")},
    "portal:term": appeal_that_is("in_review"),
    **{
        f"workspace:{name}": appeal_that_is("in_review")
        for name in ("term", "classify", "forward", "reply", "extend", "tell", "link", "slip")
    },
    "workspace:take_back": appeal_that_is("forwarded"),
    **{
        name: lambda: {"pk": Organisation.objects.get(country="KR").pk}
        for name in ("public_site:organisation", "workspace:organisation", *OWN_ORGANISATION)
    },
    "portal:invitation": lambda: {"pk": invitation_of_the_stranger()},
    **{
        name: lambda: {"pk": CommunityEvent.objects.get(organisation__country="KR").pk}
        for name in ("public_site:community_event", "public_site:community_event_calendar", "workspace:community_event")
    },
    **{name: lambda: {"pk": opportunities()[0].pk} for name in ("public_site:opportunity", "workspace:opportunity")},
    **{
        name: lambda: {"pk": Consultation.objects.get(state="published").pk}
        for name in (
            *("public_site:consultation", "portal:consultation"),
            *("workspace:consultation", "workspace:consultation_answers"),
        )
    },
}
SENT = {
    "workspace:decide": {"outcome": "decline"},
    "portal:visit": {"first_day": "2026-11-10", "last_day": "2026-12-10"},
    "workspace:counter": {"step": "give"},
    "portal:submit": {"idempotency_key": "the-key-of-this-test"},
    "portal:version": {"answer": "decline"},
    "portal:answer": {"phone": "+82 2 574 6554"},
    "workspace:request": {"items": ["photo"], "due_on": "2027-01-01"},
    "workspace:propose": {"outcome": "approve"},
    "workspace:confirm": {"outcome": "agree"},
    "workspace:withdraw_document": {"reason": "issued_in_error"},
    "workspace:change_document": {"step": "suspend_document", "reason": "lost_or_stolen"},
    "workspace:publish": {"draft_policy": "keep"},
    "portal:rate": {"mark": "3"},
    "portal:reopen": {"why": "It is not solved."},
    "workspace:classify": {"theme": "pension"},
    "workspace:forward": {"to_body": "justice", "why": "It decides on this."},
    "workspace:reply": {f"{part}.{number}": "solved" for part in ("outcome", "text") for number in range(1, 11)},
    "workspace:extend": {"rung": "further_study", "reason": "study"},
    "workspace:enter": {"form": "oral"},
}


def address(name: str) -> str:
    if ":" not in name:
        return {"to_language": "/", "health": "/health"}[name]
    with override("en"):
        return reverse(name, kwargs=PLACES[name]() if name in PLACES else {})


def answers(client: Client, method: str) -> dict[str, int]:
    """The status of every address of ours; what a POST does is undone."""
    found = {}
    for name in names(get_resolver().url_patterns):
        place = address(name)
        with transaction.atomic():
            sent = SENT.get(name, {})
            found[name] = client.get(place).status_code if method == "GET" else client.post(place, sent).status_code
            transaction.set_rollback(method == "POST")
    return found


@pytest.fixture
def scene(demonstration) -> None:
    once("everybody's scene", set_the_scene)


def test_every_address_is_in_the_tables() -> None:
    ours = list(names(get_resolver().url_patterns))
    assert sorted(GET) == sorted(ours)
    assert sorted(POST) == sorted(ours)


@pytest.mark.parametrize(("method", "table"), [("GET", GET), ("POST", POST)])
@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_tables_say(scene, who: str, method: str, table: dict[str, str]) -> None:
    column = list(WHO).index(who)
    expected = {name: int(row.split()[column]) for name, row in table.items()}
    assert answers(client_of(WHO[who]), method) == expected


# To the same page in the reader's language, out of the wallet's request, and to the form that a number is typed into.
LEAD_ON = (
    *("to_language", "wallet:authorize", "offline_verifier:start", "open_api:to_documentation"),
    "verifier:typed_number",
)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_sent_elsewhere_than_to_the_log_in(scene, method: str) -> None:
    for name in names(get_resolver().url_patterns):
        answer = getattr(Client(), method)(address(name))
        if answer.status_code == 302 and name not in LEAD_ON:
            assert answer["Location"].startswith(LOG_IN), name


def in_workspace() -> list[str]:
    return [name for name in GET if name.startswith("workspace:")]


@pytest.mark.parametrize("name", in_workspace())
def test_one_factor_opens_nothing_in_the_workspace(scene, name: str) -> None:
    for who in ("officer", "head", "owner"):
        client = client_of(WHO[who], factors=1)
        for answer in (client.get(address(name)), client.post(address(name), SENT.get(name, {}))):
            if name == "workspace:second_factor":
                assert answer.status_code in (200, 405)
            elif answer.status_code != 403:
                assert (answer.status_code, answer["Location"]) == (302, "/en/work/second-factor/")


@pytest.mark.parametrize("name", in_workspace())
def test_applicants_read_why_the_workspace_is_closed(scene, name: str) -> None:
    answer = client_of(APPLICANT).get(address(name))
    assert answer.status_code == 403
    assert str(access_errors.RoleMissing.sentence) in answer.content.decode()
