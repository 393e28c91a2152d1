"""Where and in which happening a count is set: the whole crisis, a place of its own, or days gone by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sayso.link.compare import WEAK_BASES
from sayso.link.tellings import Telling, days
from sayso.link.tolls import speaks_for, told_on
from sayso.model import Quantity

NEXT = 300  # characters within which a bare number is told of the place of the count before
# Days between two single incidents that are surely two.
APART = 1
# Days before the first report of a case from which on what is told of a day is an older story.
LONG_AGO = 90
# The same number told of a place and of the whole within so many days is one count, unless it is small.
NEAR, SMALL = 3, 10
TELLING = 100  # a number so large that is not round is hardly told of two things
FLOOR_REACH = 1.1  # "more than 70" in a place is the 71 of the whole


@dataclass(frozen=True)
class Setting:
    """Where a case is set as a whole: ``home`` is its country's key, "" where none is known."""

    home: str
    country: str | None
    first: date | None

    @classmethod
    def of(cls, tellings: Iterable[Telling]) -> Setting:
        """The country of most of the claims whose country is known, and the day of the first report."""
        every = list(tellings)
        sites = [t.site for t in every if t.site and t.site.country]
        votes = Counter(s.country for s in sites)
        country, hits = min(votes.items(), key=lambda v: (-v[1], v[0] or ""), default=(None, 0))
        if 2 * hits <= len(sites):
            country = None
        named = [s.key for s in sites if s.precision == "country" and s.country == country]
        told = [span[1] for t in every if (span := days(t.published))]
        return cls(min(named, default=""), country, min(told, default=None))

    def place(self, telling: Telling) -> str:
        """The key of the place of a count: its own, where its words name one within the whole."""
        site = telling.site
        if site is None or site.inherited or site.borrowed:
            return self.home
        if site.precision == "country" and site.country == self.country:
            return self.home
        return site.key


def key_reports(reports: Sequence[Telling], setting: Setting, *, things: bool) -> dict[str, tuple[str, str]]:
    """The place and the incident of each report of one kind, by claim id; what is told of all is of all."""
    places = {t.id: setting.place(t) for t in reports}
    if things:
        places |= _stay(reports, places, setting)
    grouped: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in reports:
        grouped[places[telling.id]].append(telling)
    keys = {
        i: (place, incident)
        for place, members in grouped.items()
        for i, incident in split_incidents(members, setting).items()
    }
    return _adopt(reports, keys, setting)


def _stay(reports: Sequence[Telling], places: Mapping[str, str], setting: Setting) -> dict[str, str]:
    """The place of bare numbers ("the ministry speaks of 160"): that of the count told just before."""
    ordered = sorted(reports, key=lambda t: (t.claim.article_id, t.claim.span.start, t.id))
    out: dict[str, str] = {}
    for before, telling in pairwise(ordered):
        amount = telling.claim.amount
        same = before.claim.article_id == telling.claim.article_id
        near = telling.claim.span.start - before.claim.span.end < NEXT
        bare = amount and not re.search(r"[^\W\d]{3,}\W*$", amount.span.exact)
        if bare and same and near and places[telling.id] == setting.home:
            out[telling.id] = out.get(before.id, places[before.id])
    return out


def _adopt(
    reports: Sequence[Telling], keys: dict[str, tuple[str, str]], setting: Setting
) -> dict[str, tuple[str, str]]:
    """``keys`` with the reports of a place or an incident that give a number told of the whole as well."""
    main = (setting.home, "")
    whole = {(q, day) for t in reports if keys[t.id] == main and (q := _bounds(t)) and (day := _day(t))}
    for telling in reports:
        quantity, day = _bounds(telling), _day(telling)
        if keys[telling.id] == main or keys[telling.id][1].startswith("in ") or not quantity or not day:
            continue
        if any(_is_one(quantity, value, abs((day - other).days)) for value, other in whole):
            keys[telling.id] = main
        elif keys[telling.id][0] == setting.home and any(
            quantity == value and quantity.best and abs((day - other).days) <= NEAR for value, other in whole
        ):
            # A day alone does not make two counts of one number, even a small one.
            keys[telling.id] = main
    return keys


def _bounds(telling: Telling) -> Quantity | None:
    return telling.claim.amount.quantity if telling.claim.amount else None


def _day(telling: Telling) -> date | None:
    return speaks_for(telling.claim, telling.published)


def _is_one(a: Quantity, b: Quantity, apart: int) -> bool:
    """Whether two counts told so many days apart are one number, or one the floor of the other."""
    if a.vague or b.vague:
        return False
    if a == b and a.best is not None and a.best >= TELLING and a.best % 10:
        return True
    if apart > NEAR:
        return False
    x, y = (q.best if q.best is not None else q.low if q.low is not None else q.high for q in (a, b))
    if x is None or y is None or min(x, y) < SMALL:
        return False
    if x == y:
        return True
    floor, value = (a, y) if a.best is None and a.high is None else (b, x)
    open_ = floor.best is None and floor.high is None and floor.low is not None
    return open_ and floor.low is not None and floor.low <= value <= floor.low * FLOOR_REACH


# --- incidents ------------------------------------------------------------------------------------


def split_incidents(reports: Sequence[Telling], setting: Setting) -> dict[str, str]:
    """Where totals are told too, single incidents on days apart are figures of their own; old stories always.

    Without a total a count with a day may as well be the total of that day's report.
    """
    past = {t.id: year for t in reports if (year := _past_year(t, setting))}
    totals = any(t.claim.as_of or (t.claim.amount and t.claim.amount.cumulative) for t in reports)
    spans = {t.id: span for t in reports if totals and t.id not in past and (span := _incident(t))}
    starts: list[tuple[date, date]] = []
    single: dict[str, str] = {}
    for claim_id, span in sorted(spans.items(), key=lambda found: (found[1], found[0])):
        if not starts or (span[0] - starts[-1][1]).days > APART:
            starts.append(span)
        else:
            starts[-1] = (starts[-1][0], max(starts[-1][1], span[1]))
        single[claim_id] = starts[-1][0].isoformat()
    return {t.id: past.get(t.id) or single.get(t.id, "") for t in reports}


def _past_year(telling: Telling, setting: Setting) -> str | None:
    """The year of what is told of days long before the first report."""
    when, span = telling.claim.when, days(telling.claim.when)
    if span is None or when is None or when.basis in WEAK_BASES or when.extent != "within":
        return None
    if setting.first is None or (setting.first - span[1]).days <= LONG_AGO:
        return None
    return f"in {span[0].year}"


def _incident(telling: Telling) -> tuple[date, date] | None:
    """The day or two within which a count of one incident falls, if the words say so."""
    claim = telling.claim
    if claim.amount is None or claim.amount.cumulative or told_on(claim) or claim.when_span is None:
        return None
    span = days(claim.when)
    narrow = span is not None and (span[1] - span[0]).days <= 1
    own = claim.when is not None and claim.when.extent == "within" and claim.when.basis not in WEAK_BASES
    return span if narrow and own else None
