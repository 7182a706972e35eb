"""Watandoshlar: the open platform through which a country serves its people abroad."""
