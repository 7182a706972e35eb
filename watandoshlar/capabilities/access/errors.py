"""What this room refuses, with a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class RoleMissing(Refused):
    code = "role_missing"
    sentence = _("Your account does not have the role needed here. Ask the head of your post to give it to you.")


class UnknownRole(DomainError):
    code = "unknown_role"
    sentence = _("There is no role “%(role)s”. Choose one of the roles in the list.")


class RoleNeedsPost(DomainError):
    code = "role_needs_post"
    sentence = _("This role belongs to a post. Choose the post.")


class RoleIsCentral(DomainError):
    code = "role_is_central"
    sentence = _("This role is central and belongs to no post. Leave the post empty.")


class RoleNotHeld(Conflict):
    code = "role_not_held"
    sentence = _("This account does not hold the role “%(role)s” there now. Look at the list of roles.")


class AccountNotFound(NotFound):
    code = "account_not_found"
    sentence = _("There is no account with this e-mail address. The person signs up with it first.")


class EmailTaken(Conflict):
    code = "email_taken"
    sentence = _("There is already an account with this e-mail address. Log in with it.")


class OwnRole(Refused):
    code = "own_role"
    sentence = _("Nobody gives a role to themselves or ends their own. Ask another head or the ministry.")


class ProofTooOld(Refused):
    code = "proof_too_old"
    sentence = _(
        "You signed in some time ago. To protect your account, sign out, sign in again, and then come back here."
    )
