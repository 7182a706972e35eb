from .opening import DrawEntry, Opening
from .step import Step
from .ticket import Ticket
from .visit import Visit
from .wish import Wish

__all__ = ["DrawEntry", "Opening", "Step", "Ticket", "Visit", "Wish"]
