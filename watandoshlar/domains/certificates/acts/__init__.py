from ._wallets import Tokens
from .advance_signing_run import advance_signing_run
from .answer_wallet_request import answer_wallet_request
from .approve_signing_run import approve_signing_run
from .end_signing_run import end_signing_run
from .end_wallets import end_wallets
from .hand_over_copies import hand_over_copies
from .issue_certificate import issue_certificate
from .issue_copy import issue_copy
from .look_at_trust_list import look_at_trust_list
from .make_signing_key import make_signing_key
from .note_delivery import note_delivery
from .offer_copies import Offered, offer_copies
from .open_issue_run import NewDocument, open_issue_run
from .open_reissue_run import open_reissue_run
from .print_card import print_card
from .propose_trust_list import propose_trust_list
from .publish_status_lists import publish_status_lists
from .publish_trust_list import publish_trust_list
from .push_wallet_request import WalletAsks, push_wallet_request
from .redeem_code import redeem_code
from .redeem_offer import redeem_offer
from .refresh_access import refresh_access
from .reinstate_certificate import reinstate_certificate
from .reissue_certificate import reissue_certificate
from .remove_spent import remove_spent
from .report_stray_seal import report_stray_seal
from .revoke_certificate import revoke_certificate
from .revoke_signing_key import revoke_signing_key
from .set_key_quota import set_key_quota
from .suspend_certificate import suspend_certificate

__all__ = [
    "NewDocument",
    "Offered",
    "Tokens",
    "WalletAsks",
    "advance_signing_run",
    "answer_wallet_request",
    "approve_signing_run",
    "end_signing_run",
    "end_wallets",
    "hand_over_copies",
    "issue_certificate",
    "issue_copy",
    "look_at_trust_list",
    "make_signing_key",
    "note_delivery",
    "offer_copies",
    "open_issue_run",
    "open_reissue_run",
    "print_card",
    "propose_trust_list",
    "publish_status_lists",
    "publish_trust_list",
    "push_wallet_request",
    "redeem_code",
    "redeem_offer",
    "refresh_access",
    "reinstate_certificate",
    "reissue_certificate",
    "remove_spent",
    "report_stray_seal",
    "revoke_certificate",
    "revoke_signing_key",
    "set_key_quota",
    "suspend_certificate",
]
