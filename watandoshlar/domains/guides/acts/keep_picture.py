from django.core.files.base import ContentFile
from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.guides.acts._tree import folder_of_pictures
from watandoshlar.domains.guides.errors import BY_CODE, EditingRefused
from watandoshlar.domains.guides.models import Picture
from watandoshlar.domains.guides.models.agreement import AGREE
from watandoshlar.domains.guides.models.picture import FORMS
from watandoshlar.domains.guides.rules.picture_files import Unfit, rewritten


@transaction.atomic
def keep_picture(
    *, acting_user: Account, content: bytes, title: str, taken_by: str, licence: str, consent: str
) -> Picture:
    """Keep a picture of an editor, written anew, in every size that the public sees.

    Raises EditingRefused, and PictureDamaged or PictureTooLarge.
    """
    if not acting_user.has_perm(AGREE):
        raise EditingRefused
    try:
        plain = rewritten(content)
    except Unfit as unfit:
        raise BY_CODE[unfit.code] from None
    picture = Picture(
        title=title, taken_by=taken_by, licence=licence, consent=consent, uploaded_by_user=acting_user,
        collection=folder_of_pictures(), file=ContentFile(plain, name="picture.jpg"),
    )  # fmt: skip
    picture._set_image_file_metadata()
    picture.full_clean()
    picture.save(force_insert=True)
    picture.get_renditions(*FORMS)
    picture.file.close()
    append_entry(acting_user=acting_user, act="keep_picture", chain="news:pictures", facts={"picture": picture.pk})
    return picture
