"""What a post's file says, checked. The folder's README explains every part with an example."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from babel.numbers import get_currency_precision, list_currencies

from watandoshlar.foundation import countries
from watandoshlar.foundation.calendars import WEEKDAYS
from watandoshlar.foundation.yaml_files import Item, Problem, Source, read_yaml, sources_of, words_of

from .districts import FOLDER
from .opening import NoCalendar, calendar_of
from .visits import SPAN, VisitsReader

KINDS = ("embassy", "consulate_general", "consulate", "mission", "ministry")
OVERRIDABLE = ("fees", "copies", "photo", "hours", "languages", "extra_evidence")
# What the Consular Charter or the service's own act sets; it is the same at every post (services/*/definition.yaml).
LEGAL = (
    "term", "terms", "eligibility", "checks", "evidence", "required", "decision", "second_officer",
    "refusal_reasons", "document", "valid_for", "pages", "fields", "sources", "title",
)  # fmt: skip

CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
REGION = r"[A-Z]{2}-[A-Z0-9]{1,3}"
EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
PHONE = r"\+\d[\d ]{5,20}"
PHONE_USES = ("reception", "duty")
DEGREES = r"-?\d{1,3}\.\d{1,4}"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?"


@dataclass(frozen=True)
class District:
    """A country (region "") or one of its regions that a post serves; service "" means every service.

    The days are both included; None leaves that side open. A stand-in serves while the post responsible cannot.
    """

    country: str
    region: str
    service: str
    valid_from: date | None
    valid_until: date | None
    stand_in: bool
    source: str
    post: str
    line: int


@dataclass(frozen=True)
class PostFile:
    """One checked file. `overrides` is {service: {what: value}}, `visits` {part: {what: value}}, each value with the
    state of its source; without `visits` nobody is received by appointment. `point` lies near the middle of the city,
    in degrees north and east; `address` holds `text` and perhaps `transport` by language, {} when nobody has said it;
    `states` and `cited` say of each part how sure its source is and which one it is."""

    code: str
    kind: str
    country: str
    city: dict[str, str]
    zone: str
    weekend: tuple[str, ...]
    hours: dict[str, list[str]]
    languages: tuple[str, ...]
    email: str
    point: tuple[float, float] | None
    address: dict[str, dict[str, str]]
    phones: tuple[dict[str, str], ...]
    active_from: date | None
    active_until: date | None
    closed_days: tuple[date, ...]
    open_days: tuple[date, ...]
    districts: tuple[District, ...]
    overrides: dict[str, dict]
    visits: dict[str, dict]
    sources: dict[str, Source]
    states: dict[str, str] = field(default_factory=dict)
    cited: dict[str, str] = field(default_factory=dict)


class PostProblems(Exception):
    """The files cannot be used. `problems` says what is wrong and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.file}:{problem.line} {problem.code}" for problem in problems))
        self.problems = problems


def parse_post_file(text: str, file: str) -> PostFile:
    """Read and check one file; `file` is its name, "seoul.yaml". Raises PostProblems with everything that is wrong."""
    whole = read_yaml(text, FOLDER, file)
    if not whole.problems:
        post = _post(whole, file.removesuffix(".yaml"))
    if whole.problems:
        raise PostProblems(whole.problems)
    return post


def unknown_overrides(post: PostFile, tariffs: Mapping[str, Collection[str]]) -> list[Problem]:
    """Overrides of services that do not exist, and fees that no service asks; `tariffs` holds those of each service."""
    found = []
    for service, override in post.overrides.items():
        path = f"overrides.{service}"
        if service not in tariffs:
            found.append(Problem(FOLDER, f"{post.code}.yaml", 1, path, "unknown_service", {"value": service}))
            continue
        found += [
            Problem(FOLDER, f"{post.code}.yaml", 1, f"{path}.fees.{tariff}", "unknown_tariff", {"value": tariff})
            for tariff in override.get("fees", {})
            if tariff not in tariffs[service]
        ]
    for service in post.visits.get("services", {}):
        if service not in tariffs:
            path = f"visits.services.{service}"
            found.append(Problem(FOLDER, f"{post.code}.yaml", 1, path, "unknown_service", {"value": service}))
    return found


def _post(whole: Item, stem: str) -> PostFile | None:
    parts = whole.parts(
        required=("post", "sources", "opening", "place", "weekend", "hours", "languages", "districts"),
        optional=("days", "contact", "address", "phones", "visits", "overrides"),
    )
    sources = sources_of(parts["sources"])
    reader = _Reader(sources, stem)
    if parts["post"].text(CODE, "bad_code") != stem:
        parts["post"].refuse("code_is_not_file_name", file=whole.report.file)
    read = {
        "opening": reader.opening, "place": reader.place, "weekend": reader.weekend, "hours": reader.hours,
        "languages": reader.languages, "contact": reader.contact, "days": reader.days,
        "address": reader.address, "phones": reader.phones,
        "districts": reader.districts, "visits": reader.visits, "overrides": reader.overrides,
    }  # fmt: skip
    values: dict[str, object] = {
        "closed_days": (), "open_days": (), "email": "", "address": {}, "phones": (), "overrides": {}, "visits": {},
    }  # fmt: skip
    for name, part in parts.items():
        if name in read:
            values |= read[name](part)
    if whole.problems:
        return None
    post = PostFile(code=stem, sources=sources, states=reader.states, cited=reader.named, **values)
    _check_opening(parts["hours"], post)
    return post


def _check_opening(hours: Item, post: PostFile) -> None:
    """Terms are reckoned by the calendar of the post, so one must follow from the file."""
    for day in post.hours:
        if day in post.weekend:
            hours.refuse("open_on_weekend", day=day)
    try:
        calendar_of(post)
    except NoCalendar as problem:
        hours.refuse("no_calendar", part=problem.part)


class _Reader:
    """Reads the parts of one file; every part names its source, whose state is kept under the part's name."""

    def __init__(self, sources: dict[str, Source], code: str) -> None:
        self.sources = sources
        self.code = code
        self.states: dict[str, str] = {}
        self.named: dict[str, str] = {}

    def source(self, parts: dict[str, Item], name: str = "") -> str:
        """The name of the part's source; the state of that source is remembered for the part `name`."""
        source = parts["source"].one_of(self.sources, "unknown_source")
        if source and name:
            self.states[name], self.named[name] = self.sources[source].state, source
        return source

    def opening(self, item: Item) -> dict:
        parts = item.parts(required=("kind", "source"), optional=("active_from", "active_until"))
        self.source(parts, "opening")
        first, last = _days_in_order(item, parts, "active_from", "active_until")
        kind = parts["kind"].one_of(KINDS, "unknown_kind")
        return {"kind": kind, "active_from": first, "active_until": last}

    def place(self, item: Item) -> dict:
        parts = item.parts(required=("country", "city", "zone", "source"), optional=("point",))
        self.source(parts, "place")
        return {
            "country": _country(parts["country"]),
            "city": words_of(parts["city"]),
            "zone": parts["zone"].one_of(_zones(), "unknown_zone"),
            "point": _point(parts["point"]) if "point" in parts else None,
        }

    def weekend(self, item: Item) -> dict:
        parts = item.parts(required=("days", "source"))
        self.source(parts, "weekend")
        return {"weekend": tuple(_listed(parts, "days", lambda day: day.one_of(WEEKDAYS, "unknown_weekday")))}

    def hours(self, item: Item) -> dict:
        parts = item.parts(required=("days", "source"))
        self.source(parts, "hours")
        return {"hours": _hours(parts["days"])}

    def languages(self, item: Item) -> dict:
        parts = item.parts(required=("spoken", "source"))
        self.source(parts, "languages")
        return {"languages": tuple(_listed(parts, "spoken", lambda one: one.text(LANGUAGE, "bad_language")))}

    def contact(self, item: Item) -> dict:
        parts = item.parts(required=("email", "source"))
        self.source(parts, "contact")
        return {"email": parts["email"].text(EMAIL, "bad_email")}

    def address(self, item: Item) -> dict:
        parts = item.parts(required=("text", "source"), optional=("transport",))
        self.source(parts, "address")
        return {"address": {name: words_of(parts[name]) for name in ("text", "transport") if name in parts}}

    def phones(self, item: Item) -> dict:
        parts = item.parts(required=("numbers", "source"))
        self.source(parts, "phones")
        return {"phones": tuple(self.phone(entry) for entry in parts["numbers"].items())}

    def phone(self, item: Item) -> dict:
        parts = item.parts(required=("number", "for"))
        return {
            "number": parts["number"].text(PHONE, "bad_phone"),
            "for": parts["for"].one_of(PHONE_USES, "unknown_use"),
        }

    def days(self, item: Item) -> dict:
        parts = item.parts(required=("source",), optional=("closed", "open"))
        self.source(parts, "days")
        closed = tuple(_listed(parts, "closed", Item.day))
        opened = tuple(_listed(parts, "open", Item.day))
        for day in set(closed) & set(opened):
            item.refuse("open_and_closed", day=str(day))
        return {"closed_days": closed, "open_days": opened}

    def districts(self, item: Item) -> dict:
        return {"districts": tuple(row for entry in item.items() for row in self.district(entry))}

    def district(self, item: Item) -> list[District]:
        parts = item.parts(
            required=("country", "source"), optional=("regions", "service", "valid_from", "valid_until", "stand_in")
        )
        country = _country(parts["country"])
        regions = _listed(parts, "regions", lambda region: _region(region, country)) if "regions" in parts else [""]
        first, last = _days_in_order(item, parts, "valid_from", "valid_until")
        stand_in = parts["stand_in"].one_of(("true", "false"), "not_true_or_false") if "stand_in" in parts else "false"
        source = self.source(parts)
        service = parts["service"].text(CODE, "bad_code") if "service" in parts else ""
        line = item.node.start_mark.line + 1
        return [
            District(country, region, service, first, last, stand_in == "true", source, self.code, line)
            for region in regions
        ]

    def visits(self, item: Item) -> dict:
        return {"visits": VisitsReader(hours=_hours, sourced=self.sourced).visits(item)}

    def overrides(self, item: Item) -> dict:
        overrides = {}
        for service, entry in item.entries().items():
            if not re.fullmatch(CODE, service):
                entry.refuse("bad_code", value=service)
            overrides[service] = self.override(entry)
        return {"overrides": overrides}

    def override(self, item: Item) -> dict:
        read: dict[str, Callable[[Item], dict]] = {
            "fees": self.fees, "copies": self.copies, "photo": self.photo,
            "hours": self.stated(self.hours, "hours"), "languages": self.stated(self.languages, "languages"),
            "extra_evidence": self.extra_evidence,
        }  # fmt: skip
        override = {}
        for name, part in item.entries().items():
            if name in LEGAL:
                part.refuse("legal_field", key=name)
            elif name not in read:
                part.refuse("unknown_key", key=name, known=", ".join(OVERRIDABLE))
            else:
                override[name] = read[name](part)
        return override

    def sourced(self, parts: dict[str, Item]) -> dict[str, str]:
        """{source, state}: the name of the part's source, and whether it is confirmed."""
        source = self.source(parts)
        return {"source": source, "state": self.sources[source].state if source else ""}

    def stated(self, reader: Callable[[Item], dict], name: str) -> Callable[[Item], dict]:
        """The same reading for one service, which leaves the state of the post's own part as it is."""

        def read(item: Item) -> dict:
            service_only = _Reader(self.sources, self.code)
            value = getattr(service_only, reader.__name__)(item)
            value = {key: list(part) if isinstance(part, tuple) else part for key, part in value.items()}
            return value | {"source": service_only.named.get(name, ""), "state": service_only.states.get(name, "")}

        return read

    def fees(self, item: Item) -> dict:
        return {tariff: self.tariff(entry) for tariff, entry in item.entries().items()}

    def tariff(self, item: Item) -> list[dict]:
        """The rows of a tariff by their days; a single row may stand alone. No day has two of them."""
        rows = [self.tariff_row(entry) for entry in (item.items() if item.is_list else [item])]
        if item.is_list and not rows:
            item.refuse("empty_list")
        # An open first day lies before all others: it sorts as the empty text.
        rows.sort(key=lambda row: row["valid_from"] or "")
        for before, after in pairwise(rows):
            if not before["valid_until"] or not after["valid_from"] or before["valid_until"] >= after["valid_from"]:
                item.refuse("tariff_days_overlap", day=after["valid_from"] or before["valid_from"] or "")
        return rows

    def tariff_row(self, item: Item) -> dict:
        """{amount: "30.00" or None, currency, valid_from, valid_until, source, state}. Only what is to be confirmed may
        have no amount."""
        parts = item.parts(required=("currency", "source"), optional=("amount", "valid_from", "valid_until"))
        currency = parts["currency"].one_of(list_currencies(), "unknown_currency")
        first, last = _days_in_order(item, parts, "valid_from", "valid_until")
        sourced = self.sourced(parts)
        amount = None
        if "amount" in parts:
            amount = parts["amount"].text(_amount_pattern(currency), "bad_amount")
        elif sourced["state"] == "confirmed":
            item.refuse("missing_key", key="amount")
        return {
            "amount": amount,
            "currency": currency,
            "valid_from": first.isoformat() if first else None,
            "valid_until": last.isoformat() if last else None,
            **sourced,
        }

    def copies(self, item: Item) -> dict:
        parts = item.parts(required=("number", "source"))
        return {"number": parts["number"].number(1, 9), **self.sourced(parts)}

    def photo(self, item: Item) -> dict:
        parts = item.parts(required=("width_mm", "height_mm", "source"))
        sides = {name: parts[name].number(10, 100) for name in ("width_mm", "height_mm")}
        return sides | self.sourced(parts)

    def extra_evidence(self, item: Item) -> list[dict]:
        """What the host country makes the post ask for besides: to bring along, never a condition of the decision."""
        found = []
        for entry in item.items():
            parts = entry.parts(required=("id", "text", "source"))
            paper = parts["id"].text(CODE, "bad_code")
            if paper in [one["id"] for one in found]:
                parts["id"].refuse("written_twice", value=paper)
            found.append({"id": paper, "text": words_of(parts["text"]), **self.sourced(parts)})
        return found


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _amount_pattern(currency: str) -> str:
    digits = get_currency_precision(currency) if currency else 2
    return rf"\d{{1,9}}\.\d{{{digits}}}" if digits else r"\d{1,9}"


def _point(item: Item) -> tuple[float, float] | None:
    parts = item.parts(required=("north", "east"))
    north, east = (parts[name].text(DEGREES, "bad_degrees") for name in ("north", "east"))
    if not north or not east:
        return None
    if abs(float(north)) > 90 or abs(float(east)) > 180:
        item.refuse("bad_degrees", value=f"{north} {east}")
    return float(north), float(east)


def _country(item: Item) -> str:
    code = item.text()
    if code and not countries.is_country(code):
        item.refuse("unknown_country", value=code)
        return ""
    return code


def _region(item: Item, country: str) -> str:
    region = item.text(REGION, "bad_region")
    if region and country and not region.startswith(f"{country}-"):
        item.refuse("region_of_another_country", value=region, country=country)
    elif region and not countries.is_region(region):
        # People choose from the named regions only: nobody could ever be sent to this district.
        item.refuse("unknown_region", value=region)
    return region


def _listed(parts: dict[str, Item], name: str, read: Callable) -> list:
    """The read values of a list, in order. Reports one written twice; [] when the list is absent."""
    if name not in parts:
        return []
    values: list = []
    for item in parts[name].items():
        value = read(item)
        if value and value in values:
            item.refuse("written_twice", value=item.written())
        values.append(value)
    return [value for value in values if value]


def _days_in_order(item: Item, parts: dict[str, Item], first: str, last: str) -> tuple[date | None, date | None]:
    start = parts[first].day() if first in parts else None
    end = parts[last].day() if last in parts else None
    if start and end and end < start:
        item.refuse("days_out_of_order", first=str(start), last=str(end))
    return start, end


def _hours(item: Item) -> dict[str, list[str]]:
    """{"monday": ["09:30-13:00", "14:00-17:00"]}: written in the file as one text, the times in order."""
    hours = {}
    for day, part in item.entries().items():
        if day not in WEEKDAYS:
            part.refuse("unknown_weekday", value=day)
        spans = part.text(rf"{SPAN}(, {SPAN})*", "bad_hours").split(", ")
        times = [time.fromisoformat(moment) for span in spans if span for moment in span.split("-")]
        if any(later <= earlier for earlier, later in pairwise(times)):
            part.refuse("bad_hours", value=part.written())
        hours[day] = [span for span in spans if span]
    return hours
