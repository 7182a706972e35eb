"""Minutes in words, for the screen and for the PDF: both say the same, from the sealed content alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from watandoshlar.domains.commissions.layout import MinutesRecord, render_minutes
from watandoshlar.domains.commissions.models import Minutes
from watandoshlar.domains.commissions.queries import ZONE, get_commission
from watandoshlar.domains.commissions.rules.bodies import shipped_bodies
from watandoshlar.domains.commissions.rules.commissions import Commission
from watandoshlar.domains.commissions.states import (
    BALLOTS,
    CHOICES,
    CONFLICTS,
    DELAYS,
    ITEM_STATES,
    MATTERS,
    OFFICES,
    OUTCOMES,
)
from watandoshlar.foundation.scripts import worded

Row = tuple[str, str]


@dataclass(frozen=True)
class ItemShown:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class MinutesShown:
    """Everything in one language: `facts` and the rows of items are pairs of a label and a value."""

    title: str
    commission: str
    number: str
    facts: list[Row]
    members_title: str
    members: list[str]
    items: list[ItemShown]
    sha256: str


def minutes_shown(minutes: Minutes, language: str) -> MinutesShown:
    """The minutes in words. The caller has come through `access_sitting`."""
    with override(language):
        return _shown(minutes, language)


def minutes_pdf(minutes: Minutes, language: str) -> bytes:
    """The same as PDF/A; one language gives the same bytes each time."""
    shown = minutes_shown(minutes, language)
    with override(language):
        notes = [_("SHA-256 of the minutes, kept in the audit log: %(hash)s") % {"hash": shown.sha256}]
        if settings.DEMONSTRATION:
            notes.append(_("Demonstration only. This document has no legal force."))
        return render_minutes(
            MinutesRecord(
                language=language,
                state=_("Republic of Uzbekistan"),
                title=shown.title,
                commission=shown.commission,
                facts=shown.facts,
                members_title=shown.members_title,
                members=shown.members,
                items=[(item.title, item.rows) for item in shown.items],
                notes=notes,
                signs=[_("Chair"), _("Secretary")],
                made_at=minutes.made_at.astimezone(ZONE),
            )
        )


def _shown(minutes: Minutes, language: str) -> MinutesShown:
    content = minutes.content
    commission, rules = get_commission(content["commission"]), content["rules"]
    names = {member["seat"]: member["name"] for member in content["members"]}
    quorum = _("%(share)s of members who may vote, at least %(least)s")
    if rules["quorum"]["of"] == "seated":
        quorum = _("%(share)s of all members, at least %(least)s")
    return MinutesShown(
        title=_("Minutes of sitting %(number)s") % {"number": content["sitting"]},
        commission=worded(commission.names, language),
        number=str(content["sitting"]),
        facts=[
            (_("Opened (Tashkent)"), _moment(content["opened_at"])),
            (_("Closed (Tashkent)"), _moment(content["closed_at"])),
            (_("Quorum"), quorum % rules["quorum"]),
            (_("Hash of the rules"), in_groups(rules["sha256"])),
        ],
        members_title=_("Members"),
        members=[_member(member, language) for member in content["members"]],
        items=[_item(item, commission, names, content["sitting"], language) for item in content["items"]],
        sha256=in_groups(minutes.sha256),
    )


def in_groups(digest: str) -> str:
    """A hash in groups of eight signs, as people compare it and as it fits on a phone."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _moment(text: str) -> str:
    return date_format(datetime.fromisoformat(text).astimezone(ZONE), "DATETIME_FORMAT")


def _clock(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(ZONE).strftime("%H:%M")


def _member(member: dict[str, Any], language: str) -> str:
    body = shipped_bodies().get(member["body"])
    parts = [member["name"], str(OFFICES[member["office"]])]
    if body:
        parts.append(worded(body.names, language))
    spans = ", ".join(f"{_clock(came)}–{_clock(left)}" for came, left in member["there"])
    return f"{', '.join(parts)}: {spans or _('absent')}"


def _item(
    item: dict[str, Any], commission: Commission, names: dict[int, str], sitting: int, language: str
) -> ItemShown:
    rule = commission.matters[item["kind"]]
    rows: list[Row] = [(_("State"), str(ITEM_STATES[item["state"]].label))]
    if item["ground"]:
        rows.append((_("Ground"), worded(rule.grounds[item["ground"]], language)))
    if item["delay"]:
        rows.append((_("Put off:"), str(DELAYS[item["delay"]])))
    rows += [(_("Conflict of interest"), f"{names[seat]}: {CONFLICTS[why]}") for seat, why in item["conflicts"]]
    if item["ballot"]:
        rows.append((_("Ballot"), str(BALLOTS[item["ballot"]])))
        rows.append((_("Have voted:"), ", ".join(names.get(seat, str(seat)) for seat in item["voted"]) or "–"))
    rows += [(names.get(seat, str(seat)), str(CHOICES[choice])) for seat, choice in item["votes"]]
    rows += _counted(item) + _resolved(item, commission, language)
    title = _("Item %(item)s: %(kind)s, %(subject)s")
    return ItemShown(
        title % {"item": f"{sitting}-{item['number']}", "kind": MATTERS[item["kind"]], "subject": item["subject"]}, rows
    )


def _counted(item: dict[str, Any]) -> list[Row]:
    count = item.get("count")
    if not count:
        return []
    votes = _("in favour %(in_favour)s, against %(against)s, abstained %(abstained)s") % count
    part = _("%(present)s took part, %(needed)s were needed; %(able)s of %(seated)s could vote") % count
    rows = [(_("Count"), votes), (_("Quorum"), part)]
    if count["by_chair"]:
        rows.append((_("Tie"), _("The votes were equal; the chair’s vote decided.")))
    return rows


def _resolved(item: dict[str, Any], commission: Commission, language: str) -> list[Row]:
    resolution = item.get("resolution")
    if not resolution:
        return []
    rule, outcome = commission.matters[item["kind"]], resolution["outcome"]
    known = {code: rule.words(outcome, code) for code in resolution["reasons"]}
    reasons = [worded(words, language) if words else code for code, words in known.items()]
    rows = [(_("Resolution"), f"{resolution['number']}: {OUTCOMES[outcome]}"), (_("Reasons"), "; ".join(reasons))]
    if resolution["words_sha256"]:
        rows.append((_("Words of the resolution, SHA-256 as kept"), in_groups(resolution["words_sha256"])))
    return rows
