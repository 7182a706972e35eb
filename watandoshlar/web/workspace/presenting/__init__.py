"""What staff see: rows of the queue, the page of a case, and the forms of its steps."""
