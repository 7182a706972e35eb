"""The door to what is published for everybody's machines: status lists, keys, the log. No session, no language, no
cookie, and the same answer for all: nobody can be told from another by what they fetch."""
