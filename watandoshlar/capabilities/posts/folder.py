"""Reading and checking the folder of posts."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

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
