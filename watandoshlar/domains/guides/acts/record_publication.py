from django.db import models, transaction
from wagtail.models import Revision

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.search.api import refresh
from watandoshlar.domains.guides.acts._texts import chain_of, kinds_found, name_of
from watandoshlar.domains.guides.models import agreed_by


@transaction.atomic
def record_publication(*, acting_user, text: models.Model, version: Revision) -> None:
    """Write down that a text of an editor is public now, who wrote it and who agreed; the search follows."""
    append_entry(
        acting_user=acting_user,
        act="publish_text",
        chain=chain_of(text),
        facts={
            "text": name_of(text),
            "version": version.pk,
            "written_by": version.user_id,
            "agreed_by": agreed_by(version),
        },
    )
    for kind in kinds_found(text):
        refresh(kind)
