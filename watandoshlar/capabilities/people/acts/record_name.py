import json

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.keys import encrypt_json_for, fingerprint_for
from watandoshlar.capabilities.people.models import NameAsWritten, Person

PARTS = ("family", "given", "patronymic", "script", "source")


@transaction.atomic
def record_name(*, acting_user, person: Person, name: dict) -> bool:
    """Keep a name as one document writes it. The same spelling is kept once per document; nothing is replaced.

    `name`: {family, given, patronymic, script, source}. Returns whether the spelling was new.
    """
    written = {part: name.get(part, "") for part in PARTS}
    fingerprint = fingerprint_for(person, json.dumps(written, sort_keys=True, ensure_ascii=False))
    # Two submissions at once may bring the same spelling.
    _name, is_new = NameAsWritten.objects.get_or_create(
        person=person,
        fingerprint=fingerprint,
        defaults={
            "script": written["script"],
            "source_document": written["source"],
            "name": lambda: encrypt_json_for(person, written, f"name:{person.pk}"),
        },
    )
    if not is_new:
        return False
    append_entry(
        acting_user=acting_user,
        act="record_name",
        chain=f"person:{person.pk}",
        facts={"script": written["script"], "source": written["source"]},
    )
    return True
