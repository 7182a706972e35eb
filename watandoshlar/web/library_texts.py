"""Sentences of the libraries that an applicant reads on the way in, named here so that we translate them ourselves.

allauth and Django have no Uzbek in Arabic letters, and their other Uzbek has words that are not ours
(docs/glossary.md). A translation of ours wins over the library's. A sentence that a library no longer has fails a test.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

FORMS = (
    _("Email"),
    _("Email address"),
    _("Code"),
    _("Authenticator code"),
    _("This field is required."),
    _("Enter a valid email address."),
    _("Incorrect code."),
    _("This account is currently inactive."),
    _("A user is already registered with this email address."),
    _("This email address is already associated with this account."),
    _("The email address is not assigned to any user account."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
)
PAGES = (
    _("Enter Sign-In Code"),
    _("Enter Email Verification Code"),
    _("Use a different email address"),
    _("Create Passkey"),
    _(
        "You are about to create a passkey for your account. As you can add additional keys later on, you can use a "
        "descriptive name to tell the keys apart."
    ),
    _("This functionality requires JavaScript."),
    _("A sign-in code has been sent to %(recipient)s."),
    _("Confirmation email sent to %(email)s."),
    _("You have confirmed %(email)s."),
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
)
LETTERS = (
    _("Hello from %(site_name)s!"),
    _("Thank you for using %(site_name)s!\n%(site_domain)s"),
    _("Sign-In Code"),
    _("Your sign-in code is listed below. Please enter it in your open browser window."),
    _("This mail can be safely ignored if you did not initiate this action."),
    _("Please Confirm Your Email Address"),
    _(
        "You're receiving this email because user %(user_display)s has given your email address to register an account "
        "on %(site_domain)s."
    ),
    _("Your email verification code is listed below. Please enter it in your open browser window."),
    _("Account Already Exists"),
    _("Unknown Account"),
    _(
        "You are receiving this email because you, or someone else, tried to access an account with email %(email)s. "
        "However, we do not have any record of such an account in our database."
    ),
    _("If it was you, you can sign up for an account using the link below."),
)
# Names of languages in the settings, which editors read.
LANGUAGES = (_("Uzbek (Cyrillic)"), _("Uzbek (Arabic script)"))
# Months within a date: in Uzbek they take a small letter.
MONTHS = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
