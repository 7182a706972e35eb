from .answer_set import AnswerSet
from .case import Bar, Case, CaseEvent, Transition
from .decision import Decision, ItemRequest
from .draft import Draft

__all__ = ["AnswerSet", "Bar", "Case", "CaseEvent", "Decision", "Draft", "ItemRequest", "Transition"]
