"""Whether the log is whole: every copy that was made is in it, nothing else is, and no head was signed over another."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef

from watandoshlar.domains.certificates.models import Copy, LogEntry, LogHead
from watandoshlar.domains.certificates.queries import leaves_since
from watandoshlar.foundation.crypto.merkle import Peaks


@dataclass(frozen=True)
class LogFault:
    """`code`: gap · copy_not_logged · leaf_without_copy · other_root · head_beyond_log.
    `facts` say which or how many."""

    code: str
    facts: dict[str, object]

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.facts.items())])


def faults_of_log() -> list[LogFault]:
    """Reckon the whole log anew, and compare it with the copies and with every head that was ever signed; [] when all
    agrees."""
    faults = []
    size = LogEntry.objects.count()
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    if last is not None and last + 1 != size:
        faults.append(LogFault("gap", {"entries": size, "last": last}))
    unlogged = Copy.objects.exclude(Exists(LogEntry.objects.filter(leaf=OuterRef("leaf"))))
    faults += [LogFault("copy_not_logged", {"copy": copy}) for copy in unlogged.values_list("pk", flat=True)]
    strange = LogEntry.objects.exclude(Exists(Copy.objects.filter(leaf=OuterRef("leaf"))))
    faults += [LogFault("leaf_without_copy", {"index": index}) for index in strange.values_list("index", flat=True)]
    return faults + _faults_of_heads(size)


def _faults_of_heads(size: int) -> list[LogFault]:
    faults, tree, leaves = [], Peaks(), leaves_since(0)
    for head in LogHead.objects.order_by("size"):
        if head.size > size:
            faults.append(LogFault("head_beyond_log", {"size": head.size}))
            continue
        tree = tree.grown(islice(leaves, head.size - tree.size))
        if (tree.root, tree.to_bytes()) != (bytes(head.root), bytes(head.peaks)):
            faults.append(LogFault("other_root", {"size": head.size}))
    return faults
