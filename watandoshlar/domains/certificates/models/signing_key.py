from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.postgres.fields import ArrayField
from django.db import models

from watandoshlar.foundation.crypto import ES256, TrustedKey


class SigningKey(models.Model):
    """A public key that seals are checked with: what it may sign, and when. The private key is never here.

    `key_id` is the hexadecimal form of the 8 bytes in the seal, `public_key` the DER SubjectPublicKeyInfo.
    """

    key_id = models.CharField(primary_key=True, max_length=16)
    algorithm = models.SmallIntegerField(default=ES256)
    public_key = models.BinaryField()
    document_types = ArrayField(models.SlugField(max_length=60), default=list)
    not_before = models.DateTimeField()
    sign_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"seal key {self.key_id}"

    def as_trusted(self) -> TrustedKey:
        public_key = serialization.load_der_public_key(bytes(self.public_key))
        if not isinstance(public_key, ec.EllipticCurvePublicKey):
            raise TypeError(f"{self} is not an elliptic-curve key")
        return TrustedKey(
            key_id=bytes.fromhex(self.key_id),
            public_key=public_key,
            document_types=frozenset(self.document_types),
            algorithm=self.algorithm,
            not_before=self.not_before,
            sign_until=self.sign_until,
            revoked_at=self.revoked_at,
        )
