"""Phone numbers and e-mail addresses."""

from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Posted

LONGEST_EMAIL = 254


class Phone(Kind):
    """A number in the international form. One typed without the country's code is read as of the host country."""

    code = "phone"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        region = posted.facts.host_country if posted.facts else ""
        try:
            number = phonenumbers.parse(text, region or None)
        except phonenumbers.NumberParseException:
            return None, (Fault("bad_phone"),)
        if number.extension or not phonenumbers.is_possible_number(number):
            return None, (Fault("bad_phone"),)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), ()

    def display(self, field: Field, value: str, language: str, texts: Any) -> list[str]:
        number = phonenumbers.parse(value)
        return [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)]

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, str) and value.startswith("+") and value[1:].isdecimal()

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("+998901234567",)


class Email(Kind):
    """An e-mail address as typed; whether it is read by anyone only a letter to it can tell."""

    code = "email"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        try:
            validate_email(text)
        except ValidationError:
            return None, (Fault("bad_email"),)
        return (text, ()) if len(text) <= LONGEST_EMAIL else (None, (Fault("bad_email"),))

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("nodira@example.org",)
