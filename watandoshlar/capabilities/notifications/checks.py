from django.core.checks import Error

from watandoshlar.capabilities.notifications.messages import incomplete_messages


def refuse_incomplete_messages(**_options: object) -> list[Error]:
    """`manage.py check --deploy`: nothing goes into operation with a message that someone cannot read."""
    return [Error(str(fault), id="notifications.E001", obj=fault.fields["message"]) for fault in incomplete_messages()]
