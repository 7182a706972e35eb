"""The closed list of verdicts in plain words: what each means and what to do, for a person in a hurry."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.certificates.api import FileWarning, Verdict, Verification

# tone, word, what it means for the person who holds the document in their hands
VERDICTS: dict[Verdict, tuple] = {
    Verdict.VALID: (
        "success",
        _("Genuine and valid"),
        _("The document was issued by the post and has not been changed."),
    ),
    Verdict.VALID_STATUS_UNKNOWN: (
        "warning",
        _("Genuine; status not known"),
        _("The seal is genuine. Whether the document was withdrawn since could not be checked: try again online."),
    ),
    Verdict.EXPIRED: ("warning", _("Expired"), _("The document is genuine, but its validity has ended.")),
    Verdict.NOT_YET: ("warning", _("Not valid yet"), _("The document is genuine, but its validity has not begun.")),
    Verdict.SUSPENDED: ("warning", _("Suspended"), _("The document is genuine, but it does not count at present.")),
    Verdict.SUPERSEDED: (
        "error",
        _("Replaced by a newer document"),
        _("The document was issued, but a newer one has taken its place. Ask for the newer one."),
    ),
    Verdict.REVOKED: ("error", _("Withdrawn"), _("The document was issued, but it has been withdrawn.")),
    Verdict.NOT_IN_REGISTER: (
        "error",
        _("Not in the register"),
        _("A key of ours signed this, but the register did not issue it. Do not accept it, and tell the post."),
    ),
    Verdict.KEY_REVOKED: (
        "error",
        _("Seal withdrawn"),
        _("The key of this seal was withdrawn. Ask the post for a new document."),
    ),
    Verdict.BAD_SIGNATURE: (
        "error",
        _("Not genuine"),
        _("The seal does not fit its content: it was changed or copied."),
    ),
    Verdict.UNKNOWN_KEY: ("error", _("Not from here"), _("The seal was not made with a key of this authority.")),
    Verdict.ALG: ("error", _("Not genuine"), _("The seal is made in another way than ours.")),
    Verdict.FORMAT: ("error", _("Not a whole seal"), _("The code is damaged or is not a whole seal. Scan it again.")),
    Verdict.NOT_OURS: (
        "error",
        _("Not found"),
        _("This is not a code of ours, or the number and the code do not belong together."),
    ),
    Verdict.UNREADABLE: (
        "error",
        _("Could not be read"),
        _("No seal was found in the file. Take the picture straight from above, in good light, or upload the PDF."),
    ),
    Verdict.UNEXAMINED: (
        "error",
        _("Could not be examined"),
        _("The file is damaged, or too large to be opened. Take a picture of the code alone, and check that."),
    ),
}


# Asked by number, the same verdicts speak of what was typed.
VERDICTS_BY_NUMBER = {
    Verdict.VALID: (
        "success",
        _("Genuine and valid"),
        _("A document with this number is in the register and is valid. Compare what is printed on the paper."),
    ),
    Verdict.NOT_OURS: (
        "error",
        _("Not found"),
        _("There is no document with this number and this code. Compare each letter and digit with the paper."),
    ),
    Verdict.UNREADABLE: (
        "error",
        _("Mistake in the number"),
        _("A document cannot have this number: a letter or digit was typed wrongly. Type it again."),
    ),
}
# What there is to say of a file takes the place of a good word on its code; of a copy it stands beside it.
FILE_WARNINGS = {
    FileWarning.CHANGED: (
        "error",
        _("The file was changed"),
        _("The code in it is genuine, but the file is not as it was issued. Ask for the file as the post issued it."),
    ),
    FileWarning.OTHER_CODE: (
        "error",
        _("Code of another document"),
        _("The code in this file was made for another document. Ask for the file as the post issued it."),
    ),
}
COPY = _(
    "This file is a copy without the electronic seal of the file that was issued. Compare everything in it with what"
    " is written here."
)
# Beside a seal stands what the seal itself says; the register adds nothing but the status.
SIGNED_FACTS = _("Signed in the seal. Compare with the paper and with the person.")
REGISTER_FACTS = _("From the register; names are not shown. Scan the code to see the name that was sealed.")


def verdict_shown(verification: Verification, *, by_number: bool) -> dict:
    """What the page shows; `facts` are (label, value), `hint` says where they come from, `note` what kind of file it
    is."""
    own_words = VERDICTS_BY_NUMBER if by_number else {}
    tone, title, text = own_words.get(verification.verdict) or VERDICTS[verification.verdict]
    if tone != "error":
        tone, title, text = FILE_WARNINGS.get(verification.warning, (tone, title, text))
    return {
        "tone": tone,
        "title": title,
        "text": text,
        "code": " ".join(filter(None, (verification.verdict.name, verification.warning and verification.warning.name))),
        "note": COPY if verification.warning is FileWarning.COPY else "",
        "facts": verification.facts,
        "hint": REGISTER_FACTS if by_number else SIGNED_FACTS,
    }
