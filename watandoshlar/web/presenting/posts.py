"""Posts as people choose and read them."""

from watandoshlar.capabilities.posts.api import Post, post_name


def post_choice(post: Post, slug: str, language: str) -> dict:
    """A post in the list of an application: its name in the language and what differs here."""
    return {"code": post.code, "name": post_name(post, language), "hint": post.email}
