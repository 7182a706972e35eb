"""The letters of this room. Facts are ids, codes and days; names of organisations are read when a letter is sent."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver, show_day
from watandoshlar.capabilities.posts.api import get_post, post_name
from watandoshlar.domains.community.models import CommunityEvent, Consultation, Opportunity, Organisation
from watandoshlar.domains.community.states import (
    REFUSALS_OF_EVENT,
    REFUSALS_OF_ORGANISATION,
    SET_ASIDE,
    SUSPENSIONS,
)
from watandoshlar.domains.community.wording import said

REASONS = {**REFUSALS_OF_ORGANISATION, **SUSPENSIONS, **REFUSALS_OF_EVENT, **SET_ASIDE}
OF_ORGANISATION = ("organisation", "post")
MESSAGES = (
    Message(
        code="organisation_verified",
        subject=_("Your organisation is in the register"),
        text=_(
            "The post has verified your organisation: it stands in the register.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Until: %(verified_until)s\n\n"
            "You can announce events now, and say whether your contact is shown:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "until"),
    ),
    Message(
        code="organisation_refused",
        subject=_("Your organisation is not entered in the register"),
        text=_(
            "The post could not verify your organisation.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Reason: %(community_reason)s\n\n"
            "Correct what is wrong and send it again:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "reason"),
    ),
    Message(
        code="organisation_suspended",
        subject=_("Your organisation is not shown for the time being"),
        text=_(
            "The post has suspended your organisation: it and its events are not shown for the time being.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Reason: %(community_reason)s\n\n"
            "Speak to the post about it. You find everything on this page:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "reason"),
    ),
    Message(
        code="organisation_lapses",
        subject=_("Your organisation leaves the register on %(verified_until)s"),
        text=_(
            "The verification of your organisation ends. After that day it is not in the register any more.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Last day: %(verified_until)s\n\n"
            "Ask the post to renew it, and look whether everything is still true:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "until"),
    ),
    Message(
        code="organisation_lapsed",
        subject=_("The verification of your organisation has ended"),
        text=_(
            "Your organisation is not in the register any more, because its verification ended on "
            "%(verified_until)s.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n\n"
            "Send it to the post again from this page:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "until"),
    ),
    Message(
        code="invited_to_speak",
        subject=_("You are invited to speak for an organisation of compatriots"),
        text=_(
            "You are asked to speak for an organisation in the register of compatriots’ organisations: to say what is "
            "written of it, and to announce its events.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Answer until: %(verified_until)s\n\n"
            "Log in with this e-mail address, and accept or refuse:\n%(invitation_url)s\n\n"
            "If you know nothing of it, you need not do anything."
        ),
        facts=(*OF_ORGANISATION, "invitation", "until"),
    ),
    Message(
        code="invited_over_you",
        subject=_("The post invites somebody else to speak for your organisation"),
        text=_(
            "The post has invited somebody else to speak for an organisation for which you speak now.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n"
            "Nothing changes before: %(invitation_opens)s\n\n"
            "If that is not right, withdraw the invitation before that day on this page:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "open_from"),
    ),
    Message(
        code="organisation_handed_over",
        subject=_("Somebody else speaks for the organisation now"),
        text=_(
            "The invitation was accepted. You do not speak for this organisation any more; your contact is erased from "
            "its page.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s"
        ),
        facts=OF_ORGANISATION,
    ),
    Message(
        code="invitation_refused",
        subject=_("Your invitation was refused"),
        text=_(
            "The person whom you invited does not want to speak for the organisation. You speak for it as before.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n\n"
            "You can invite somebody else:\n%(organisation_url)s"
        ),
        facts=OF_ORGANISATION,
    ),
    Message(
        code="invitation_expired",
        subject=_("Your invitation was not answered"),
        text=_(
            "Nobody has answered the invitation to speak for the organisation, and it has ended. You speak for it as "
            "before.\n\n"
            "Organisation: %(organisation_name)s\n"
            "Post: %(community_post)s\n\n"
            "You can invite somebody again:\n%(organisation_url)s"
        ),
        facts=OF_ORGANISATION,
    ),
    Message(
        code="event_published",
        subject=_("Your event is published"),
        text=_(
            "The post has published what you announced.\n\n"
            "Event: %(event_title)s\n"
            "Post: %(community_post)s\n\n"
            "Should it not take place, cancel it here:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "event"),
    ),
    Message(
        code="event_refused",
        subject=_("Your event is not published"),
        text=_(
            "The post does not publish what you announced.\n\n"
            "Event: %(event_title)s\n"
            "Post: %(community_post)s\n"
            "Reason: %(community_reason)s\n\n"
            "You can announce it again, with what was missing:\n%(organisation_url)s"
        ),
        facts=(*OF_ORGANISATION, "event", "reason"),
    ),
    Message(
        code="opportunity_ends",
        subject=_("An opportunity goes off after %(shown_until)s"),
        text=_(
            "An opportunity that you entered or verified is not shown any more after its last day.\n\n"
            "Opportunity: %(opportunity_title)s\n"
            "Last day: %(shown_until)s\n\n"
            "Look at its source. If it names a later day, extend it; else there is nothing to do:\n%(opportunity_url)s"
        ),
        facts=("opportunity", "last_day"),
    ),
    Message(
        code="answer_set_aside",
        subject=_("Your answer to a consultation is not counted"),
        text=_(
            "The ministry reads every answer. Yours is not counted as it stands; your opinion is not the reason.\n\n"
            "Consultation: %(consultation_title)s\n"
            "Reason: %(community_reason)s\n\n"
            "As long as the consultation is open you can write it anew, and it counts:\n%(consultation_url)s"
        ),
        facts=("consultation", "reason"),
    ),
    Message(
        code="consultation_replied",
        subject=_("The ministry has replied to what you said"),
        text=_(
            "You answered a consultation. The reply is published: what was said, what will be done, and by when.\n\n"
            "Consultation: %(consultation_title)s\n\n"
            "%(consultation_reply_url)s"
        ),
        facts=("consultation",),
    ),
)


def _organisation_name(facts: dict, language: str) -> str:
    return said(Organisation.objects.get(pk=facts["organisation"]).names, language)


def _event_title(facts: dict, language: str) -> str:
    return said(CommunityEvent.objects.get(pk=facts["event"]).titles, language)


def _opportunity_title(facts: dict, language: str) -> str:
    return said(Opportunity.objects.get(pk=facts["opportunity"]).titles, language)


def _consultation_title(facts: dict, language: str) -> str:
    return said(Consultation.objects.get(pk=facts["consultation"]).titles, language)


def _post(facts: dict, language: str) -> str:
    return post_name(get_post(facts["post"]), language)


def _reason(facts: dict, language: str) -> str:
    with translation.override(language):
        return str(REASONS[facts["reason"]])


def _address(path: str, fact: str):
    def resolve(facts: dict, language: str) -> str:
        return f"{settings.SITE_URL}/{language}/{path}/{facts[fact]}/"

    return resolve


RESOLVERS = {
    "organisation_name": _organisation_name,
    "event_title": _event_title,
    "opportunity_title": _opportunity_title,
    "consultation_title": _consultation_title,
    "community_post": _post,
    "community_reason": _reason,
    "organisation_url": _address("my/community/organisations", "organisation"),
    "invitation_url": _address("my/community/invitations", "invitation"),
    "opportunity_url": _address("work/community/opportunities", "opportunity"),
    "consultation_url": _address("my/consultations", "consultation"),
    "consultation_reply_url": _address("community/consultations", "consultation"),
    "verified_until": show_day("until"),
    "invitation_opens": show_day("open_from"),
    "shown_until": show_day("last_day"),
}


def register() -> None:
    """Put this room's letters into the registry; one that lacks a language is found by `check` and by a test."""
    for placeholder, resolver in RESOLVERS.items():
        register_resolver(placeholder, resolver)
    for message in MESSAGES:
        register_message(message)
