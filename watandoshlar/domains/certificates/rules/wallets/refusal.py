"""What a machine is told: a code of the standards, and for its programmer a reason in plain ASCII."""


class Refusal(Exception):
    """A request of a wallet that the rules do not allow.

    `code` is one of OpenID4VCI 1.0 (section 8.3.1), RFC 6749 (5.2), RFC 6750 (3.1) or RFC 9449; `status` is the HTTP
    status that goes with it.
    """

    def __init__(self, code: str, reason: str = "", status: int = 400) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.status = status

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
