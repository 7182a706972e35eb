"""The key that a copy in a wallet is bound to."""

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.domains.certificates.errors import HolderKeyMissing, HolderKeyUnusable
from watandoshlar.domains.certificates.rules.copies import CopyFacts
from watandoshlar.foundation.credentials.jose import key_of_jwk
from watandoshlar.foundation.credentials.refusals import Refused


def holder_key(copy: CopyFacts) -> ec.EllipticCurvePublicKey:
    """Raises HolderKeyMissing or HolderKeyUnusable: whoever saw an unbound copy could pass for its holder."""
    if copy.holder_key is None:
        raise HolderKeyMissing
    try:
        return key_of_jwk(copy.holder_key)
    except Refused as error:
        raise HolderKeyUnusable from error
