from .notify import notify
from .send_letter import send_letter

__all__ = ["notify", "send_letter"]
