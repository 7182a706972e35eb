"""Reports: figures about the work of posts, for the public or for those whom a report names.

Words: a *report* names its *reader*, its *columns* with their definitions, and its *small-number rule*; a *figure* is
one cell of it, a whole number, or *withheld*, which says neither "few" nor "none"; the *whole* is all posts together; a
*quarter* is published once it is *settled*, and then never changes (docs/decisions/0016-small-numbers.md).
"""
