"""Cases: what begins as a draft of an applicant, is submitted, worked on at a post and decided.

Words: a *draft* is an application being filled in; a *case* is a submitted one; its *answer sets* are never changed,
a later answer makes a new set; an *item request* asks the applicant for what is missing; a *decision* is one officer's
step of deciding, in a round; the *applicant* is a person, the account only acts for them.
"""
