"""What pages call a case of each register: one applies for something that is decided, an appeal is answered."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.cases.api import Case, Draft, service_of
from watandoshlar.domains.catalogue.api import Service


@dataclass(frozen=True)
class Words:
    begin: str
    place: str
    post: str
    incomplete: str
    before_sending: str
    send: str
    sent: str
    decided_by: str
    answered_request: str
    withdraw: str
    withdraw_question: str
    withdraw_meaning: str
    withdrawn: str
    own: str


WORDS = {
    "applications": Words(
        begin=_("Apply"),
        place=_("The place decides which post of Uzbekistan works on your application."),
        post=_("Post that will work on your application"),
        incomplete=_("Open each of these pages; it shows what is missing."),
        before_sending=_(
            "After you submit, an officer of the post checks your answers. You can still withdraw the application."
        ),
        send=_("Submit the application"),
        sent=_("Application submitted"),
        decided_by=_("The post decides by %(moment)s (its local time)."),
        answered_request=_("Thank you. The officer goes on with your application."),
        withdraw=_("Withdraw the application"),
        withdraw_question=_("Withdraw the application?"),
        withdraw_meaning=_("The post stops working on %(reference)s. You can apply again at any time."),
        withdrawn=_("You have withdrawn the application."),
        own=_("This is your own application. Another officer works on it."),
    ),
    "appeals": Words(
        begin=_("Write an appeal"),
        place=_("The place decides which post of Uzbekistan registers your appeal."),
        post=_("Post that will register your appeal"),
        incomplete=_(
            "You can send the appeal as it is: nobody may refuse to register it. "
            "The officer sees what these pages lack."
        ),
        before_sending=_("The appeal is registered at once, and the law says by when you get an answer."),
        send=_("Send the appeal"),
        sent=_("Appeal registered"),
        decided_by=_("You get an answer by %(moment)s (local time of the post)."),
        answered_request=_("Thank you. The officer goes on with your appeal."),
        withdraw=_("Withdraw the appeal"),
        withdraw_question=_("Withdraw the appeal?"),
        withdraw_meaning=_("Nobody works on %(reference)s any more. You can send a new appeal at any time."),
        withdrawn=_("You have withdrawn the appeal."),
        own=_("This is your own appeal. Another officer works on it."),
    ),
}


def words_of(service: Service) -> Words:
    return WORDS[service.definition.register]


def words_for(application: Case | Draft) -> Words:
    return words_of(service_of(application))
