"""The closed list of roles: what each may do and whether it belongs to a post."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    code: str
    label: str
    at_post: bool


ROLES = {
    role.code: role
    for role in (
        Role("officer", _("Officer"), at_post=True),
        Role("head", _("Head of post"), at_post=True),
        Role("catalogue_owner", _("Owner of the catalogue"), at_post=False),
        Role("ministry", _("Ministry"), at_post=False),
        Role("auditor", _("Auditor"), at_post=False),
        Role("key_keeper", _("Keeper of the signing keys"), at_post=False),
        Role("commissioner", _("Member of a commission"), at_post=False),
        Role("editor", _("Editor"), at_post=False),
    )
}
"""`ministry` reads counts and terms, and answers to its consultations without who gave them, never names; `auditor`
verifies the audit log, never cases; `commissioner` comes with a seat in a commission, and that seat says what may be
read (`domains/commissions`); `key_keeper` hears of alarms and opens or approves signing runs of the whole installation,
and reads no document; `editor` writes guides and news, and agrees to what another wrote (`domains/guides`); `ministry`
and `editor` publish opportunities and consultations (`domains/community`)."""
