"""Pure rules of messages: what is complete, and when to try again."""
