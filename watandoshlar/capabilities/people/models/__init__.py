from .acts_for import RELATIONS, ActsFor
from .name_as_written import NameAsWritten
from .person import Person, PersonKey

__all__ = ["RELATIONS", "ActsFor", "NameAsWritten", "Person", "PersonKey"]
