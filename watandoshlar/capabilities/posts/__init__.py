"""Consular posts: where they are, whom they serve, when they are open, and what they do differently.

Words
    post        an embassy, consulate or mission that serves people; the ministry, which considers complaints about
                them, is one without a district and is offered to nobody
    district    the countries or regions (ISO 3166-2) a post serves, for all services or for one
    stand-in    a post that serves a district while the post responsible for it cannot
    override    what a post does differently for one service: fees, copies, photo, hours, languages.
                What the law sets (terms, eligibility, evidence, decisions) is the same everywhere.
    calendar day  a day that a decree or order opens or closes after the file was published; rows are only added
    source      where a fact comes from, and whether it is confirmed

Posts are data: one file each in the folder `posts/` at the root, loaded by `manage.py load_posts`.
"""
