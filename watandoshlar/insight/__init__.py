"""Insight: what the platform tells about its own work. Reads only, counts only."""
