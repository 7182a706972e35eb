"""What this room refuses. The sentence says what is wrong and what to do; tests look at the code."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class BillNotFound(NotFound):
    code = "bill_not_found"
    sentence = _("There is no bill with this reference. Check the reference of the application.")


class ChargeNotFound(NotFound):
    code = "charge_not_found"
    sentence = _("This charge does not belong to the case. Open the case again.")


class PaymentNotFound(NotFound):
    code = "payment_not_found"
    sentence = _("There is no such payment among those you may see. Open the case and choose one from its list.")


class RefundNotFound(NotFound):
    code = "refund_not_found"
    sentence = _("There is no such refund at your post. Open the page “Payments” and choose one from the list.")


class OwnBill(Refused):
    code = "own_bill"
    sentence = _("This is your own application. Another officer takes its money.")


class AmountNotReadable(DomainError):
    code = "amount_not_readable"
    sentence = _("Write the amount in figures, with at most %(digits)s digits after the point, such as %(example)s.")


class CurrencyNotTaken(DomainError):
    code = "currency_not_taken"
    sentence = _("This charge is not set in that currency. Choose one of the list.")


class SourceNeeded(DomainError):
    code = "source_needed"
    sentence = _("Name the source: the tariff, order or receipt that says so, in at most 200 letters.")


class AmountFixed(Conflict):
    code = "amount_fixed"
    sentence = _("The tariff of the day of submission sets this amount. It does not change afterwards.")


class ChargeSettled(Conflict):
    code = "charge_settled"
    sentence = _("This charge is waived, or something has been paid on it. Its amount does not change any more.")


class AmountUnknown(Conflict):
    code = "amount_unknown"
    sentence = _("Set the amounts that are not known yet first, each with its source.")


class UnknownWaiver(DomainError):
    code = "unknown_waiver_reason"
    sentence = _("Choose one of the reasons in the list.")


class NothingDue(Conflict):
    code = "nothing_due"
    sentence = _("Nothing is due in this currency any more. Do not take money; if you have taken it, give it back.")


class ReceiptNumberNeeded(DomainError):
    code = "receipt_number_needed"
    sentence = _(
        "Write the number of the paper receipt: letters, figures, spaces and - / . № only, at most 40 of them."
    )


class ReceiptNumberUsed(Conflict):
    code = "receipt_number_used"
    sentence = _(
        "The receipt %(number)s of your post is entered already, for %(bill)s. Compare the numbers; the head of the "
        "post can take back an entry that was wrong."
    )


class DayNotPossible(DomainError):
    code = "day_not_possible"
    sentence = _("Write the day on which the money was taken: today or earlier, and not before the application.")


class PaymentCancelled(Conflict):
    code = "payment_cancelled"
    sentence = _("The entry of this payment was taken back. Open the case again.")


class NotAtPost(Conflict):
    code = "not_at_post"
    sentence = _("This payment came by a payment system. It goes back as a refund only.")


class PaymentHasRefund(Conflict):
    code = "payment_has_refund"
    sentence = _("A refund of this payment is under way or done. Decide the refund first.")


class UnknownCancelReason(DomainError):
    code = "unknown_cancel_reason"
    sentence = _("Choose one of the reasons in the list.")


class UnknownRefundReason(DomainError):
    code = "unknown_refund_reason"
    sentence = _("Choose one of the reasons in the list.")


class RefundTooLarge(DomainError):
    code = "refund_too_large"
    sentence = _("No more can go back than was paid: %(most)s.")


class OnlyWholePayment(DomainError):
    code = "only_whole_payment"
    sentence = _("A payment by a payment system goes back as a whole: %(most)s.")


class NotOverpaid(DomainError):
    code = "not_overpaid"
    sentence = _("No more was paid than was due. Choose another reason, or leave the payment as it is.")


class RefundUnderWay(Conflict):
    code = "refund_under_way"
    sentence = _("A refund of this payment has been asked for already. See it on the page of the case.")


class SecondPersonNeeded(Refused):
    code = "second_person_needed"
    sentence = _("You asked for this refund yourself. Another person decides it.")


class RefundInOtherState(Conflict):
    code = "refund_in_other_state"
    sentence = _("This refund is now “%(state)s”. Open the page again.")


class ReferenceNeeded(DomainError):
    code = "refund_reference_needed"
    sentence = _("Write how the money went back: the number of the slip, or of the payment system.")


class RefundDecisionNeeded(DomainError):
    code = "refund_decision_needed"
    sentence = _("Choose one of the two decisions.")


class WrongDayOfCount(DomainError):
    code = "wrong_day_of_count"
    sentence = _("Choose a day that is not in the future.")


# --- towards payment systems: they read codes of their own, people never see these ------------------------------------


class AmountDiffers(Conflict):
    code = "amount_differs"
    sentence = _("This is not the amount that is due. Open the page of your case and pay from there.")


class TransactionUnderWay(Conflict):
    code = "transaction_under_way"
    sentence = _("Another payment for this bill is under way. Finish it, or try again later.")


class TransactionNotFound(NotFound):
    code = "transaction_not_found"
    sentence = _("There is no such transaction.")


class TransactionTaken(Conflict):
    code = "transaction_taken"
    sentence = _("This transaction belongs to another bill or has another amount.")


class CannotReturn(Conflict):
    code = "cannot_return"
    sentence = _("This payment has been used. Ask the post for a refund.")


class KeyTooWeak(DomainError):
    code = "key_too_weak"
    sentence = _("The key needs at least 16 signs.")


class StatementUnavailable(DomainError):
    code = "statement_unavailable"
    sentence = _("The payment system gave no statement. Try again later; the day stays open.")
