"""One search over whatever the platform publishes, in any script.

Words: an *entry* is one page in one language with its words folded; a *collector* is a function with which a room tells
its entries; a *match* says why it was found.
"""
