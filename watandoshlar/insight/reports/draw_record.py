"""One draw of visits, for anyone: how many took part and got a time, and the lots by which the order is reckoned again.

Worked examples: docs/rules/visits.md.
"""

from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.appointments.api import Opening, draw_counts, entries_of, key_of
from watandoshlar.insight.reports.columns import Count
from watandoshlar.insight.reports.report import ANYONE, Figures, Report
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers


class DrawRecord(Report):
    reader = ANYONE
    rule = SmallNumbers(least=5)
    columns = (
        Count(
            "entries",
            _("Took part"),
            _("Parties that waited for the days of this opening when the list closed; a family is one."),
            lambda counts: counts.entries,
        ),
        Count(
            "offered",
            _("Were offered a time"),
            _("Of these: to whom a time was held in the draw."),
            lambda counts: counts.offered,
        ),
    )

    def of(self, opening: Opening) -> Figures:
        """The figures of one draw. Who knows one side of it knows the other: none is shown beside a small rest."""
        counts = draw_counts(opening)
        entries, offered = self.figures(counts)
        return entries, offered if self.rule.share(counts.offered, counts.entries or 1) is not None else None

    def is_listed(self, opening: Opening) -> bool:
        """Whether the lots may be shown one by one: their number is a figure too."""
        return self.rule.count(draw_counts(opening).entries) is not None

    def lots(self, opening: Opening) -> list[tuple[str, str]]:
        """Number and key of every entry, by key. Lanes and lost draws, which come before the key, are not shown."""
        seed = bytes.fromhex(opening.seed)
        keys = [(str(entry.wish_id), key_of(seed, opening.list_hash, entry.wish_id)) for entry in entries_of(opening)]
        return sorted(keys, key=lambda lot: lot[1])
