"""The open door for programs: services, posts, guides, statements (OpenAPI 3.1)."""
