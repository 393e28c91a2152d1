"""Reports that give one number so exact that they hardly count two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

from sayso.link.cluster import Pair
from sayso.link.kinds import KNOWN, PEOPLE, Key
from sayso.link.names import name_words
from sayso.link.populations import words_of
from sayso.link.tellings import Telling, gap, stem
from sayso.model import Amount

# A number below the first is told of anything; from the second on it is a mark of its own.
LEAST, LARGE, HUGE = 11, 100, 10_000
NEAR = 3  # days between two reports of which the one counts all and the other "all four men"
BESIDE = 300  # characters within which a bare number goes on from the count before
NOUN = re.compile(r"[^\W\d]{3,}\W*$")
MONEY = 3  # a currency's code
MARKED = 4  # digits from which two counts of one number count one thing, by whatever noun


def join_exact(told: Mapping[str, Telling], keys: Mapping[str, Key]) -> list[Pair]:
    """Pairs of reports of one exact number, of one noun or of people, that other words keep apart."""
    by_number: defaultdict[float, list[str]] = defaultdict(list)
    for claim_id in sorted(keys):
        amount = told[claim_id].claim.amount
        number = amount.quantity.best if amount else None
        if number is not None and number >= LEAST / LARGE and not keys[claim_id].incident.startswith("in "):
            by_number[number].append(claim_id)
    pairs = []
    for number, ids in sorted(by_number.items()):
        for a, b in _firsts(ids, keys):
            exact = _exact(told[a].claim.amount) is not None
            if (exact or _of_one_source(told[a], told[b])) and _is_one(
                number, (told[a], told[b]), (keys[a], keys[b])
            ):
                pairs.append(Pair(a, b, 0.5))
    return pairs


def join_groups(told: Mapping[str, Telling], keys: Mapping[str, Key]) -> list[Pair]:
    """Pairs of reports of all and of a group within all that give one number: "four", "four men"."""
    wholes: dict[tuple[str, str, float | None], str] = {}
    groups: list[tuple[tuple[str, str, float | None], str]] = []
    for claim_id in sorted(keys):
        key, amount = keys[claim_id], told[claim_id].claim.amount
        bodies = key.kind.measure == "body"
        if amount is None or _blurred(amount) or key.incident or key.kind.measure not in (*PEOPLE, "body"):
            continue
        place = ("killed" if bodies else key.kind.measure, key.place, amount.quantity.best)
        if key.kind.population == "" and not bodies:
            wholes.setdefault(place, claim_id)
        elif key.kind.population not in ("part", "further") and amount.part_of is None:
            groups.append((place, claim_id))
    near = [(wholes[place], i) for place, i in groups if place in wholes]
    return [Pair(a, b, 0.4) for a, b in near if _appear_together(told[a], told[b])]


def _appear_together(a: Telling, b: Telling) -> bool:
    apart = gap(a.published, b.published)
    return apart is None or apart <= NEAR


def join_bare(told: Mapping[str, Telling], keys: Mapping[str, Key]) -> list[Pair]:
    """Pairs of a count and the next number of its article that has no noun: "the company put it at 1,480"."""
    ordered = sorted(keys, key=lambda i: (told[i].claim.article_id, told[i].claim.span.start, i))
    pairs = []
    for before, claim_id in pairwise(ordered):
        a, b = told[before].claim, told[claim_id].claim
        near = a.article_id == b.article_id and b.span.start - a.span.end < BESIDE
        same = keys[before].kind.measure == keys[claim_id].kind.measure not in (*KNOWN, "person")
        if near and same and b.amount and NOUN.search(b.amount.span.exact) is None:
            pairs.append(Pair(before, claim_id, 0.4))
    return pairs


def _firsts(ids: Iterable[str], keys: Mapping[str, Key]) -> Iterable[tuple[str, str]]:
    """Pairs of the first reports of each key: cost grows with the keys and not with the reports."""
    first: dict[Key, list[str]] = {}
    for claim_id in ids:
        first.setdefault(keys[claim_id], []).append(claim_id)
    for members in first.values():
        yield from ((members[0], other) for other in members[1:])
    yield from combinations(sorted(members[0] for members in first.values()), 2)


def _of_one_source(a: Telling, b: Telling) -> bool:
    """Whether two articles give a number as one source's, by its words: then a round one is no chance."""
    if a.claim.article_id == b.claim.article_id or not a.claim.attribution or not b.claim.attribution:
        return False
    left, right = (set(name_words(t.claim.attribution[-1].name)) for t in (a, b))
    number = a.claim.amount.quantity.best if a.claim.amount else None
    return bool(left) and (left <= right or right <= left) and number is not None and number >= LEAST


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
