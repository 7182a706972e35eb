"""How a record becomes a copy of a form: one module for each, all of them pure functions of the record.

A new form is a module with `make`, a line in `FORMS` and a value of `Form`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from watandoshlar.domains.certificates.forms import card, mdoc, sd_jwt, seal, travel_seal, vc
from watandoshlar.domains.certificates.rules.copies import CopyFacts, Form, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.crypto import Signer


@dataclass(frozen=True)
class Making:
    """`profile` names the certificates that go with the signing key (`signing.chain_for`). A form that is a file to be
    handed out is sealed once more as a file."""

    make: Callable[[CertificateRecord, CopyFacts, Signer], MadeCopy]
    profile: str
    is_file: bool = False


FORMS: Mapping[Form, Making] = {
    Form.SEAL: Making(seal.make, "seal"),
    Form.SD_JWT: Making(sd_jwt.make, "sd_jwt"),
    Form.MDOC: Making(mdoc.make, "mdoc"),
    Form.VC: Making(vc.make, "seal"),
    Form.CARD: Making(card.make, "seal", is_file=True),
    Form.TRAVEL_SEAL: Making(travel_seal.make, "vds"),
}
