"""Posts as people choose and read them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watandoshlar.capabilities.posts.api import Post, overrides, post_name


def post_choice(post: Post, slug: str, language: str) -> dict:
    """A post in the list of an application: its name in the language and what differs here."""
    return {"code": post.code, "name": post_name(post, language), "hint": post.email}


def post_differences(post: Post, slug: str) -> list[dict]:
    """What a post asks otherwise than others, a sentence each, and whether that is confirmed."""
    differing = overrides(post, slug)
    shown = []
    if copies := differing.get("copies"):
        number = copies["number"]
        sentence = ngettext("This post asks for %(number)s copy.", "This post asks for %(number)s copies.", number)
        shown.append({"text": sentence % {"number": number}, "state": copies["state"]})
    if photo := differing.get("photo"):
        sentence = _("Photos for this post: %(width)s × %(height)s mm.")
        sizes = {"width": photo["width_mm"], "height": photo["height_mm"]}
        shown.append({"text": sentence % sizes, "state": photo["state"]})
    return shown
