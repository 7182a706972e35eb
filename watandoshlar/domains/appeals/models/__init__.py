from .answer import DemandAnswer, Rating
from .appeal import Appeal, Mark
from .forward import Forward
from .link import Link

__all__ = ["Appeal", "DemandAnswer", "Forward", "Link", "Mark", "Rating"]
