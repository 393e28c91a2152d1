"""What an amount with a unit measures: damage, a price, a ratio of prices, a share."""

from __future__ import annotations

from functools import cache

from sayso.annotate.counted import Counted
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.annotate.units import Unit, goods_units
from sayso.vocabulary import load_vocabulary


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "quantities")["groups"][name])


def _near(line: Line, first: int, stop: int, group: str) -> bool:
    """Whether a word of ``group`` stands before the amount in its clause, or right after it."""
    words = _group(group)
    for at in range(first - 1, max(-1, first - 14), -1):
        if line.kind(at) == ";":
            break
        if line.word(at) in words:
            return True
    return any(line.word(at) in words for at in range(stop, stop + 4) if line.kind(at) not in ",;.")


# "The operation cost $8 billion" tells no price; what people buy seldom costs more than this.
DEAR = 100_000


def measure_money(line: Line, unit: Unit, counted: Counted | None, value: float) -> str | None:
    """What a sum of money is: damage, a price, or the noun that bears it ("a $500 fine")."""
    if _near(line, unit.first, unit.stop, "damage"):
        return "damage"
    priced = _near(line, unit.first, unit.stop, "price")
    if unit.per in _no_goods() and not priced:
        return None
    if unit.per:
        return "price"
    if counted and counted.head and counted.first == unit.stop and not counted.person:
        return counted.head
    cheap = value < DEAR and (_near(line, unit.first, unit.stop, "cost") or _is_for_one(line, unit.first))
    if priced or cheap:
        return "price"
    at = unit.first - 1
    while line.word(at) in word_set("modifier_words_money"):
        at -= 1
    return line.word(at - 1) if line.word(at) == "of" and line.kind(at - 1) == "N" else None


GOES_FOR = frozenset(("for", "goes", "sells", "sold", "trades"))


def _is_for_one(line: Line, first: int) -> bool:
    """Whether the words before a sum say what one measure of goods goes for: "a kilo of rice is back to"."""
    at = first - 1
    while first - at < 7 and (
        line.kind(at) in "XR"
        or at in line.blocked
        or line.word(at) in word_set("count_links") | word_set("modifier_words_money") | GOES_FOR
    ):
        at -= 1
    if at == first - 1:
        return False
    noun = at
    while line.kind(noun) in "NA" and noun > at - 3:
        noun -= 1
    at = noun - 1 if line.word(noun) == "of" else at
    return line.word(at) in goods_units() and line.word(at - 1) in ("a", "an", "the", "one", "each", "per")


@cache
def _no_goods() -> frozenset[str]:
    """What money is told for that is not bought: a wage is by the month, a profit by the share."""
    return frozenset(load_vocabulary("en", "quantities")["per"]["money_only"])


def measure_share(line: Line, unit: Unit) -> str | None:
    """ "share" where the words tell a part of a whole; None for a change ("rose by 12 per cent")."""
    if _is_change(line, unit):
        return None
    if line.word(unit.stop) in word_set("after_share"):
        return "share"
    near = [line.word(k) for k in range(max(0, unit.first - 6), unit.first)]
    for noun in word_set("rates"):
        if noun in near:
            return "share" if noun in ("share", "proportion", "stake", "majority") else noun
    return None


def _is_change(line: Line, unit: Unit) -> bool:
    changes = _group("raise")
    if line.word(unit.stop) in changes | _change_nouns() or line.word(unit.stop + 1) in _change_nouns():
        return True
    before = [line.word(k) for k in range(max(0, unit.first - 4), unit.first)]
    return line.word(unit.stop) != "of" and (
        "by" in before[-2:] or any(w in changes and w not in ("more", "less", "total") for w in before)
    )


@cache
def _change_nouns() -> frozenset[str]:
    return frozenset(
        [
            "rise",
            "increase",
            "drop",
            "fall",
            "cut",
            "decline",
            "hike",
            "jump",
            "surge",
            "gain",
            "growth",
            "reduction",
            "raise",
            "decrease",
            "higher",
            "lower",
            "more",
            "less",
        ]
    )


def measure_times(line: Line, first: int, stop: int) -> str | None:
    """ "price_ratio" for the doubling of a price; None for other ratios."""
    words = _group("ratio")
    for at in range(stop, min(len(line), stop + 9)):
        if line.kind(at) in ",;.W":
            break
        if line.word(at) in words:
            return "price_ratio"
    for at in range(first - 1, max(-1, first - 10), -1):
        if line.kind(at) in ";":
            break
        if line.word(at) in words:
            return "price_ratio"
    return None
