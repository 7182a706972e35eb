from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from watandoshlar.domains.certificates.states import DeliveryState
from watandoshlar.foundation import clock

from .certificate import Certificate
from .copy import Copy

MARK = 64
"""The length of a SHA-256 in hexadecimal: every secret of a wallet is kept as this and as nothing else."""


class WalletGrant(models.Model):
    """What a wallet may fetch: copies in these forms of a document, or of the version that takes its place.

    It follows from an offer or a request that the holder agreed to. `wallet` is the client_id of an attested wallet,
    `sender_key` the thumbprint of the key with which its requests are proven; both are "" for a wallet without.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    forms = ArrayField(models.SlugField(max_length=20))
    wallet = models.CharField(max_length=500, blank=True)
    wallet_name = models.CharField(max_length=100, blank=True)
    sender_key = models.CharField(max_length=43, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["certificate"], name="certificates_grants_of"),
            models.Index(fields=["ends_at"], name="certificates_grants_over"),
        ]

    def __str__(self) -> str:
        return f"wallet grant {self.pk} on {self.certificate_id}"


class CopyOffer(models.Model):
    """An offer of copies that the holder made on a page, for the wallet that is shown its code within minutes.

    `mark` is the hash of the secret in its address. `code_print` is the fingerprint of the transaction code under the
    data key of the person; after `tries_left` wrong ones the offer is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    forms = ArrayField(models.SlugField(max_length=20))
    mark = models.CharField(max_length=MARK, unique=True)
    code_print = models.BinaryField()
    tries_left = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)
    grant = models.ForeignKey(WalletGrant, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["certificate"], name="certificates_offers_of"),
            models.Index(fields=["ends_at"], name="certificates_offers_over"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} of {self.certificate_id}"


class WalletRequest(models.Model):
    """What an attested wallet asks the holder for, pushed before the holder sees it; then the holder's answer.

    `mark` is the hash of the request_uri, `code_mark` that of the code which the wallet gets when the holder agrees.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    mark = models.CharField(max_length=MARK, unique=True)
    wallet = models.CharField(max_length=500)
    wallet_name = models.CharField(max_length=100, blank=True)
    sender_key = models.CharField(max_length=43, blank=True)
    return_to = models.CharField(max_length=500)
    state = models.CharField(max_length=500, blank=True)
    configurations = ArrayField(models.CharField(max_length=100))
    challenge = models.CharField(max_length=43)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField(null=True)
    code_mark = models.CharField(max_length=MARK, blank=True)
    redeemed_at = models.DateTimeField(null=True)
    grant = models.ForeignKey(WalletGrant, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_mark"], condition=~Q(code_mark=""), name="certificates_request_code_once"
            )
        ]
        indexes = [models.Index(fields=["ends_at"], name="certificates_requests_over")]

    def __str__(self) -> str:
        return f"request {self.pk} of {self.wallet}"


class WalletToken(models.Model):
    """A token of a grant: `access` fetches copies for minutes, `refresh` gets such tokens as long as the grant."""

    mark = models.CharField(max_length=MARK, primary_key=True)
    grant = models.ForeignKey(WalletGrant, on_delete=models.CASCADE, related_name="tokens")
    use = models.CharField(max_length=10)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(use__in=("access", "refresh")), name="certificates_token_use_known")
        ]
        indexes = [models.Index(fields=["ends_at"], name="certificates_tokens_over")]

    def __str__(self) -> str:
        return f"{self.use} token of {self.grant_id}"


class SpentMark(models.Model):
    """A nonce or the name of a proof that was used, as a hash, until it would be refused for its age anyway."""

    mark = models.CharField(max_length=MARK, primary_key=True)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="certificates_spent_over")]

    def __str__(self) -> str:
        return f"spent until {self.ends_at}"


class Delivery(models.Model):
    """Copies that went to a wallet in one answer, and what the wallet said of them. Kept as long as the copies.

    `mark` is the hash of the notification_id. `state` says what is known: handed over, until the wallet speaks.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    mark = models.CharField(max_length=MARK, unique=True)
    grant = models.ForeignKey(WalletGrant, null=True, on_delete=models.SET_NULL, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="deliveries")
    account_id = models.BigIntegerField()
    form = models.SlugField(max_length=20)
    wallet_name = models.CharField(max_length=100, blank=True)
    copies = models.ManyToManyField(Copy, related_name="deliveries", db_table="certificates_deliveredcopy")
    made_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=12, default=DeliveryState.HANDED_OVER.value)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DeliveryState]),
                name="certificates_delivery_known",
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} of {self.certificate_id}"
