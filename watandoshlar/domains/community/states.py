"""The states of everything in this room, and every step between them, as one table.

The database holds the same table (`community_step`) and refuses any other step; docs/rules/community.md lists it.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from watandoshlar.foundation.steps import State, Step, by_code

TOPICS = {
    "culture": _("Culture and traditions"),
    "language": _("Language and school"),
    "youth": _("Students and young people"),
    "women": _("Women"),
    "help": _("Help for people in need"),
    "work": _("Work and rights at work"),
    "business": _("Business"),
    "science": _("Science and professions"),
    "sport": _("Sport"),
}
# What the officer has seen before an organisation is verified.
EVIDENCE = {
    "registration": _("Registration with the authorities of the country"),
    "statute": _("Statute or rules of the organisation"),
    "meeting": _("A meeting with its representative at the post"),
    "activity": _("Its work is known to the post"),
}
REFUSALS_OF_ORGANISATION = {
    "not_shown": _("It was not shown that the organisation exists"),
    "not_compatriots": _("It is not an organisation of compatriots"),
    "not_authorised": _("The representative may not speak for it"),
    "entered_already": _("It is in the register already"),
    "incomplete": _("What is said of it is incomplete or wrong"),
}
SUSPENSIONS = {
    "inactive": _("It does not work any more"),
    "complaint": _("A complaint about it is being looked into"),
    "unlawful": _("It breaks the law of the country"),
    "wrong_facts": _("What is said of it is not true any more"),
}
REFUSALS_OF_EVENT = {
    "advertising": _("It is an advertisement"),
    "not_lawful": _("It breaks the law of the country"),
    "hatred": _("It calls for hatred or violence"),
    "incomplete": _("Time, place or description is wrong or missing"),
}
OPPORTUNITIES = {
    "study": _("Study"),
    "job": _("Work"),
    "investment": _("Investment"),
    "science": _("Science"),
}
REFUSALS_OF_OPPORTUNITY = {
    "no_source": _("The source does not say it"),
    "promises": _("It promises what nobody can guarantee"),
    "costs": _("It asks people for money in advance"),
    "incomplete": _("What is said of it is incomplete or wrong"),
}
# Why an answer to a consultation is not counted. An opinion is no reason.
SET_ASIDE = {
    "threat": _("It threatens or insults somebody"),
    "others": _("It tells private matters of other people"),
    "advertising": _("It is an advertisement"),
    "other_matter": _("It is about something else"),
}
WHO = {
    "representative": _("the representative"),
    "post": _("an officer of the post"),
    "other_officer": _("an officer who did not enter it"),
    "ministry": _("the ministry or its editors"),
    "other_colleague": _("a colleague of who entered it"),
    "compatriot": _("who answers"),
    "invited": _("who is invited to speak for it"),
    "inviting": _("who speaks for it, or an officer of the post"),
    "platform": _("the platform, on its day"),
}
STATES = {
    "organisation": by_code(
        State("draft", _("Not sent yet"), "waiting", is_open=True),
        State("submitted", _("Waiting for the post"), "active", is_open=True),
        State("verified", _("Verified"), "good", is_open=True),
        State("refused", _("Refused"), "bad", is_open=True),
        State("lapsed", _("Verification has lapsed"), "waiting", is_open=True),
        State("suspended", _("Suspended"), "bad", is_open=True),
        State("withdrawn", _("Withdrawn")),
    ),
    "invitation": by_code(
        State("sent", _("Waiting for an answer"), "active", is_open=True),
        State("accepted", _("Accepted"), "good"),
        State("refused", _("Refused"), "bad"),
        State("withdrawn", _("Withdrawn")),
        State("expired", _("Not answered in time")),
    ),
    "event": by_code(
        State("announced", _("Waiting for the post"), "active", is_open=True),
        State("published", _("Published"), "good", is_open=True),
        State("refused", _("Refused"), "bad"),
        State("cancelled", _("Cancelled"), "bad"),
    ),
    "opportunity": by_code(
        State("entered", _("Waiting for a second colleague"), "active", is_open=True),
        State("verified", _("Verified"), "good", is_open=True),
        State("refused", _("Refused"), "bad"),
        State("withdrawn", _("Withdrawn")),
    ),
    "consultation": by_code(
        State("prepared", _("Waiting for a second colleague"), "active", is_open=True),
        State("published", _("Published"), "good", is_open=True),
        State("replied", _("Replied"), "good"),
        State("dropped", _("Dropped")),
    ),
    "answer": by_code(
        State("given", _("Counted"), "good", is_open=True),
        State("set_aside", _("Set aside"), "bad", is_open=True),
        State("withdrawn", _("Withdrawn"), is_open=True),
    ),
    "promise": by_code(
        State("planned", pgettext_lazy("promise", "Planned"), "waiting", is_open=True),
        State("in_work", _("In work"), "active", is_open=True),
        State("done", _("Done"), "good"),
        State("not_done", _("Not done"), "bad"),
    ),
}
STEPS = {
    "organisation": (
        Step("submit", "draft", "submitted", "representative"),
        Step("submit", "refused", "submitted", "representative"),
        Step("submit", "lapsed", "submitted", "representative"),
        Step("amend", "verified", "submitted", "representative"),
        Step("verify", "submitted", "verified", "other_officer"),
        Step("refuse", "submitted", "refused", "post"),
        Step("renew", "verified", "verified", "other_officer"),
        Step("lapse", "verified", "lapsed", "platform"),
        Step("suspend", "verified", "suspended", "post"),
        Step("reinstate", "suspended", "verified", "post"),
        *(
            Step("withdraw", source, "withdrawn", "representative")
            for source in ("draft", "submitted", "verified", "refused", "lapsed", "suspended")
        ),
    ),
    "invitation": (
        Step("accept", "sent", "accepted", "invited"),
        Step("refuse", "sent", "refused", "invited"),
        Step("withdraw", "sent", "withdrawn", "inviting"),
        Step("expire", "sent", "expired", "platform"),
    ),
    "event": (
        Step("publish", "announced", "published", "post"),
        Step("refuse", "announced", "refused", "post"),
        Step("cancel", "announced", "cancelled", "representative"),
        Step("cancel", "published", "cancelled", "representative"),
    ),
    "opportunity": (
        Step("verify", "entered", "verified", "other_colleague"),
        Step("refuse", "entered", "refused", "ministry"),
        Step("extend", "verified", "verified", "other_colleague"),
        Step("withdraw", "entered", "withdrawn", "ministry"),
        Step("withdraw", "verified", "withdrawn", "ministry"),
    ),
    "consultation": (
        Step("publish", "prepared", "published", "other_colleague"),
        Step("drop", "prepared", "dropped", "ministry"),
        Step("reply", "published", "replied", "ministry"),
    ),
    "answer": (
        Step("change", "given", "given", "compatriot"),
        Step("change", "set_aside", "given", "compatriot"),
        Step("change", "withdrawn", "given", "compatriot"),
        Step("set_aside", "given", "set_aside", "ministry"),
        Step("withdraw", "given", "withdrawn", "compatriot"),
        Step("withdraw", "set_aside", "withdrawn", "compatriot"),
    ),
    "promise": (
        Step("start", "planned", "in_work", "ministry"),
        Step("finish", "planned", "done", "ministry"),
        Step("finish", "in_work", "done", "ministry"),
        Step("give_up", "planned", "not_done", "ministry"),
        Step("give_up", "in_work", "not_done", "ministry"),
    ),
}
FIRST_STATES = {
    "organisation": "draft",
    "invitation": "sent",
    "event": "announced",
    "opportunity": "entered",
    "consultation": "prepared",
    "answer": "given",
    "promise": "planned",
}
