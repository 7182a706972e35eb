"""What `check --deploy` says about wallets: whom the installation trusts to attest them."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from watandoshlar.domains.certificates.wallet_trust import wallet_anchors

HINT = "docs/operations/wallets.md says how wallets are trusted."


def look_at_wallet_trust(**_options: object) -> list[CheckMessage]:
    """A file of roots that cannot be read stops every wallet; attestations that nobody may give do so too."""
    try:
        anchors = wallet_anchors()
    except (OSError, ValueError) as error:
        problem = f"WALLET_ANCHORS_FILE cannot be read: {type(error).__name__}."
        return [Error(problem, hint=HINT, id="certificates.E010")]
    if settings.WALLETS_MUST_BE_ATTESTED and not anchors:
        return [
            Error("Nobody is trusted to attest wallets, and no others may come.", hint=HINT, id="certificates.E011")
        ]
    if not anchors:
        return [
            Info("Wallets come by offers alone: nobody is trusted to attest them.", hint=HINT, id="certificates.I010")
        ]
    return []
