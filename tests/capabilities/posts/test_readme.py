"""posts/README.md promises that its commands make a post, and names every mistake; here it is taken at its word."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from watandoshlar.capabilities.posts.folder import check_posts, read_posts
from watandoshlar.capabilities.posts.rules import districts, post_file
from watandoshlar.foundation.yaml_files import reading

README = (settings.POSTS_DIRECTORY / "README.md").read_text(encoding="utf-8")
COPY, SERVE, OVERRIDE = range(3)


@pytest.fixture
def follow(folder):
    """Follow the steps of the page up to and with one of them, in a copy of the folder."""
    steps = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)

    def follow(last: int) -> Path:
        # `make` is called in the page for its reader; the test looks at the folder itself.
        script = "make() { :; }\n" + "\n".join(steps[: last + 1])
        subprocess.run(["bash", "-ec", script], cwd=folder.parent, check=True)
        return folder

    return follow


def test_a_copy_claims_what_another_post_serves(follow, tariffs):
    found = check_posts(follow(COPY), tariffs)
    assert [(problem.code, problem.fields["place"]) for problem in found] == [("district_taken", "JP")]


def test_the_new_post_has_its_district(follow, tariffs):
    assert check_posts(follow(SERVE), tariffs) == []


def test_the_new_post_overrides_what_may_be_overridden(follow, tariffs):
    folder = follow(OVERRIDE)
    assert check_posts(folder, tariffs) == []
    osaka = next(post for post, _content_hash in read_posts(folder) if post.code == "osaka")
    assert set(osaka.overrides["consular-registration"]) == set(post_file.OVERRIDABLE)
    assert osaka.kind == "consulate_general"


def test_every_mistake_that_the_rules_know_is_explained():
    code_of_rules = "".join(Path(module.__file__).read_text() for module in (districts, post_file, reading))
    known = set(re.findall(r'refuse\(\s*"(\w+)"', code_of_rules))
    known |= set(re.findall(r', "((?:bad|unknown|not)_\w+)"', code_of_rules)) | {"not_yaml", "district_taken"}
    known |= set(re.findall(r'code: str = "(\w+)"', code_of_rules))
    explained = set(re.findall(r"`(\w+)`", README.partition("## What the check says")[2].partition("| Code |")[2]))
    assert len(known) > 30
    assert known - explained == set()
