from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from watandoshlar.foundation.crypto import ES256, TrustedKey


class SigningKey(models.Model):
    """A public key that seals are checked with: what it may sign, and when. The private key is never here.

    `key_id` is the hexadecimal form of the 8 bytes in the seal, `public_key` the DER SubjectPublicKeyInfo. `kind` is
    what it signs for the platform, empty for a key that only checks what it once sealed. A key counts from `listed_at`
    on, when a trust list with it was published. `chain` holds its certificates: {profile: [DER in base64, its own
    first]}. It makes at most `daily_quota` signatures a day; of `hourly_alarm` of them within an hour the keepers hear.
    """

    key_id = models.CharField(primary_key=True, max_length=16)
    algorithm = models.SmallIntegerField(default=ES256)
    public_key = models.BinaryField()
    kind = models.SlugField(max_length=60, blank=True, default="")
    document_types = ArrayField(models.SlugField(max_length=60), default=list)
    not_before = models.DateTimeField()
    sign_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    chain = models.JSONField(default=dict)
    daily_quota = models.PositiveIntegerField(default=50_000)
    hourly_alarm = models.PositiveIntegerField(default=5_000)

    def __str__(self) -> str:
        return f"signing key {self.key_id}"

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


class KeyUse(models.Model):
    """How many signatures a key made in an hour. Writers that meet add rows beside each other instead of waiting."""

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    hour = models.DateTimeField()
    signed = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "hour"], name="certificates_key_use")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.hour}: {self.signed}"


class KeyAlarm(models.Model):
    """The keepers were told that a key was busier than it should be, once for each hour or day; or that it signed what
    was never issued, once for each number in such a seal. Rows are only added."""

    class Cause(models.TextChoices):
        RATE = "rate"
        QUOTA = "quota"
        STRAY = "stray"

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=5, choices=Cause)
    since = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "cause", "since"], condition=~Q(cause="stray"), name="certificates_one_alarm"
            ),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(cause="stray"), name="certificates_one_alarm_for_number"
            ),
            models.CheckConstraint(
                condition=Q(cause="stray", number__gt="") | (~Q(cause="stray") & Q(number="")),
                name="certificates_stray_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.cause} {self.since}"


class PublishedTrustList(models.Model):
    """A trust list as the root signed it, with what the authorities said beside it. Rows are only added.

    `root` and `documents` are certificates in DER, `withdrawals` the lists of withdrawn certificates, DER in base64, by
    authority.
    """

    version = models.BigIntegerField(primary_key=True)
    text = models.TextField()
    root = models.BinaryField()
    documents = models.BinaryField()
    withdrawals = models.JSONField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"trust list {self.version}"
