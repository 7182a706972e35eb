"""What a file of statements says, and what holds on a day: pure functions."""
