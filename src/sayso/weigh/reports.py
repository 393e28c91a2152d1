"""Reports of a figure made ready for weighing: value, day, origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, inf, log10

from sayso.link.tolls import speaks_for, told_on
from sayso.model import Amount, Claim, Interval, Origin
from sayso.weigh.lineage import Lineage

# Words that say a number is not meant to the last digit.
BLURS = (
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "close to",
    "an estimated",
)
# Words that add a number to what was told before: it counts some more, and not all.
ADDING = re.compile(r"(?i)\b(?:another|further|additional|fresh|more(?! than))\b")


@dataclass(frozen=True, slots=True)
class Report:
    """One figure as one article reports it. ``day`` is when it held, or else when it was reported."""

    claim: Claim
    amount: Amount
    origin: Origin
    day: date | None
    window: tuple[date, date] | None
    published: date | None = None

    @property
    def order(self) -> tuple[date, date, str]:
        """By the day of which it speaks, then by the day on which it was published."""
        return self.day or date.max, self.published or date.max, self.claim.id

    @property
    def low(self) -> float:
        """The least that the words allow."""
        quantity = self.amount.quantity
        return next((v for v in (quantity.low, quantity.best) if v is not None), 0.0)

    @property
    def high(self) -> float:
        """The most that the words allow."""
        quantity = self.amount.quantity
        return next((v for v in (quantity.high, quantity.best) if v is not None), inf)

    @property
    def value(self) -> float | None:
        """The one number that the words give, be it rounded or a ceiling; None for ranges and vague words."""
        quantity = self.amount.quantity
        if self.amount.quantity.vague:
            return None
        if quantity.best is not None:
            return quantity.best
        return quantity.high if quantity.low is None else None

    @property
    def floor(self) -> float | None:
        """The number of "more than 160", which says no more than that."""
        quantity = self.amount.quantity
        return (
            quantity.low if quantity.best is None and quantity.high is None and not quantity.vague else None
        )

    @property
    def adds(self) -> bool:
        """Whether the words count some more and not all: "24 more bodies", "another 12"."""
        return _says_more(self.amount.span.exact)

    @property
    def key(self) -> tuple[float | None, float | None, float | None, bool]:
        """What makes two reports give the same value."""
        quantity = self.amount.quantity
        return quantity.low, quantity.best, quantity.high, quantity.vague


@lru_cache(maxsize=65536)
def _says_more(words: str) -> bool:
    return ADDING.search(words) is not None


def read_reports(
    claims: Iterable[Claim], lineage: Lineage, published: Mapping[str, Interval | None]
) -> list[Report]:
    """The reports among ``claims`` that somebody stands by: not denied, not the value before a change."""
    found = []
    for claim in claims:
        if (
            claim.amount is None
            or claim.amount.before
            or (claim.polarity == "denied" and not _is_none(claim))
        ):
            continue
        out = published.get(claim.article_id)
        day, told = speaks_for(claim, out), out.latest if out else None
        found.append(Report(claim, claim.amount, lineage.origin(claim), day, _window(claim, out), told))
    return sorted(found, key=lambda r: (r.day or date.max, r.claim.id))


def _is_none(claim: Claim) -> bool:
    """Whether a claim counts nobody: "nobody was hurt" stands by a number though it denies."""
    return claim.amount is not None and claim.amount.quantity.high == 0


def _window(claim: Claim, published: Interval | None) -> tuple[date, date] | None:
    """The days within which a report held: as of, else when it was published."""
    for interval in (told_on(claim), published):
        if interval and interval.earliest and interval.latest:
            return interval.earliest, interval.latest
    return None


@lru_cache(maxsize=65536)
def round_unit(value: float) -> float:
    """The place to which a number looks rounded: 2,500 to hundreds, 164 to ones."""
    if value == 0 or value != int(value):
        return 0.0
    whole, unit = abs(int(value)), 1
    while whole % 10 == 0:
        whole //= 10
        unit *= 10
    return float(unit)


def equal_when_rounded(a: float, b: float, blurred: bool) -> bool:
    """Whether two values are equal once the finer is rounded as the coarser one is.

    A number of one digit and zeros says little of how it was rounded: "3,000" is taken to stand for hundreds
    unless a word like "about" blurs it.
    """
    if a == b:
        return True
    unit = max(round_unit(a), round_unit(b))
    coarse = a if round_unit(a) >= round_unit(b) else b
    fine = b if coarse is a else a
    if not blurred and coarse and unit > 10 ** floor(log10(abs(coarse))) / 10:
        unit = 10 ** floor(log10(abs(coarse))) / 10
    return unit >= 1 and abs(fine - coarse) < unit / 2


def is_blurred(report: Report) -> bool:
    """Whether a word says that the number is not exact."""
    return (report.amount.quantity.modifier or "") in BLURS


def is_ceiling(report: Report) -> bool:
    """Whether the number is given as the most it could be."""
    return report.amount.quantity.low is None and report.amount.quantity.high is not None


def same_value(a: Report, b: Report) -> bool:
    """Whether two single values are equal, or equal when rounded as the coarser one is."""
    if a.value is None or b.value is None or is_ceiling(a) != is_ceiling(b):
        return False
    coarse = max((a, b), key=lambda r: round_unit(r.value or 0.0))
    return equal_when_rounded(a.value, b.value, is_blurred(coarse))
