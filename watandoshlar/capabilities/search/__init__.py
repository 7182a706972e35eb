"""One search over whatever the platform publishes, in any script (docs/decisions/0043-one-search-below-the-rooms.md).

Words of the room:

* *entry*: one page in one language, as its room tells it; *index entry*: the same with its words folded;
* *collector*: a function with which a room tells its entries; it asks for nobody, so a personal page is never told;
* *form*: one way to compare a word: as it is written, folded, its stem, its consonants;
* *match*: a page that was found, and the reasons why.

The index is a copy. It holds nothing that is not public, and `manage.py rebuild_search` makes it anew at any moment.
What people look for is neither written down nor logged.
"""
