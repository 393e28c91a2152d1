"""How the figures of a text hang together: parts of a total, running totals, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.annotate.bare_numbers import tells_earlier
from sayso.annotate.measure_words import core_measures
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import Quantity, QuantityMention, Sentence
from sayso.vocabulary import load_vocabulary

SMALL = 10  # below, one number may stand for two things in one report
REACH = 12  # figures back in one sentence within which a part finds its total
Found = tuple[QuantityMention, int, int]  # a mention and the words of its line that it covers


@cache
def _cumulative() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in load_vocabulary("en", "quantities")["parts"]["cumulative"])


@cache
def _core() -> frozenset[str]:
    return frozenset(load_vocabulary("en", "quantities")["measures"])


def is_cumulative(line: Line) -> bool:
    """Whether the sentence tells a running total: "so far", "the death toll", "a total of"."""
    return any(line.is_phrase(i, p) for p in _cumulative() for i in _places(line, p[0]))


def _places(line: Line, word: str) -> list[int]:
    return [i for i, w in enumerate(line.words) if w == word] if word in line.words else []


def join_parts(line: Line, found: Sequence[Found], earlier: QuantityMention | None) -> list[QuantityMention]:
    """The mentions of one line with each part tied to its total and given its measure.

    ``earlier`` is the last figure of people of the sentence before, for "among them were two children".
    """
    out: list[QuantityMention] = []
    for number, (mention, first, stop) in enumerate(found):
        opening = _opens_part(line, first, stop, mention)
        total = _total_of(mention, out, found, number) or (
            earlier if opening == "them" and first <= 4 else None
        )
        if opening and total is not None:
            mention = _as_part(line, mention, total, (first, stop))
        out.append(mention)
    return out


def _opens_part(line: Line, first: int, stop: int, mention: QuantityMention) -> str | None:
    """The word by which a figure is told as a part: "including two", "of whom 30", "three of them"."""
    if line.words[stop - 1] in ("them", "whom", "these", "those") and line.word(stop - 2) == "of":
        return "them"
    at = first - 1
    while (at >= 0 and line.kind(at) in "DR") or line.word(at) in word_set("before_part"):
        at -= 1
    if line.word(at) in ("them", "whom") and line.word(at - 1) in ("among", "of", "amongst"):
        return "them"
    if line.word(at) in word_set("victims") and "among" in (line.word(at - 2), line.word(at - 1)):
        return "them"
    for back in range(at, max(-1, at - 12), -1):
        if line.word(back) in ("including", "included", "include", "includes"):
            return "including"
        if line.kind(back) == "C" and line.kind(stop) in "XV":
            break
        if line.kind(back) in "XV;" or (line.kind(back) == "." and line.word(back) not in ('"',)):
            break
    return None


def _total_of(
    mention: QuantityMention, out: list[QuantityMention], found: Sequence[Found], number: int
) -> QuantityMention | None:
    """The figure of this sentence that a part belongs to: the nearest one before that is no part itself."""
    size = mention.quantity.best or mention.quantity.low or mention.quantity.high or 0
    for candidate in out[: -REACH - 1 : -1]:
        if candidate.part_of is None and candidate.unit not in ("percent", "times"):
            whole = candidate.quantity.high or candidate.quantity.best or candidate.quantity.low or 0
            if candidate.quantity.high is None or whole >= size:
                return candidate
    return None


def _as_part(
    line: Line, mention: QuantityMention, total: QuantityMention, words: tuple[int, int]
) -> QuantityMention:
    """``mention`` as a part of ``total``; with its measure unless a verb of its own tells another."""
    measure = mention.measure
    own = measure in _core() or line.kind(words[1]) in "XV"
    if not own and total.measure in _core():
        measure = total.measure
    unit = mention.unit or total.unit
    cumulative = mention.cumulative or total.cumulative
    return replace(mention, measure=measure, unit=unit, part_of=total.id, cumulative=cumulative)


def mark_before(line: Line, found: Sequence[Found]) -> list[Found]:
    """Figures told as what was before: "from 60 to 120", "to 120 from 60", "up from 60"."""
    out: list[Found] = []
    for number, (mention, first, stop) in enumerate(found):
        was = line.word(first - 1) == "from" and _is_change(line, found, number)
        if mention.part_of is None and (was or (number and tells_earlier(line, first))):
            mention = replace(mention, before=True)
        out.append((mention, first, stop))
    return out


def _is_change(line: Line, found: Sequence[Found], number: int) -> bool:
    mention, first, stop = found[number]
    if line.word(first - 2) in ("up", "down"):
        return True
    after = found[number + 1 : number + 2]
    if after and line.word(after[0][1] - 1) == "to" and after[0][1] - stop < 10:
        return _same_unit(mention, after[0][0])
    before = found[number - 1 : number] if number else []
    return (
        bool(before)
        and line.word(before[0][1] - 1) == "to"
        and first - before[0][2] <= 4
        and _same_unit(mention, before[0][0])
    )


def _same_unit(one: QuantityMention, other: QuantityMention) -> bool:
    return (one.unit or "").split("/")[0] == (other.unit or "").split("/")[0] or None in (
        one.unit,
        other.unit,
    )


def share_price(found: Sequence[Found]) -> list[Found]:
    """A price told before and after shares what it is told for: "from 60 tenge per litre to 120 tenge"."""
    out: list[Found] = []
    for mention, first, stop in found:
        last = out[-1][0] if out else None
        unit = last.unit if last and last.unit != "people" else None
        if last and unit and mention.unit == unit.split("/")[0] and (last.before or mention.before):
            mention = replace(mention, unit=unit, measure=last.measure)
        out.append((mention, first, stop))
    return out


def settle_headline(sentences: Sequence[Sentence], found: Sequence[QuantityMention]) -> list[QuantityMention]:
    """``found`` with the people of a headline measured as the text measures the same number."""
    opening = sentences[min(2, len(sentences) - 1)].end if sentences else 0
    told: dict[Quantity, set[str | None]] = {}
    for mention in found:
        if mention.measure in core_measures() and mention.unit == "people":
            told.setdefault(mention.quantity, set()).add(mention.measure)
    out = []
    for mention in found:
        measures = told.get(mention.quantity, set())
        bare = mention.measure is None and mention.unit == "people" and mention.counted == "person"
        if bare and mention.span.end <= opening and len(measures) == 1 and _size(mention.quantity) >= SMALL:
            mention = replace(mention, measure=next(iter(measures)))
        out.append(mention)
    return out


def _size(quantity: Quantity) -> float:
    return quantity.best or quantity.low or quantity.high or 0.0
