"""The doors by audience: HTTP only, no writing to the database."""
