from .acts_for import RELATIONS, ActsFor
from .known_fact import FACTS, ORIGINS, KnownFact
from .mandate import Mandate
from .name_as_written import NameAsWritten
from .person import Person, PersonKey

__all__ = ["FACTS", "ORIGINS", "RELATIONS", "ActsFor", "KnownFact", "Mandate", "NameAsWritten", "Person", "PersonKey"]
