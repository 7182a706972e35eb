"""The day on which all tests live: that of the examples, whose ages and terms are counted from it."""

from datetime import UTC, datetime

# A Monday: morning in Moscow, afternoon in Seoul; an office day at both.
NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
