from .acts_for import RELATIONS, ActsFor
from .mandate import Mandate
from .name_as_written import NameAsWritten
from .person import Person, PersonKey

__all__ = ["RELATIONS", "ActsFor", "Mandate", "NameAsWritten", "Person", "PersonKey"]
