"""A real browser and a real site for the journeys."""
