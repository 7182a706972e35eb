"""The open door for programs: what the public may read, in one form that does not change under them (OpenAPI 3.1).

Words of the room:

* *answer*: JSON, the same for everybody; it names its language, and every text in it the language that it is really in;
* *problem*: a refusal as RFC 9457 says it, with our code and our sentence in the asked language;
* *version*: the first part of every address (`/api/v1`); docs/open-api.md says how long one stays.

It reads through the doors of other rooms and knows nothing of accounts and people. No key, no cookie, nothing but
reading. Adding something that can be read: a module with a router, a line in `version_1.py`, an example.
"""
