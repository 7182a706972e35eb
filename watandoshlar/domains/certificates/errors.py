"""What this room refuses, with a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class CertificateNotFound(NotFound):
    code = "certificate_not_found"
    sentence = _("There is no such document among those you may see. Check the number and try again.")


class LettersCannotBePrinted(DomainError):
    code = "letters_cannot_be_printed"
    sentence = _(
        "These letters cannot be printed on a document: %(letters)s. "
        "Ask the applicant to write the text in Latin, Cyrillic or Arabic letters."
    )


class SealDoesNotFit(DomainError):
    code = "seal_does_not_fit"
    sentence = _("The name is too long for the seal of a document. Tell the operator of the platform.")


class SealKeyNotTrusted(Conflict):
    code = "seal_key_not_trusted"
    sentence = _(
        "No signing key is trusted for documents of the kind “%(document_type)s”. "
        "Ask the operator of the platform to publish a trust list with one."
    )


class KeyQuotaReached(Conflict):
    code = "key_quota_reached"
    sentence = _(
        "Signing key %(key)s has made the %(quota)s signatures that it may make in a day. "
        "Try again tomorrow, or ask the keepers of the signing keys to raise its quota."
    )


class TrustListNotAccepted(Conflict):
    code = "trust_list_not_accepted"
    sentence = _("This trust list cannot be published (%(code)s). The page on keys says what each code asks for.")


class RootNotConfirmed(Conflict):
    code = "root_not_confirmed"
    sentence = _(
        "The first trust list is believed only with the fingerprint of its root. "
        "Compare this one with the printed one, and give it: %(fingerprint)s"
    )


class StatusCannotChange(Conflict):
    code = "status_cannot_change"
    sentence = _("Document %(number)s is “%(status)s” and cannot become “%(wanted)s”. Reload the page.")


class SealKeyNotFound(NotFound):
    code = "seal_key_not_found"
    sentence = _("No signing key “%(key)s” is known here. The page on keys says where its id stands.")


class NotForWallets(Conflict):
    code = "not_for_wallets"
    sentence = _("This document cannot go into a wallet: it does not count now, or its kind is not meant for wallets.")


class WalletRequestOver(NotFound):
    code = "wallet_request_over"
    sentence = _("This request of a wallet is over or was answered already. Begin anew in the wallet.")


class UnknownReason(DomainError):
    code = "unknown_status_reason"
    sentence = _("Choose one of the reasons in the list.")


class UnknownForm(DomainError):
    code = "unknown_form"
    sentence = _("Documents are not made in this form. Choose one of the forms in the list.")


class HolderKeyMissing(DomainError):
    code = "holder_key_missing"
    sentence = _("A copy for a wallet needs the key of the wallet. Add the document in the wallet again.")


class HolderKeyUnusable(DomainError):
    code = "holder_key_unusable"
    sentence = _(
        "The key of this wallet cannot be used: only keys on the curve P-256 can. "
        "Update the wallet or choose another one."
    )


class DocumentDoesNotCount(Conflict):
    code = "document_does_not_count"
    sentence = _(
        "Document %(number)s does not count at present, so nothing can be made of it or rest on it. "
        "Ask the post that issued it."
    )


class StatusListNotFound(NotFound):
    code = "status_list_not_found"
    sentence = _("There is no such list. The page on status lists names all of them.")


class SigningRunNotFound(NotFound):
    code = "signing_run_not_found"
    sentence = _("There is no such signing run among those you may see. Open the list of signing runs.")


class RunCannotChange(Conflict):
    code = "run_cannot_change"
    sentence = _("This signing run is no longer in the state that you saw. Reload the page.")


class SecondOfficerNeeded(Refused):
    code = "second_officer_needed"
    sentence = _("Whoever opened a signing run cannot approve it. Another officer has to.")


class OwnDocumentInRun(Refused):
    code = "own_document_in_run"
    sentence = _("A document of yours, or of somebody for whom you act, is in this run. Leave it to a colleague.")


class NothingToSign(Conflict):
    code = "nothing_to_sign"
    sentence = _("No document needs this run: nothing valid was signed with this key, or another run has it already.")


class KeyStillTrusted(Conflict):
    code = "key_still_trusted"
    sentence = _("Signing key %(key)s is not withdrawn. Documents are issued anew only after their key was withdrawn.")


class TwiceInRun(Conflict):
    code = "twice_in_run"
    sentence = _("Somebody would get the same document twice. Take the repeated ones out of the run and open it again.")


class TooManyCards(Conflict):
    code = "too_many_cards"
    sentence = _("The card was made %(most)s times today. Print the file that you have, or make it again tomorrow.")
