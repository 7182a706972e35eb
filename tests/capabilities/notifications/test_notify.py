import pytest
from django.db import transaction

from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUserRequired, entries_of_chain
from watandoshlar.capabilities.notifications.api import FactsMissing, Letter, MessageUnknown

pytestmark = pytest.mark.django_db


def test_a_letter_keeps_the_facts_that_its_message_declares_and_no_others(tell, account):
    letter = tell(facts={"reference": "UZ-1", "service": "0", "page": "/", "name": "Nodira"})
    assert Letter.objects.get() == letter
    assert (letter.state, letter.account, letter.facts) == (
        "queued",
        account,
        {"reference": "UZ-1", "service": "0", "page": "/"},
    )


def test_the_queue_learns_the_id_of_the_letter_and_nothing_else(tell, jobs):
    letter = tell()
    (job,) = jobs()
    assert (job.args, job.queue_name) == ({"letter_id": str(letter.pk)}, "letters")


def test_the_same_occasion_makes_one_letter(tell, jobs):
    assert tell().pk == tell().pk
    assert len(jobs()) == 1


def test_another_occasion_or_another_reader_makes_another_letter(tell, jobs):
    other = create_account(acting_user=SYSTEM, email="other@example.org", language="ru")
    assert len({tell().pk, tell(key="UZ-26-0002").pk, tell(account=other).pk}) == 3
    assert len(jobs()) == 3


def test_who_caused_a_letter_is_on_record(tell, account):
    letter = tell(acting_user=account)
    entry = entries_of_chain(f"account:{account.pk}").last()
    assert (entry.act, entry.account_id) == ("notify", account.pk)
    assert entry.facts == {"letter": str(letter.pk), "code": "received"}


def test_nobody_notifies_nobody(tell):
    with pytest.raises(ActingUserRequired):
        tell(acting_user=None)
    assert not Letter.objects.exists()


def test_an_unknown_message_is_refused(tell):
    with pytest.raises(MessageUnknown) as refusal:
        tell(code="recieved")
    assert refusal.value.fields == {"message": "recieved"}


def test_missing_facts_are_named(tell):
    with pytest.raises(FactsMissing) as refusal:
        tell(facts={"page": "/"})
    assert refusal.value.fields["facts"] == "reference, service"


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_letter_and_no_job(tell, jobs, work, mail_server):
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert jobs() == []
    work()
    assert mail_server.letters == []
