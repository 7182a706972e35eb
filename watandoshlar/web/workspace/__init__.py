"""The staff's door: the queue of a post, its cases and the publication of services."""
