"""The views of staff: every one passes the door that asks for a role and a second factor."""
