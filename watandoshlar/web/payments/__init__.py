"""The door of the payment systems: they call, nobody reads. Each call proves itself; no session, no language."""
