"""Fees: what a service costs at a post, what has been paid, and that both sides agree to the last tiyin.

Words: a *bill* is everything that is asked for one application, or for one of a family; a *charge* is one fee or
expense on it, frozen on the day of submission; an *assessment* says how much a charge is; a *waiver* says that nobody
has to pay it; a *payment* is money that has come in, at the post with a receipt number or by a payment system; a
*refund* is money that goes back. All of them are *postings* of a *ledger* whose *lines* sum to nothing.

The room knows no cases: a bill and its charges have a *subject*, a reference that somebody above understands.
"""
