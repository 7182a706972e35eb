"""The seal that border posts of other states read, for the DataMatrix code of a travel document."""

from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.rules.zones import travel_zone
from watandoshlar.foundation.countries import zone_code
from watandoshlar.foundation.crypto import Signer
from watandoshlar.foundation.crypto.travel_seal import make_travel_seal, named_by, read_travel_seal


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The bytes of the code. It names its signer by the first certificate of the chain."""
    content = make_travel_seal(
        travel_zone(record, copy.number),
        state=zone_code(record.issuer),
        issued_on=record.issued_at.date(),
        sealed_on=copy.made_at.date(),
        signer=signer,
        named=named_by(copy.chain[0]),
    )
    return MadeCopy(content, read_travel_seal(content).signed)
