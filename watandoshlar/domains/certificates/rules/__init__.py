"""Pure rules of documents: what a record says, what its seal claims, and what a check answers."""
