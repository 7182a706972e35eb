"""Notifications: letters to the holders of accounts.

Words of this room:

- *message*: a kind of letter, e.g. “we have your application”: subject and text with `%(placeholders)s`, in every
  language. Each room registers its own in its `notifications.py`.
- *letter*: one message to one account. It is written down, and its sending deferred, in the transaction of the act it
  tells of: no act without its letter, no letter without its act.
- *fact*: what a letter keeps of its occasion: references, codes, days; never anything personal.
- *resolver*: turns facts into the words of a placeholder when the letter is sent, in the reader's language.
- *channel*: a way out of the house; e-mail is the first.

The reasons are in docs/decisions/0004-messages.md.
"""
