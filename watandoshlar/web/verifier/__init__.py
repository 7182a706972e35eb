"""The door for anyone who holds a document and asks whether it is genuine."""
