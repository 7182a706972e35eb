"""The card of ID-1 size, as a file to print: its seal carries the photograph, small and signed."""

from watandoshlar.domains.certificates.layout import CardRecord, render_card, seal_portrait
from watandoshlar.domains.certificates.layout.captions import captions_in
from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.rules.zones import card_zone
from watandoshlar.domains.certificates.schemes import own_scheme
from watandoshlar.foundation.crypto import Signer, sign_seal


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The PDF of both sides. Raises SealTooLarge and LetterMissing."""
    portrait = seal_portrait(record.photo) if record.photo else b""
    seal, signed = sign_seal(seal_claims(record, copy.number, copy, portrait), signer)
    card = CardRecord(
        record=record,
        number=copy.number,
        seal=seal,
        zone=card_zone(record, copy.number),
        category=own_scheme().categories.get(record.category, {}),
        captions=captions_in(record.languages),
        check_address=f"{copy.issuer_url.partition('://')[2]}/{record.languages[0]}/verify/",
    )
    return MadeCopy(render_card(card), signed)
