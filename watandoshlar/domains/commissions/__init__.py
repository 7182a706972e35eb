"""Commissions: bodies of several people who decide a matter by vote, and what they resolved.

Words: a *commission* and its rules (quorum, ballots, ties) are data (tables/commissions.yaml); a *seat* is one member's
place in it, from a day until a day, with the *body* they come from; a *matter* is what is put before it (award or
cancel, on a subject); a *sitting* treats matters as *items* of its agenda; a *conflict* of interest is found or
declared; a *ballot* is open or secret; a *resolution* is what was decided, with reasons; the *minutes* of a closed
sitting are sealed by their hash.

Cases are known here by their references alone (docs/decisions/0038-commissions.md, 0039-secret-ballots.md).
"""
