"""Organisations of compatriots, what they announce, opportunities at home, and consultations.

Words: an *organisation* is entered in the register when a post has verified it; an *event* is announced by one; an
*opportunity* is a place to study, a job, an investment or a call for science, and expires; a *consultation* is a
question of the ministry with *answers* and a published *reply*.
"""
