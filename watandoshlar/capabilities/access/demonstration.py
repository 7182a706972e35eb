"""The second factor of the demonstration: one published secret for all invented accounts, so that it can be shown."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

DEMONSTRATION_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - a published secret of invented accounts


def demonstration_code() -> str:
    """The code that the authenticator app of every invented account shows at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(DEMONSTRATION_SECRET, counters[len(counters) // 2]))
