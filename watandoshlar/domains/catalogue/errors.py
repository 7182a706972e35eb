"""Refusals of the catalogue, and the sentence for every fault of an answer."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.texts import FieldTexts
from watandoshlar.foundation.errors import DomainError, NotFound


class ServiceNotFound(NotFound):
    code = "service_not_found"
    sentence = _("There is no service “%(slug)s”. Open the list of services and choose one.")


class VersionNotFound(NotFound):
    code = "version_not_found"
    sentence = _("This version of the service is not in the catalogue. Open the list of services and choose one.")


class VersionDamaged(DomainError):
    """The stored content no longer has the hash under which it was published."""

    code = "version_damaged"
    status = 500
    sentence = _("This version of the service was changed after it was published. Tell the administrator: %(version)s.")


class DefinitionRefused(DomainError):
    """`problems` (also an attribute) lists everything that is wrong, one line each with its place."""

    code = "definition_refused"
    sentence = _("This definition cannot be published yet. Correct what is listed and try again:\n%(problems)s")

    def __init__(self, **fields: object) -> None:
        super().__init__(**fields)
        self.problems = fields["problems"]
        self.fields = {**fields, "problems": "\n".join(map(str, fields["problems"]))}


class UnknownDraftPolicy(DomainError):
    code = "unknown_draft_policy"
    sentence = _("Choose what becomes of drafts: keep them, offer them the new version, or migrate them.")


# What to do about each fault. `%(…)s` are facts of the fault.
SENTENCES: Mapping[str, str | Promise] = {
    "required": _("Answer this question."),
    "choice_required": _("Choose one of the answers."),
    "declaration_required": _("To go on, confirm this statement."),
    "file_required": _("Add the file."),
    "photo_required": _("Add the photo."),
    "row_required": _("Add at least one."),
    "too_long": _("Shorten this text to %(maximum)s characters. It has %(length)s now."),
    "name_incomplete": _("Give the family name or the given name as the document writes it."),
    "part_missing": _("Fill in this line."),
    "date_incomplete": _("Give the day, the month and the year."),
    "not_a_date": _("This is not a day of the calendar. Check the day, the month and the year."),
    "year_needs_four_digits": _("Write the year with four digits, for example 1985."),
    "too_early": _("The date must not be before %(limit)s. Check it."),
    "too_late": _("The date must not be after %(limit)s. Check it."),
    "region_elsewhere": _("This region is in another country. Choose or write the region again."),
    "not_a_choice": _("This answer is not in the list. Choose one of the list."),
    "not_a_number": _("Write a number in digits, for example 12 or 12.50, without signs between thousands."),
    "not_a_whole_number": _("Write a whole number, for example 12."),
    "below_minimum": _("The number must be %(minimum)s or more."),
    "above_maximum": _("The number must be %(maximum)s or less."),
    "too_many_decimals": _("This currency has no smaller parts. Give at most %(places)s digits after the point."),
    "bad_phone": _("This is not a telephone number. Begin with + and the code of the country, for example +998."),
    "bad_email": _("This is not an e-mail address. It looks like name@example.org."),
    "bad_travel_document": _("The number of a passport or identity card has two letters and seven digits: FA1234567."),
    "pinfl_length": _("A personal number (PINFL) has 14 digits. This one has %(length)s."),
    "pinfl_digits": _("A personal number (PINFL) has only digits."),
    "pinfl_century": _("This personal number (PINFL) looks odd. Compare it with the document."),
    "pinfl_date": _("This personal number (PINFL) looks odd. Compare it with the document."),
    "pinfl_area": _("This personal number (PINFL) looks odd. Compare it with the document."),
    "pinfl_serial": _("This personal number (PINFL) looks odd. Compare it with the document."),
    "pinfl_check_digit": _("A digit of this personal number (PINFL) may be wrong. Compare it with the document."),
    "too_many_files": _("At most %(maximum)s files can be kept here. Remove some first."),
    "choose_file_again": _("Choose again: %(names)s. Files are kept when the whole page is right."),
    "file_type_not_accepted": _("A file of this type cannot be used here: %(name)s. Choose another file."),
    "file_refused": "%(refusal)s",
    "too_few_rows": _("Add at least %(minimum)s. There are %(count)s now."),
    "too_many_rows": _("At most %(maximum)s can be given here. Remove some."),
}


def sentence_of(fault: Fault, texts: FieldTexts) -> str:
    """What is wrong and what to do, in the active language; `texts` are those of the field.

    The sentence of a check is the service's own. `file_refused` repeats the refusal, its fact `refusal`.
    """
    if fault.code == "check_failed":
        return texts.checks[fault.facts["check"]]
    return str(SENTENCES[fault.code]) % fault.facts
