"""Guides and news: what editors write, and the rules by which a guide says what applies to whom.

Words: a *guide* explains one matter (a detention, a school place); its *steps* apply when their conditions hold for the
answers to a few *questions*; every step and section rests on a *source*, which has a state and a day of review.
*News*, press *digests*, *events* and *galleries* are told by a post or the ministry; what a *picture* shows is said on
the page that shows it.
"""
