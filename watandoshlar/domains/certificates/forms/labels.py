"""What the claims of a document are called in a wallet, in each language."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from watandoshlar.domains.certificates.forms.mdoc import OWN
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.domains.certificates.rules.record import Words
from watandoshlar.foundation.credentials.mdoc import COMMON

_FAMILY, _GIVEN, _BORN = gettext_noop("Family name"), gettext_noop("Given name"), gettext_noop("Date of birth")
_SEX, _CITIZENSHIP, _PHOTO = gettext_noop("Sex"), gettext_noop("Citizenship"), gettext_noop("Photo")
_NUMBER, _RIGHT, _SECOND = gettext_noop("Document number"), gettext_noop("Rights code"), gettext_noop("Second spelling")
_COUNTRY, _POST, _ISSUED = gettext_noop("Issuing country"), gettext_noop("Issued by"), gettext_noop("Issued on")
_FROM, _UNTIL, _RESTS = gettext_noop("Valid from"), gettext_noop("Valid until"), gettext_noop("Rests on the document")
_REPLACES = gettext_noop("Takes the place of the document")

LABELS: Mapping[Form, Mapping[tuple[str, ...], str]] = {
    Form.SD_JWT: {
        ("name",): gettext_noop("Full name"),
        ("family_name",): _FAMILY,
        ("given_name",): _GIVEN,
        ("middle_name",): gettext_noop("Patronymic"),
        ("second_name",): _SECOND,
        ("birthdate",): _BORN,
        ("sex",): _SEX,
        ("nationalities",): _CITIZENSHIP,
        ("picture",): _PHOTO,
        ("document_number",): _NUMBER,
        ("right",): _RIGHT,
        ("issuing_country",): _COUNTRY,
        ("issuing_post",): _POST,
        ("date_of_issuance",): _ISSUED,
        ("date_of_start",): _FROM,
        ("date_of_expiry",): _UNTIL,
        ("details",): gettext_noop("Particulars"),
        ("rests_on",): _RESTS,
        ("replaces",): _REPLACES,
    },
    Form.MDOC: {
        (COMMON, "family_name"): _FAMILY,
        (COMMON, "given_name"): _GIVEN,
        (COMMON, "birth_date"): _BORN,
        (COMMON, "age_over_18"): gettext_noop("Of age"),
        (COMMON, "sex"): _SEX,
        (COMMON, "nationality"): _CITIZENSHIP,
        (COMMON, "portrait"): _PHOTO,
        (COMMON, "document_number"): _NUMBER,
        (COMMON, "issuing_country"): _COUNTRY,
        (COMMON, "issuing_authority"): _POST,
        (COMMON, "issue_date"): _ISSUED,
        (COMMON, "expiry_date"): _UNTIL,
        (OWN, "right"): _RIGHT,
        (OWN, "second_name"): _SECOND,
        (OWN, "valid_from"): _FROM,
        (OWN, "rests_on"): _RESTS,
        (OWN, "replaces"): _REPLACES,
    },
}
"""By form: where a claim stands and what it is called. What only machines read has no name."""


def claim_labels(form: Form, languages: Sequence[str]) -> dict[tuple[str, ...], Words]:
    """What each claim is called, in each of these languages."""
    spoken: dict[tuple[str, ...], dict[str, str]] = {path: {} for path in LABELS[form]}
    for language in languages:
        with override(language):
            for path, words in LABELS[form].items():
                spoken[path][language] = _(words)
    return spoken
