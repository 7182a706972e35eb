"""Pure rules of the community: what is complete, what shows on a day, what may be counted."""
