"""What bounds or blurs a number: "more than", "up to", "about", "between … and …", "200-plus"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from sayso.annotate.number_lines import Line
from sayso.annotate.number_reading import read_number
from sayso.annotate.numbers import Number, load_numbers, may_start
from sayso.annotate.quantity_words import word_set
from sayso.model import Quantity
from sayso.vocabulary import load_vocabulary

Bound = Literal["low", "high", "about", "nearly", "exact", "another"]
SYMBOLS = "$€£₸₽₴₹₺₩₪"
Phrases = dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with its modifier: the words ``first`` to ``stop``; ``number`` is the bare number.

    ``second`` is the second number of a range, whose bounds ``quantity`` holds.
    """

    first: int
    stop: int
    number: Number
    quantity: Quantity
    second: Number | None = None


@cache
def _phrases() -> tuple[Phrases, Phrases]:
    """Modifiers by their last word (before a number) and by their first (after one), longest first."""
    table = load_vocabulary("en", "quantities")["modifiers"]
    before: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    bounds: tuple[Bound, ...] = ("low", "high", "about", "nearly", "exact", "another")
    for bound in bounds:
        for phrase in table[bound]:
            words = tuple(phrase.split())
            before.setdefault(words[-1], []).append((words, bound))
        for phrase in table.get(f"after_{bound}", []):
            words = tuple(phrase.split())
            after.setdefault(words[0], []).append((words, bound))
    return _longest_first(before), _longest_first(after)


def _longest_first(table: dict[str, list[tuple[tuple[str, ...], Bound]]]) -> Phrases:
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in table.items()}


def read_bounded(line: Line) -> Iterator[Bounded]:
    """Every number of ``line`` with what bounds it, from left to right."""
    i = 0
    while i < len(line):
        if i in line.blocked or not may_start(line.words[i]):
            i += 1
            continue
        number = read_number(line, i)
        if number is None:
            i = _past_unread(line, i)
            continue
        bounded = _bound(line, number)
        yield bounded
        i = max(bounded.stop, i + 1)


def _past_unread(line: Line, i: int) -> int:
    """The word after a number that could not be read, with all that is glued to it."""
    if not line.words[i][0].isdigit():
        return i + 1
    i += 1
    while (
        i < len(line)
        and line.joined(i)
        and (line.words[i][0].isdigit() or line.words[i] in ("-", "/", ".", ":", "–"))
    ):
        i += 1
    return i


def _bound(line: Line, number: Number) -> Bounded:
    joined = _read_range(line, number)
    if joined:
        return joined
    first, bound, words = _modifier_before(line, number.first)
    stop = number.stop
    if bound in (None, "exact", "another"):
        stop, after, phrase = _modifier_after(line, stop)
        if after:
            bound, words = after, phrase
    return Bounded(first, stop, number, make_quantity(number, bound, words))


def make_quantity(number: Number, bound: Bound | None, words: str | None) -> Quantity:
    """The bounds of ``number`` under a modifier: see case-json for what each kind of bound leaves open."""
    low, best, high = number.low, number.best, number.high
    vague = number.vague is not None
    value = best if best is not None else low
    modifier = words if bound not in (None, "exact") else None
    if bound == "low":
        return Quantity(value, None, None, modifier, vague)
    if bound == "high":
        return Quantity(None, None, best if best is not None else high, modifier, vague)
    if vague:
        return Quantity(low, None, high, number.vague, True)
    if bound == "nearly":
        return Quantity(None, best, best, modifier)
    if bound == "about" or number.rough:
        return Quantity(None, best, None, modifier)
    return Quantity(low, best, high, modifier)


def _modifier_before(line: Line, first: int) -> tuple[int, Bound | None, str | None]:
    """Where the modifiers before word ``first`` start, and the one that bounds most."""
    found: list[tuple[Bound, str]] = []
    while len(found) < 3:
        match = _match_before(line, first)
        if match is None:
            break
        words, bound = match
        first -= len(words)
        found.append((bound, " ".join(words)))
    if not found:
        return first, None, None
    order: list[Bound] = ["low", "high", "nearly", "about", "another", "exact"]
    bound, phrase = min(found, key=lambda x: order.index(x[0]))
    return first, bound, phrase


def apply_modifier(line: Line, bounded: Bounded, symbol: int) -> Bounded:
    """``bounded`` with the modifiers before the currency mark at word ``symbol``: "more than $5"."""
    first, bound, words = _modifier_before(line, symbol)
    if bound is None or bounded.second is not None:
        return replace(bounded, first=min(first, bounded.first))
    return replace(bounded, first=first, quantity=make_quantity(bounded.number, bound, words))


def _match_before(line: Line, first: int) -> tuple[tuple[str, ...], Bound] | None:
    before, _ = _phrases()
    for words, bound in before.get(line.word(first - 1), ()):
        if line.is_phrase(first - len(words), words) and not _is_no_modifier(line, first, words):
            return words, bound
    return None


def _is_no_modifier(line: Line, first: int, words: tuple[str, ...]) -> bool:
    """Whether the words before a number are a preposition here: "talks about two men"."""
    before = first - len(words)
    if words in (("over",), ("under",), ("above",), ("below",), ("beyond",)):
        return line.kind(before - 1) == "N" and line.word(first)[0].isalpha()
    if words in (("about",), ("around",)):
        return line.word(before - 1) in word_set("talk")
    if words == ("up", "to"):
        return line.word(before - 1) in _raise()
    if words == ("all",):
        return line.word(before - 1) in ("in", "at", "of")
    return False


def _modifier_after(line: Line, stop: int) -> tuple[int, Bound | None, str | None]:
    _, after = _phrases()
    if line.word(stop) == "+" and line.joined(stop):
        return stop + 1, "low", "plus"
    if line.word(stop) == "-" and line.joined(stop) and line.word(stop + 1) == "plus":
        return stop + 2, "low", "plus"
    for words, bound in after.get(line.word(stop), ()):
        if line.is_phrase(stop, words) and (words != ("plus",) or line.joined(stop)):
            return stop + len(words), bound, " ".join(words)
    return stop, None, None


# --- ranges ---------------------------------------------------------------------------------------


def _read_range(line: Line, number: Number) -> Bounded | None:
    """ "between 10 and 15", "10-15", "10 to 15", "two or three": one quantity with two bounds."""
    second = _second_of_range(line, number)
    if second is None or (number.vague != second.vague and number.kind != second.kind):
        return None
    low, high = _share_scale(line, number, second)
    if low is None or high is None or low >= high:
        return None
    lead = _past_symbol(line, number)
    between = line.word(lead - 1) in ("between", "from")
    first, bound, words = _modifier_before(line, lead - between)
    quantity = Quantity(low, None, high, "between" if between else words or "to", number.vague is not None)
    if bound in ("low", "high"):
        quantity = Quantity(None, None, high, words) if bound == "high" else Quantity(low, None, None, words)
    kept = replace(second, doubt=second.doubt or number.doubt, scaled=second.scaled)
    return Bounded(first, second.stop, number, quantity, kept)


def _second_of_range(line: Line, number: Number) -> Number | None:
    at, stop = number.stop, number.stop
    if number.kind == "times":
        return None
    lead = _past_symbol(line, number)
    mark, before = line.word(at), line.word(lead - 1)
    if (
        mark in ("-", "–")
        or (mark == "to" and before != "from" and not _changes(line, number.first))
        or (mark == "to" and before == "from" and not _changes(line, number.first - 1))
        or (mark == "and" and before == "between")
        or (mark == "or" and (number.best or 99) < 100)
    ):
        stop = at + 1
    if stop > at and lead < number.first and line.word(stop) == line.word(lead):
        stop += 1
    if stop == at or stop >= len(line) or not may_start(line.word(stop)):
        return None
    if mark == "-" and line.joined(at) != line.joined(stop):
        return None
    second = read_number(line, stop)
    return second if second and second.kind == number.kind and second.high is not None else None


def _past_symbol(line: Line, number: Number) -> int:
    """The first word of a number with its currency mark."""
    mark = line.word(number.first - 1)
    return number.first - 1 if mark and mark in SYMBOLS else number.first


@cache
def _raise() -> frozenset[str]:
    return frozenset(load_vocabulary("en", "quantities")["groups"]["raise"])


def _changes(line: Line, first: int) -> bool:
    """Whether a change is told just before: then "from 8 to 12" is two figures, before and after."""
    return any(line.word(k) in _raise() for k in range(max(0, first - 10), first))


def _share_scale(line: Line, number: Number, second: Number) -> tuple[float | None, float | None]:
    """The bounds of a range whose first number leaves out its scale: "3-4,000", "two to three million"."""
    low, high = number.low if number.low is not None else number.best, second.high
    if low is None or high is None or number.scaled or number.stop - number.first > 1:
        return low, high
    scale = _scale_of(line, second)
    if (
        scale > 1
        and low < 1000
        and (second.scaled or (line.word(number.stop) in ("-", "–") and low < high / scale))
    ):
        return low * scale, high
    return low, high


def _scale_of(line: Line, second: Number) -> float:
    scales, suffixes = load_numbers()["scales"], load_numbers()["suffixes"]
    words = [line.word(k) for k in range(second.first, second.stop)]
    factor = 1.0
    for word in words[1:]:
        factor *= scales.get(word, 1.0)
    if factor == 1 and second.scaled:
        factor = suffixes.get(words[0].lstrip("0123456789.,"), 1.0)
    if factor == 1 and "," in words[0] and second.best and second.best % 1000 == 0:
        return 1000.0 ** words[0].count(",")
    return factor
