"""Pure rules of posts: reading and checking the files, and which post is responsible for a place."""
