"""Reading and checking the folder of posts."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from watandoshlar.capabilities.posts.models import Post
from watandoshlar.capabilities.posts.rules.districts import clashes
from watandoshlar.capabilities.posts.rules.post_file import (
    PostFile,
    PostProblems,
    parse_post_file,
    unknown_overrides,
)
from watandoshlar.foundation.yaml_files import Problem

Tariffs = Mapping[str, Collection[str]]
"""The services there are, each with the tariffs that its fees name."""


def read_posts(folder: Path) -> list[tuple[PostFile, str]]:
    """Every post of the folder with the hash of its file. Raises PostProblems with what is wrong in any of them."""
    posts, problems = [], []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        try:
            posts.append((parse_post_file(text, path.name), hashlib.sha256(text.encode()).hexdigest()))
        except PostProblems as refused:
            problems += refused.problems
    problems += clashes(row for post, _content_hash in posts for row in post.districts)
    if problems:
        raise PostProblems(problems)
    return posts


def check_posts(folder: Path, tariffs: Tariffs) -> list[Problem]:
    """What is wrong in the folder, also against the services; [] when all is well. Needs no database."""
    try:
        posts = read_posts(folder)
    except PostProblems as refused:
        return refused.problems
    return [problem for post, _content_hash in posts for problem in unknown_overrides(post, tariffs)]


def fill(post: Post, post_file: PostFile) -> None:
    """Make the row say what the file says; nothing is saved."""
    post.code = post_file.code
    post.kind = post_file.kind
    post.country = post_file.country
    post.city = post_file.city
    post.zone = post_file.zone
    post.weekend = list(post_file.weekend)
    post.hours = post_file.hours
    post.languages = list(post_file.languages)
    post.email = post_file.email
    post.point = list(post_file.point) if post_file.point else None
    post.address = post_file.address
    post.phones = list(post_file.phones)
    post.active_from = post_file.active_from
    post.active_until = post_file.active_until
    post.closed_days = [day.isoformat() for day in post_file.closed_days]
    post.open_days = [day.isoformat() for day in post_file.open_days]
    post.visits = post_file.visits
    post.sources = {
        name: {"title": source.title, "url": source.url, "state": source.state, "as_of": str(source.as_of or "")}
        for name, source in post_file.sources.items()
    }
    post.states = post_file.states
    post.cited = post_file.cited


def unsaved_post(post_file: PostFile) -> Post:
    """The post of a file as pages show it, for checks without a database."""
    post = Post()
    fill(post, post_file)
    return post
