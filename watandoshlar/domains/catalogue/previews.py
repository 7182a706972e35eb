"""What publishing a folder would change, before anybody decides."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from watandoshlar.domains.catalogue.errors import ServiceNotFound
from watandoshlar.domains.catalogue.folders import read_folder
from watandoshlar.domains.catalogue.queries import as_shown, current_version, languages
from watandoshlar.domains.catalogue.rules.difference import Difference, classify
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems, Problem
from watandoshlar.domains.catalogue.rules.publication import check_folder
from watandoshlar.domains.catalogue.rules.version import Service
from watandoshlar.foundation.scripts import alphabet


@dataclass(frozen=True)
class Preview:
    """`service` is what would be published, None when `problems` keep it back; `current` what is published today;
    `difference` is empty when there is nothing to compare."""

    slug: str
    service: Service | None
    current: Service | None
    difference: Difference
    problems: tuple[Problem, ...]

    @property
    def title(self) -> str:
        service = self.service or self.current
        return service.texts(get_language()).title if service else self.slug


def preview_publication(folder: Path) -> Preview:
    """Read and check a folder and compare it with what is published."""
    try:
        current = current_version(folder.name)
    except ServiceNotFound:
        current = None
    service, problems = _checked(folder, _state_of(folder), alphabet())
    if service is None:
        return Preview(folder.name, None, current, Difference(()), problems)
    return Preview(folder.name, service, current, difference_between(current, service), ())


@lru_cache(maxsize=64)
def _checked(folder: Path, state: str, shown: str) -> tuple[Service | None, tuple[Problem, ...]]:
    """What would be published, or what keeps it back. Walking every example takes seconds, and gives the same answer as
    long as the files (`state`) and the spelling (`shown`) are the same."""
    try:
        return as_shown(check_folder(read_folder(folder), languages())), ()
    except DefinitionProblems as refusal:
        return None, tuple(refusal.problems)


def _state_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def difference_between(current: Service | None, service: Service) -> Difference:
    """The difference to the current version; an empty one for a service that has none."""
    if current is None or current.hash == service.hash:
        return Difference(())
    return classify(current.definition, service.definition, current.raw_texts, service.raw_texts)
