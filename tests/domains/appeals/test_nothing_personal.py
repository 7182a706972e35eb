"""Nothing that an appeal, its answers or a body say lies readable anywhere: rows, jobs, letters, files, log lines."""

import logging

import pytest

from tests.domains.appeals.builders import Reception, replies, typed_appeal
from tests.domains.cases.builders import SOON
from tests.domains.cases.test_nothing_personal import files_of_everything, rows_of_everything
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.api import (
    Reply,
    answer_appeal,
    file_appeal,
    find_links,
    forward_appeal,
    rate_answer,
    reopen_appeal,
    reply_as_body,
    reply_token,
    send_alerts,
    take_back_appeal,
    track_appeal,
    tracking_code_of,
)
from watandoshlar.domains.appeals.models import Forward
from watandoshlar.domains.cases.api import (
    answer_request,
    confirm_decision,
    example_upload,
    propose_decision,
    request_items,
    save_page,
    take_case,
)

pytestmark = pytest.mark.usefixtures("committed_db")

# Words that stand nowhere else, letter by letter as they were typed.
TYPED = {
    "family": "Zarifboyeva",
    "given": "Oyniso",
    "street": "Xufiyona koʻcha 7",
    "text": "Sirli voqea haqida yozyapman",
    "demand": "Yashirin talabim bajarilsin",
    "later demand": "Keyingi yashirin talab",
    "whom": "Mehmonali Sirliyev",
    "refused": "notoʻgʻri-xufiyona-pochta",
    "file": "xufiyona-ariza",
    "note": "Sirli eslatma",
    "why forwarded": "Xufiyona sabab bilan yuborildi",
    "answer": "Sirli javob matni",
    "law": "Xufiyona qonun, 7-modda",
    "answer of the body": "Idoraning sirli javobi",
    "why reopened": "Sirli eʼtirozim bor",
    "conclusion": "Yashirin xulosa",
}


def walk_a_whole_course(reception: Reception) -> str:
    pages = typed_appeal("complaint", demands=(TYPED["demand"],), complained_of=["another_body"])
    pages["who"] |= {"applicant_name.family": [TYPED["family"]], "applicant_name.given": [TYPED["given"]]}
    pages["who"]["home_address.street"] = [TYPED["street"]]
    pages["matter"]["happened"] = [TYPED["text"]]
    pages["complaint"]["complained_name"] = [TYPED["whom"]]
    pages["contact"] = {"email": [TYPED["refused"]]}
    draft = reception.draft(pages)
    mine = {"acting_user": reception.applicant}
    papers = {"papers": [example_upload(f"{TYPED['file']}.pdf", "file")]}
    save_page(**mine, draft_id=draft.pk, page_id="papers", typed={}, uploads=papers)
    appeal = file_appeal(**mine, draft_id=draft.pk, idempotency_key="some-key")
    reference = appeal.case.reference
    copy = file_appeal(**mine, draft_id=reception.draft(pages).pk, idempotency_key="another-key")
    assert find_links(acting_user=SYSTEM, reference=copy.case.reference)
    officer = {"acting_user": reception.officer, "reference": reference}
    take_case(**officer)
    request_items(**officer, items=["demands"], note=TYPED["note"], due_on=SOON)
    more = {"demands.0.demand": [TYPED["demand"]], "demands.1.demand": [TYPED["later demand"]]}
    answer_request(**mine, reference=reference, typed=more)
    forward_appeal(**officer, to_body="interior", why=TYPED["why forwarded"])
    take_back_appeal(**officer)
    propose_decision(**officer, outcome="not_consider", reasons=["anonymous"], note=TYPED["conclusion"])
    confirm_decision(acting_user=reception.head, reference=reference, agrees=False, note=TYPED["note"])
    forward_appeal(**officer, to_body="justice", why=TYPED["why forwarded"])
    sent = Forward.objects.get(number=2)
    body = {1: Reply("refused", TYPED["answer of the body"]), 2: Reply("solved", TYPED["answer of the body"])}
    reply_as_body(acting_user=SYSTEM, reference=reference, number=2, token=reply_token(sent), replies=body)
    rate_answer(**mine, reference=reference, mark=1)
    reopen_appeal(**mine, reference=reference, why=TYPED["why reopened"])
    second = {"acting_user": reception.second, "reference": reference}
    take_case(**second)
    answer_appeal(
        **second, replies=replies("solved", "solved") | {1: Reply("explained", TYPED["answer"], TYPED["law"])}
    )
    send_alerts(acting_user=SYSTEM)
    assert track_appeal(reference, tracking_code_of(appeal)) == appeal
    return reference


def test_after_a_whole_course(reception: Reception, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        # What the library for the database logs under test settings is the statement, not the platform's line.
        logging.getLogger("django.db.backends").setLevel(logging.INFO)
        reference = walk_a_whole_course(reception)
    kept = [*rows_of_everything(), *files_of_everything(), *(("log", line) for line in caplog.messages)]
    assert {"appeals_appeal", "appeals_forward", "appeals_demandanswer", "appeals_mark", "appeals_link"} <= {
        place for place, _text in kept
    }
    assert any(reference in text for _place, text in kept)
    secrets = TYPED | {f"link {sent.number}": reply_token(sent) for sent in Forward.objects.all()}
    found = [
        (place, name)
        for place, text in kept
        for name, secret in secrets.items()
        if secret.casefold() in text.casefold()
    ]
    assert found == []
