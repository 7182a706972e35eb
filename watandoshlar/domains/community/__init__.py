"""Organisations of compatriots, what they announce, opportunities at home, and consultations.

Words: an *organisation* is in the register when a post has verified it, by evidence that is named and until a day; its
*contact* is a person's and public by their *consent* alone; a *community event* is announced by an organisation; an
*opportunity* is a place to study, a job, an investment or a call for science, and expires; a *consultation* is a
question of the ministry with *answers* that nobody publishes, and a *reply*: themes with counts, and *promises*.

Why this register is not that of recommending bodies: docs/decisions/0045-two-registers-of-organisations.md.
"""
