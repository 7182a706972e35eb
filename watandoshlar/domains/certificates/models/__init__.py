from .certificate import Certificate, StatusChange
from .signing_key import SigningKey

__all__ = ["Certificate", "SigningKey", "StatusChange"]
