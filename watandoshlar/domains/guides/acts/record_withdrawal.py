from django.db import models, transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.search.api import refresh
from watandoshlar.domains.guides.acts._texts import chain_of, kinds_found, name_of


@transaction.atomic
def record_withdrawal(*, acting_user, text: models.Model) -> None:
    """Write down that a text is public no more; the search follows."""
    append_entry(acting_user=acting_user, act="take_text_off", chain=chain_of(text), facts={"text": name_of(text)})
    for kind in kinds_found(text):
        refresh(kind)
