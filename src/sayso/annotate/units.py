"""The unit right before or after a number: money, per cent, weights and measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.annotate.number_lines import Line
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the words ``first`` to ``stop`` of both together. ``code`` None: unsure which."""

    code: str | None
    first: int
    stop: int
    money: bool = False
    per: str | None = None


@cache
def _tables() -> dict[str, Any]:
    words = load_vocabulary("en", "quantities")
    units = {tuple(form.split("-")): code for code, forms in words["units"].items() for form in forms}
    units |= {(form,): code for code, forms in words["units"].items() for form in forms}
    per = {form: code for form, code in units.items() if len(form) == 1}
    people = dict.fromkeys(words["per"]["person"], "person")
    extra = {e: people.get(e, e) for e in words["per"]["extra"]}
    return {**words["money"], "units": units, "per": {**{k[0]: v for k, v in per.items()}, **extra}}


@cache
def country_hints() -> dict[str, str]:
    """Countries' names in lower case and the adjective that their money goes by."""
    table: dict[str, str] = _tables()["countries"]
    return table


@cache
def goods_units() -> frozenset[str]:
    """The measures by which goods are sold: "kilo", "litre", "loaf", "sack"."""
    words = load_vocabulary("en", "quantities")["per"]
    return frozenset(_tables()["per"]) - frozenset(words["money_only"])


def read_unit(line: Line, first: int, stop: int, hints: Iterable[str]) -> Unit | None:
    """The unit of the number that has the words ``first`` to ``stop``; ``hints``: countries' adjectives."""
    return (
        _symbol_before(line, first, stop)
        or _word_before(line, first, stop, frozenset(hints))
        or _symbol_after(line, first, stop)
        or _money_word(line, first, stop, frozenset(hints))
        or _measure(line, first, stop)
    )


def _symbol_before(line: Line, first: int, stop: int) -> Unit | None:
    """ "$5", "US$5", "A$5", "€5", "EUR 5", "Rs 500"."""
    table, mark = _tables(), line.word(first - 1)
    if mark in table["symbols"] and line.joined(first):
        code, start = table["symbols"][mark], first - 1
        if mark == "$" and line.word(first - 2) in table["dollars"] and line.joined(first - 1):
            code, start = table["dollars"][line.word(first - 2)], first - 2
        elif line.joined(first - 1) and line.word(first - 2).isalpha():
            code = None
        return _with_per(line, Unit(code, start, stop, money=True))
    if mark == "¥" and line.joined(first):
        return Unit(None, first - 1, stop, money=True)
    raw = line.tokens[first - 1].text if first else ""
    if raw in _codes() and not line.word(first - 2).isdecimal():
        return _with_per(line, Unit(raw, first - 1, stop, money=True))
    return None


def _word_before(line: Line, first: int, stop: int, hints: frozenset[str]) -> Unit | None:
    """ "Rs 500", "Rs. 500", "Taka five lakh", "KSh 200"."""
    at = first - 2 if line.word(first - 1) == "." else first - 1
    noun = _tables()["shorts"].get(line.word(at)) if at >= 0 else None
    if noun is None or line.kind(at - 1) == "#":
        return None
    if noun in _tables()["shared"]:
        return _shared(line, (noun, "", hints), (at, stop))
    return _with_per(line, Unit(_tables()["words"].get(noun, noun), at, stop, money=True))


def is_money_before(line: Line, first: int) -> bool:
    """Whether the word before a number names money: "EUR 5,000", "Rs 500"."""
    raw = line.tokens[first - 1].text if first else ""
    return raw in _codes() or line.word(first - 1) in _tables()["shorts"]


@cache
def _codes() -> frozenset[str]:
    table = _tables()
    codes = set(table["symbols"].values()) | set(table["words"].values()) | set(table["dollars"].values())
    return frozenset(codes | {code for group in table["shared"].values() for code in group.values()})


def _symbol_after(line: Line, first: int, stop: int) -> Unit | None:
    """ "5 €", "5€", "5 USD", "12%"."""
    mark, table = line.word(stop), _tables()
    if mark in table["symbols"] and not (line.kind(stop + 1) == "#" and line.joined(stop + 1)):
        return _with_per(line, Unit(table["symbols"][mark], first, stop + 1, money=True))
    if stop < len(line) and line.tokens[stop].text in _codes():
        return _with_per(line, Unit(line.tokens[stop].text, first, stop + 1, money=True))
    return None


def _money_word(line: Line, first: int, stop: int, hints: frozenset[str]) -> Unit | None:
    """ "5 euros", "5 million US dollars", "500 rupees": which country's, if the words tell."""
    table = _tables()
    at = stop + (line.word(stop) == "-" and line.joined(stop))
    if line.word(at) in table["words"]:
        return _with_per(line, Unit(table["words"][line.word(at)], first, at + 1, money=True))
    for length in (0, 1, 2):
        word = line.word(at + length)
        noun = table["plurals"].get(word, word)
        if noun in table["shared"] and (word != noun or length or at > stop):
            adjective = " ".join(line.words[at : at + length])
            if length and adjective not in table["shared"][noun]:
                continue
            return _shared(line, (noun, adjective, hints), (first, at + length + 1))
    return None


def _shared(line: Line, said: tuple[str, str, frozenset[str]], span: tuple[int, int]) -> Unit | None:
    noun, adjective, hints = said
    codes: dict[str, str] = _tables()["shared"][noun]
    if adjective:
        return _with_per(line, Unit(codes[adjective], *span, money=True))
    if noun == "pound" and line.word(span[1]) == "of":
        return Unit("lb", *span)
    near = {codes[h] for h in hints if h in codes} - {codes.get("")}
    sure = next(iter(near)) if len(near) == 1 and "" not in codes else None
    code = sure if near else codes.get("")
    return _with_per(line, Unit(code, *span, money=True))


def _measure(line: Line, first: int, stop: int) -> Unit | None:
    """ "12 km", "20 per cent", "five percentage points", "40 degrees Celsius"."""
    units = _tables()["units"]
    at = stop + (line.word(stop) == "-" and line.joined(stop))
    for length in (2, 1):
        code = units.get(tuple(line.words[at : at + length]))
        if code and at + length <= len(line):
            return Unit(code, first, at + length, per=_per(line, at + length) if code != "percent" else None)
    return None


def _with_per(line: Line, unit: Unit) -> Unit:
    """The unit with what it is told for: "120 tenge per litre", "$3 a gallon", "€5/kg"."""
    found = _per(line, unit.stop)
    return Unit(unit.code, unit.first, unit.stop + 2, unit.money, found) if found else unit


def _per(line: Line, at: int) -> str | None:
    if line.word(at) not in ("per", "a", "an", "each", "/"):
        return None
    if line.word(at + 2) in ("before", "earlier", "ago", "later", "after", "previously"):
        return None  # "from $20 a week before" is no price by the week
    found: str | None = _tables()["per"].get(line.word(at + 1))
    return found
