"""Commissions and their rules, read from tables/commissions.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from watandoshlar.foundation.yaml_files import Item, Source, finish, read_table, sources_of, words_of

from .canonical import hash_of
from .reading import named, share_of, shipped, source_of
from .voting import MAJORITY_OF, QUORUM_OF, TIES, Quorum

MATTERS = ("award", "cancel")
OUTCOMES = ("in_favour", "against")
BALLOTS = ("open", "secret")


@dataclass(frozen=True)
class MatterRule:
    """How one sort of matter is decided. `reasons` are the words of each reason for a resolution, by outcome and code;
    `grounds` those for which the matter may be put before the commission, where there is a closed list of them."""

    ballot: str
    reasons: Mapping[str, Mapping[str, Mapping[str, str]]]
    grounds: Mapping[str, Mapping[str, str]]
    source: Source

    def words(self, outcome: str, reason: str) -> Mapping[str, str]:
        """The words of a reason by language; {} for one that the table has no more."""
        return self.reasons.get(outcome, {}).get(reason, {})


@dataclass(frozen=True)
class Commission:
    """A commission. `ties` says by ballot how a tie ends; a secret ballot needs `secret_least` voters, or the count
    itself would tell who voted how. `hearing_days`: how long somebody may answer before they lose what they have."""

    code: str
    names: Mapping[str, str]
    quorum: Quorum
    majority_of: str
    ties: Mapping[str, str]
    secret_least: int
    hearing_days: int
    matters: Mapping[str, MatterRule]
    source: Source


def read_commissions(text: str, file: str) -> Mapping[str, Commission]:
    """The commissions by code. Raises TableProblems with everything that is wrong."""
    table = read_table(text, file)
    parts = table.parts(("sources", "commissions"))
    sources = sources_of(parts["sources"])
    commissions = {code: _commission(code, entry, sources) for code, entry in named(parts["commissions"]).items()}
    finish(table)
    return commissions


@cache
def shipped_commissions() -> Mapping[str, Commission]:
    """The commissions of tables/commissions.yaml."""
    return read_commissions(shipped("commissions.yaml"), "commissions.yaml")


def _commission(code: str, item: Item, sources: Mapping[str, Source]) -> Commission:
    parts = item.parts(("names", "quorum", "majority_of", "ties", "secret_least", "hearing_days", "matters", "source"))
    ties = parts["ties"].parts(BALLOTS)
    # A chair's casting vote in a secret ballot would have to be known, and would be secret no more.
    allowed = {"open": TIES, "secret": ("put_off",)}
    return Commission(
        code=code,
        names=words_of(parts["names"]),
        quorum=_quorum(parts["quorum"]),
        majority_of=parts["majority_of"].one_of(MAJORITY_OF, "unknown_majority"),
        ties={ballot: entry.one_of(allowed[ballot], "unknown_tie") for ballot, entry in ties.items()},
        secret_least=parts["secret_least"].number(3, 99),
        hearing_days=parts["hearing_days"].number(1, 365),
        matters={name: _matter(entry, sources) for name, entry in parts["matters"].parts(MATTERS).items()},
        source=source_of(parts["source"], sources),
    )


def _quorum(item: Item) -> Quorum:
    parts = item.parts(("share", "of", "least"))
    return Quorum(
        share_of(parts["share"]), parts["of"].one_of(QUORUM_OF, "unknown_quorum"), parts["least"].number(1, 99)
    )


def _matter(item: Item, sources: Mapping[str, Source]) -> MatterRule:
    parts = item.parts(("ballot", "reasons", "source"), ("grounds",))
    reasons = parts["reasons"].parts(OUTCOMES)
    return MatterRule(
        ballot=parts["ballot"].one_of(BALLOTS, "unknown_ballot"),
        reasons={outcome: _words(entry) for outcome, entry in reasons.items()},
        grounds=_words(parts["grounds"]) if "grounds" in parts else {},
        source=source_of(parts["source"], sources),
    )


def _words(item: Item) -> Mapping[str, Mapping[str, str]]:
    entries = named(item)
    if not entries:
        item.refuse("empty_list")
    return {code: words_of(entry) for code, entry in entries.items()}


# --- the rules as a sitting keeps them: what it votes by does not change while it sits, nor afterwards ----------------


def kept_rules(commission: Commission) -> dict[str, Any]:
    """The numbers and words by which the commission votes, how far they are confirmed, and their hash."""
    quorum = commission.quorum
    rules: dict[str, Any] = {
        "quorum": {"share": str(quorum.share), "of": quorum.of, "least": quorum.least},
        "majority_of": commission.majority_of,
        "ties": dict(commission.ties),
        "secret_least": commission.secret_least,
        "ballots": {kind: rule.ballot for kind, rule in commission.matters.items()},
        "sources": {kind: [rule.source.state, str(rule.source.as_of)] for kind, rule in commission.matters.items()},
    }
    return {**rules, "sha256": hash_of(rules)}


def kept_quorum(rules: Mapping[str, Any]) -> Quorum:
    kept = rules["quorum"]
    return Quorum(Fraction(kept["share"]), kept["of"], kept["least"])
