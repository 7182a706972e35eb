from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.posts.errors import PostFilesRefused, PublishingPostsRefused
from watandoshlar.capabilities.posts.folder import fill, read_posts
from watandoshlar.capabilities.posts.models import District, Override, Post
from watandoshlar.capabilities.posts.rules.post_file import PostFile, PostProblems
from watandoshlar.capabilities.search.api import refresh


@transaction.atomic
def publish_posts(*, acting_user, folder: Path) -> list[str]:
    """Bring the posts up to date with the files of the folder; returns the codes of the posts that changed.

    A post whose file is gone stays, because cases belong to it; its districts go, and so does the hash of its file.
    Raises PublishingPostsRefused for everybody but the operator (SYSTEM), and PostFilesRefused.
    """
    if acting_user is not SYSTEM:
        raise PublishingPostsRefused
    try:
        files = read_posts(folder)
    except PostProblems as refused:
        raise PostFilesRefused(problems="\n".join(map(str, refused.problems))) from None
    changed = []
    known = {post.code: post for post in Post.objects.select_for_update()}
    # Districts move between posts in one step: all go before any comes, or two posts would claim a place for a moment.
    District.objects.all().delete()
    for post_file, content_hash in files:
        post = known.pop(post_file.code, None) or Post(code=post_file.code)
        if post.content_hash != content_hash:
            _save(post, post_file, content_hash)
            changed.append(post.code)
            append_entry(
                acting_user=acting_user,
                act="publish_post",
                chain=f"post:{post.code}",
                facts={"post": post.code, "content": content_hash},
            )
        _add_districts(post, post_file)
    changed += _close_districts(known.values(), acting_user=acting_user)
    if changed:
        refresh("post")
    return changed


def _close_districts(gone: Iterable[Post], *, acting_user) -> list[str]:
    """Write down which posts serve no place any more; once, until their file is back."""
    closed = [post for post in gone if post.content_hash]
    for post in closed:
        post.content_hash = ""
        post.save(update_fields=["content_hash"])
        append_entry(
            acting_user=acting_user, act="close_districts", chain=f"post:{post.code}", facts={"post": post.code}
        )
    return [post.code for post in closed]


def _save(post: Post, post_file: PostFile, content_hash: str) -> None:
    fill(post, post_file)
    post.content_hash = content_hash
    post.save()
    Override.objects.filter(post=post).delete()
    Override.objects.bulk_create(
        Override(post=post, service=service, content=content) for service, content in post_file.overrides.items()
    )


def _add_districts(post: Post, post_file: PostFile) -> None:
    District.objects.bulk_create(
        District(
            post=post,
            country=row.country,
            region=row.region,
            service=row.service,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            stand_in=row.stand_in,
            state=post_file.sources[row.source].state,
        )
        for row in post_file.districts
    )
