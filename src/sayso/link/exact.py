"""Reports that give one number so exact that they hardly count two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sayso.link.cluster import Pair
from sayso.link.kinds import KNOWN, PEOPLE, Key
from sayso.link.populations import words_of
from sayso.link.tellings import Telling, stem
from sayso.model import Amount

# A number below the first is told of anything; from the second on it is a mark of its own.
LEAST, LARGE, HUGE = 11, 100, 10_000
MONEY = 3  # a currency's code
MARKED = 4  # digits from which two counts of one number count one thing, by whatever noun


def join_exact(told: Mapping[str, Telling], keys: Mapping[str, Key]) -> list[Pair]:
    """Pairs of reports of one exact number, of one noun or of people, that other words keep apart."""
    by_number: defaultdict[float, list[str]] = defaultdict(list)
    for claim_id in sorted(keys):
        number = _exact(told[claim_id].claim.amount)
        if number is not None and not keys[claim_id].incident.startswith("in "):
            by_number[number].append(claim_id)
    pairs = []
    for number, ids in sorted(by_number.items()):
        for a, b in _firsts(ids, keys):
            if _is_one(number, (told[a], told[b]), (keys[a], keys[b])):
                pairs.append(Pair(a, b, 0.5))
    return pairs


def _firsts(ids: Iterable[str], keys: Mapping[str, Key]) -> Iterable[tuple[str, str]]:
    """Pairs of the first reports of each key: cost grows with the keys and not with the reports."""
    first: dict[Key, list[str]] = {}
    for claim_id in ids:
        first.setdefault(keys[claim_id], []).append(claim_id)
    for members in first.values():
        yield from ((members[0], other) for other in members[1:])
    yield from combinations(sorted(members[0] for members in first.values()), 2)


def _exact(amount: Amount | None) -> float | None:
    """The number of an amount that is no round one: 164, 2,300, 1.1 million, 2.45."""
    value = amount.quantity.best if amount else None
    if value is None or (value < LEAST and value == int(value)):
        return None
    if value != int(value):
        return value if len(f"{value:g}".replace(".", "")) >= MONEY else None
    digits = str(int(value)).rstrip("0")
    round_ = value % 10 == 0 and (value < 10 * LARGE or len(digits) < 2)
    return None if round_ else value


def _blurred(amount: Amount | None) -> bool:
    """Whether a number is given with "about" or the like."""
    quantity = amount.quantity if amount else None
    return quantity is None or quantity.vague or not quantity.low == quantity.best == quantity.high


def _is_one(number: float, tellings: tuple[Telling, Telling], keys: tuple[Key, Key]) -> bool:
    """Whether two reports of one number count one thing, by what they count and in which words."""
    a, b = (key.kind for key in keys)
    if all(_blurred(t.claim.amount) for t in tellings):
        return False
    if "percent" not in (a.unit, b.unit) and _digits(number) >= MARKED and not _is_money(a.unit, b.unit):
        return True
    if a.measure == b.measure:
        # Of things a number and a noun are no proof: two valleys may hold as much water.
        return a.measure in (*PEOPLE, "destroyed") or a.unit == "people"
    if a.measure in KNOWN and b.measure in KNOWN:
        return _is_price(a.unit, b.unit) and "price" in (a.measure, b.measure)
    if _is_price(a.unit, b.unit):
        return True
    if "percent" in (a.unit, b.unit) or not _count_people(tellings, number):
        return False
    vague = {a.measure, b.measure} & words_of("anybody")
    return number >= HUGE or (number >= LARGE and bool(vague)) or _share_words(tellings)


def _digits(number: float) -> int:
    """How many digits a number has before its zeros."""
    return len(f"{number:.15g}".replace(".", "").rstrip("0"))


def _is_money(*units: str) -> bool:
    return any(len(unit.split("/")[0]) == MONEY for unit in units)


def _is_price(left: str, right: str) -> bool:
    """Whether two units are of one currency: "usd" and "usd/gallon"."""
    x, y = left.split("/")[0], right.split("/")[0]
    return x == y and len(x) == MONEY and left != right


def _count_people(tellings: Iterable[Telling], number: float) -> bool:
    units = [t.claim.amount.unit for t in tellings if t.claim.amount]
    return all(unit == "people" for unit in units) or (number >= HUGE and "people" in units)


def _share_words(tellings: tuple[Telling, Telling]) -> bool:
    left, right = tellings
    counted = {stem(t.claim.amount.measure) for t in tellings if t.claim.amount}
    return bool((left.words & right.words) - counted)
