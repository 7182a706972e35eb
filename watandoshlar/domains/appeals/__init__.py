"""Appeals: what people ask, propose and complain of under the law on appeals (ZRU-445), registered and answered.

An appeal is a case of its own register with a row here beside it (docs/decisions/0014-appeals-are-cases.md).

Words: an *appeal* is an application (ariza), a proposal (taklif) or a complaint (shikoyat); a *demand* is one thing
that it asks, with a number and an answer of its own; the *outcome* says what became of a demand or of the appeal, from
a closed list; a *forward* sends the appeal to the *body* that is competent; a *link* says that two appeals are a
repeat, copies, or one matter of many people; the *tracking code* is the secret with which anyone can follow an appeal
without an account.
"""
