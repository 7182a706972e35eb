"""Access: who may log in, in which role, at which post.

Words: an *account* is a log-in, never a person. A *role* is given to an account, for one post or centrally, from a day
until a day. Staff are accounts that hold a role today.
"""
