"""Pure rules of the record: how a row is turned into a hash, and how a chain of rows is checked."""
