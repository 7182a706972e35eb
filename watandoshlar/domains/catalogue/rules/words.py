"""Words of the platform that stand in answers, whatever the service: shown beside the service's own texts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

Words = Mapping[str, str | Promise]

YES_NO: Words = {"yes": _("Yes"), "no": _("No")}
DECLARED = _("I confirm")
ROLES: Words = {"myself": _("Myself"), "child": _("My child"), "another": _("Another person")}
NAME_PARTS: Words = {
    "family": _("Family name"),
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "script": _("Script"),
    "source": _("Document in which it is written so"),
}
NAME_DOCUMENTS: Words = {
    "passport": _("Passport"),
    "id_card": _("Identity card"),
    "birth_certificate": _("Birth certificate"),
    "foreign_document": _("Document of another country"),
    "none": _("No document"),
}
# ISO 15924; `Zyyy` is its code for a script that is not named.
SCRIPTS: Words = {
    "Latn": pgettext_lazy("script", "Latin"),
    "Cyrl": pgettext_lazy("script", "Cyrillic"),
    "Arab": pgettext_lazy("script", "Arabic"),
    "Hang": pgettext_lazy("script", "Korean"),
    "Hani": pgettext_lazy("script", "Chinese"),
    "Jpan": pgettext_lazy("script", "Japanese"),
    "Geor": pgettext_lazy("script", "Georgian"),
    "Armn": pgettext_lazy("script", "Armenian"),
    "Grek": pgettext_lazy("script", "Greek"),
    "Hebr": pgettext_lazy("script", "Hebrew"),
    "Thai": pgettext_lazy("script", "Thai"),
    "Zyyy": pgettext_lazy("script", "Another script"),
}
# Under which heading a service stands in the list of services, in this order.
TOPICS: Words = {
    "travel": _("Documents to travel with"),
    "register": _("Consular register and identity"),
    "family": _("Family events"),
    "papers": _("Papers and notary"),
    "citizenship": _("Residence and citizenship"),
    "compatriots": _("For compatriots"),
    "help": _("Help in trouble"),
    "other": _("Other services"),
}
# How two versions of a service differ, and what was done to a part of it.
DIFFERENCES: Words = {
    "none": _("Nothing has changed"),
    "text_only": _("Only texts have changed"),
    "additive": _("Something was added; all answers still fit"),
    "breaking": _("Answers may no longer fit"),
}
# What a change does to answers that have been given.
EFFECTS: Words = {
    "text_only": _("only words"),
    "additive": _("answers still fit"),
    "breaking": _("answers may not fit"),
}
CHANGES: Words = {
    "added": pgettext_lazy("change", "Added"),
    "removed": pgettext_lazy("change", "Removed"),
    "changed": pgettext_lazy("change", "Changed"),
    "reordered": pgettext_lazy("change", "Put in another order"),
}
# What of a definition was changed: by the first word of the path, and by the last.
PARTS: Words = {
    "pages": pgettext_lazy("part of a service", "page"),
    "fields": pgettext_lazy("part of a service", "question"),
    "checks": pgettext_lazy("part of a service", "check of the answers"),
    "eligibility": pgettext_lazy("part of a service", "condition of eligibility"),
    "fees": pgettext_lazy("part of a service", "fee"),
    "terms": pgettext_lazy("part of a service", "term for the decision"),
    "decision": pgettext_lazy("part of a service", "decision"),
    "document": pgettext_lazy("part of a service", "document"),
    "hand_over": pgettext_lazy("part of a service", "hand-over"),
    "visit": pgettext_lazy("part of a service", "visit"),
    "consents": pgettext_lazy("part of a service", "consent of somebody else"),
    "referrals": pgettext_lazy("part of a service", "check by another office"),
    "recommendations": pgettext_lazy("part of a service", "recommendation by a body"),
    "mandate": pgettext_lazy("part of a service", "mandate"),
    "family": pgettext_lazy("part of a service", "application for several people"),
    "confidential": pgettext_lazy("part of a service", "confidentiality"),
    "topic": pgettext_lazy("part of a service", "place in the list of services"),
    "asked_before": pgettext_lazy("part of a service", "what guides have asked before"),
    "sources": pgettext_lazy("part of a service", "legal sources"),
    "texts": pgettext_lazy("part of a service", "texts"),
}
ASPECTS: Words = {
    "show_if": _("when it is shown"),
    "required": _("whether it must be answered"),
    "kind": _("the kind of answer"),
    "fields": _("the order of the questions"),
    "known": _("what the platform may offer as its answer"),
    "second_officer": _("whether a second officer confirms"),
    "refusal_reasons": _("the reasons for a refusal"),
    "commission": _("the commission that decides"),
}
OTHER_ASPECT = _("which answers it takes")


def in_language(word: str | Promise, language: str) -> str:
    """The word in `language`, whatever language is active."""
    with override(language):
        return str(word)
