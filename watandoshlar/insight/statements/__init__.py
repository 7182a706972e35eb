"""Published numbers, each as a statement: what was said, by whom, when, and what it takes the place of.

Words: a *statement* is one value with its unit, definition (*measure*), day, source and who approved it. It is never
changed: a newer one *supersedes* it, so that what was said on a day can always be told. Statements about one place
stand side by side. They differ in what they count, and nobody adds them up: there is no sum in this room.
"""
