"""Refusals of the catalogue, and the sentence for every fault of an answer and every problem of a definition."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.catalogue.rules.faults import Fault, Problem
from watandoshlar.domains.catalogue.rules.texts import FieldTexts
from watandoshlar.foundation.errors import Conflict, DomainError, NotFound


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


class FolderChanged(Conflict):
    code = "folder_changed"
    sentence = _(
        "The folder of this service has changed since you looked at it, so nothing was published. "
        "Below is what would change now. Look at it, and publish again."
    )


class PublicationNotFound(NotFound):
    code = "publication_not_found"
    sentence = _("There is no such publication. Open the list of services and choose one.")


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
    "bad_foreign_document": _("The number of a passport has 5 to 20 letters and digits. Copy it from the document."),
    "bad_certificate_number": _(
        "This is not the number of a document. It looks like UZ-CC-26-7K3M9Q4T: copy every letter and digit of it."
    ),
    "number_unknown": _(
        "We find no document with this number that belongs to this person. Copy the number from the document, and the "
        "name as it is written there."
    ),
    "number_of_another_kind": _(
        "The document with this number is of another kind than is needed here. Give the number of the right one."
    ),
    "number_not_in_force": _(
        "The document with this number does not count now: it was paused, withdrawn or replaced. Give the number of "
        "the one that does, or ask the post that issued it."
    ),
    "number_ended": _("The last day of the document with this number is over. Renew that document first."),
    "number_to_renew": _(
        "The time for which the document with this number was granted is over. Apply for its renewal instead."
    ),
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


# What is wrong with a definition, for its owner. `%(…)s` are facts of the problem.
PROBLEMS: Mapping[str, str | Promise] = {
    "bad_yaml": _("The file cannot be read as YAML: %(detail)s."),
    "not_a_mapping": _("Names with values are needed here (name: value)."),
    "not_a_list": _("A list is needed here."),
    "not_a_text": _("A text is needed here."),
    "not_a_boolean": _("Write true or false here."),
    "not_a_number": _("Write a whole number here, zero or more."),
    "not_one_of": _("Write one of these here: %(known)s."),
    "empty": _("This list is empty. Write at least one item."),
    "unknown_key": _("Nothing is known by this name here. Known are: %(known)s."),
    "missing_key": _("“%(key)s” is missing here."),
    "bad_id": _("“%(id)s” cannot be a name: use small Latin letters, digits and underscores, a letter first."),
    "bad_slug": _("“%(slug)s” cannot be a name: use small Latin letters, digits and hyphens, a letter first."),
    "reserved_id": _("“%(id)s” has a meaning of its own here. Choose another name."),
    "duplicate_id": _("The name “%(id)s” is used more than once."),
    "not_a_date": _("Write a day like this: 2026-11-30."),
    "bad_date": _("Write a day like this: 2026-11-30."),
    "unknown_kind": _("There is no kind of field “%(kind)s”. Known are: %(known)s."),
    "wrong_kind": _("A field of the kind “%(kind)s” cannot be used here."),
    "bad_option": _("The option “%(option)s” cannot have this value."),
    "unknown_source": _("There is no source “%(source)s”. Known are: %(known)s."),
    "unknown_page": _("There is no page “%(page)s”."),
    "unknown_field": _("There is no field “%(field)s”."),
    "unknown_reason": _("There is no reason for a refusal “%(reason)s”."),
    "later_field": _("This uses what is asked only later: %(fields)s."),
    "not_for_appeals": _("An appeal has no “%(key)s”: nobody may be kept from appealing, nor pay for it. Take it out."),
    "mixes_hours_and_days": _("The term counts in %(term)s, so its extensions cannot count in %(unit)s."),
    "fee_needs_tariff_or_amount": _(
        "A fee has one of these: a tariff, an amount with its currency, or a number of base units."
    ),
    "not_in_order": _("These numbers must rise, each only once."),
    "not_falling": _("These numbers must fall, each only once."),
    "too_long": _("This condition is too long. Make it simpler."),
    "syntax_error": _("This condition cannot be read: %(detail)s"),
    "type_error": _("This condition compares things of different kinds: %(detail)s"),
    "wrong_result": _("This condition gives a result of another kind than is needed: %(detail)s"),
    "evaluation_failed": _("For some answers a condition has no result: %(detail)s"),
    "unknown_name": _("A name is used here that nothing has: %(detail)s"),
    "no_document": _("It is not said what an approval issues, and an approved case would never end. Add a “document”."),
    "no_term": _("For some answers no term holds, so nobody would know by when the post decides."),
    "unreachable_page": _("No answers lead to the page “%(id)s”."),
    "unreachable_field": _("No answers lead to the field “%(id)s”."),
    "page_never_reached": _("No answers were found that lead to the page “%(id)s”. Add an example that shows it."),
    "field_never_reached": _("No answers were found that lead to the field “%(id)s”. Add an example that shows it."),
    "missing_language": _("The texts in the language “%(language)s” are missing."),
    "unknown_language": _("This platform does not have the language “%(language)s”."),
    "missing_text": _("This text is missing."),
    "text_for_nothing": _("Nothing in the definition uses this text."),
    "other_number_of_lines": _("This list has %(number)s lines here, and another number in another language."),
    "not_shown": _("An answer to this question has no words in the language “%(language)s”."),
    "other_than_folder": _("The service must be named like its folder, “%(folder)s”."),
    "no_examples": _("There is no example. Add at least one."),
    "page_not_seen": _("The example answers the page “%(page)s”, to which its answers do not lead."),
    "field_not_seen": _("The example answers the field “%(field)s”, to which its answers do not lead."),
    "answer_refused": _("The answer of the example to “%(field)s” is refused: %(codes)s."),
    "no_such_step": _("The officer cannot take this step: %(step)s."),
    "other_than_expected": _("The example expects %(expected)s, but gets %(happened)s."),
}


def sentence_of_problem(problem: Problem) -> str:
    """What is wrong with a definition, in the active language; where it is, the problem says itself."""
    return str(PROBLEMS[problem.code]) % {name: _in_words(value) for name, value in problem.facts.items()}


def _in_words(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
