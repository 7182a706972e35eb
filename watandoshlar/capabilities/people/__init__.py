"""People: the human beings that services are for.

A *person* is not an account: one account can act for several people, and a person may have no account at all. Names
are kept as written in each document and never overwritten by transliteration. What is personal is encrypted under a
data key of that person; destroying the key destroys the person's data everywhere, backups included.
"""
