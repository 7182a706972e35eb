"""Audit: a record of who did what, which nobody can change without its being noticed.

Words of this room:

- *entry*: one act of one person (or of the platform itself) on one subject. Facts are ids, codes and references, never
  anything personal.
- *chain*: the entries of one subject in order, e.g. `case:UZ-26-0001`. Each entry carries the hash of the one before
  it, so a changed or removed entry breaks its chain. Writers wait for each other only within one chain.
- *seal*: about once a minute, the heads of all chains that grew are written down in one row, and the seals form a chain
  of their own. That makes a chain's missing end, or a whole missing chain, noticeable.
- *witness*: a seal's hash kept outside the database (it is written to the log). It shows that no seals were removed.

How a hash is computed is written out in `rules/canonical.py`, so that an outsider can check the record with a program
of their own. The reasons are in docs/decisions/0003-audit-without-a-queue.md.
"""
