"""Pure rules of search: the words of a text and their forms."""
