"""Bare numbers that take what they count from figures told before: "the ministry counts 69"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate import series
from sayso.annotate.bare_numbers import REACH, Carried, closes, is_counted, is_like, size_of
from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import is_person, singular
from sayso.annotate.giving import read_giving
from sayso.annotate.measure_words import core_measures, load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import QuantityMention

LISTING = frozenset(("there", "with", "including", "among", "them", "whom", "which", "only", "and", "were"))


def carry_over(line: Line, bounded: Bounded, earlier: Sequence[QuantityMention]) -> Carried | None:
    """What ``bounded``, a number without a noun, counts as far as the words and ``earlier`` figures tell."""
    start = line.tokens[bounded.first].start
    near = [m for m in earlier if start - m.span.end < REACH and not m.before]
    rules = (read_list, _read_collective, _read_out_of, _read_subject, read_giving, _read_gapped)
    for rule in (*series.RULES, *rules):
        found = rule(line, bounded, near)
        if found is not None:
            return found
    return None


# --- lists ----------------------------------------------------------------------------------------


def read_list(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "315 of the saved, 201 from the first class", "among the dead were 12 of the crew"."""
    if line.word(bounded.stop) not in ("from", "of", "in") or line.kind(bounded.stop + 1) not in "DA":
        return None
    group, stop = _group_after(line, bounded.stop + 1)
    if group is None:
        return None
    last = near[-1] if near else None
    if last is not None and _follows(line, last, bounded.first):
        if last.measure not in core_measures() or last.unit != "people":
            return None
        whole = last.part_of or (last.id if size_of(last.quantity) > size_of(bounded.quantity) else None)
        named = _name_group(group, last.of_whom)
        return Carried(last.measure, "people", "person", stop, named, whole)
    measure = _among(line, bounded.first)
    if measure is None:
        return None
    totals = [m for m in near if m.measure == measure and size_of(m.quantity) > size_of(bounded.quantity)]
    return Carried(measure, "people", "person", stop, group, totals[-1].id if totals else None)


def _group_after(line: Line, at: int) -> tuple[str | None, int]:
    """The group named from word ``at`` on, without its article, and the word after it."""
    at += line.kind(at) == "D"
    first = at
    while at < len(line) and at - first < 4 and (line.kind(at) in "NA-") and at not in line.blocked:
        at += 1
    if at == first:
        return None, at
    return line.text[line.tokens[first].start : line.tokens[at - 1].end].lower(), at


def _follows(line: Line, last: QuantityMention, first: int) -> bool:
    """Whether nothing but what joins a list stands between the figure ``last`` and word ``first``."""
    at = line.after(last.span.end)
    return (
        at <= first
        and all(
            line.kind(k) in ",C;(XOD"
            or line.word(k) in LISTING
            or line.word(k) in load_measure_words().states
            or line.word(k) == ":"
            for k in range(at, first)
        )
        and line.tokens[0].start <= last.span.start
    )


def _name_group(group: str, before: str | None) -> str:
    """ "the second" after "the first class" is the second class."""
    return f"{group} {before.split()[-1]}" if before and group in ORDINALS else group


ORDINALS = frozenset(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "latter")
)


def _among(line: Line, first: int) -> str | None:
    """The state of "among the saved were" right before a figure."""
    at = first - 1
    while line.kind(at) in "XR":
        at -= 1
    words = load_measure_words()
    if line.word(at - 2) == "among" and line.word(at - 1) in word_set("owners"):
        return words.states.get(line.word(at))
    return None


# --- nouns before the number ----------------------------------------------------------------------


def _read_collective(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "a crew of 860", "room for 1,178", "the crowd, which the police estimated at 30,000"."""
    if not closes(line, bounded.stop) and line.kind(bounded.stop) not in "PXVTRO":
        return None
    before = line.word(bounded.first - 1)
    noun = line.word(bounded.first - 2)
    if (before, noun) in (("for", "room"), ("for", "space"), ("for", "places"), ("for", "beds")):
        return Carried(None, "people", "person", bounded.stop)
    if before == "of" and noun in word_set("collectives"):
        return Carried(None, "people", noun, bounded.stop)
    if before == "at" and noun in ("estimated", "put", "reckoned"):
        for at in range(bounded.first - 3, max(-1, bounded.first - 14), -1):
            if line.word(at) in word_set("collectives"):
                return Carried(None, "people", line.word(at), bounded.stop)
    return None


def _read_out_of(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "711 were saved out of 2,201": the whole of which people are told before."""
    out = line.word(bounded.first - 1) == "of" and line.word(bounded.first - 2) == "out"
    if not out or not near or near[-1].unit != "people" or not closes(line, bounded.stop):
        return None
    if near[-1].span.start < line.tokens[0].start or size_of(near[-1].quantity) > size_of(bounded.quantity):
        return None
    return Carried(None, "people", "person", bounded.stop)


# --- subjects -------------------------------------------------------------------------------------


def _read_subject(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "866 are on board", "116 were buried at sea", "19 were women": people, or what was counted last."""
    if line.word(bounded.stop) not in ("are", "were", "have", "had") or size_of(bounded.quantity) < 2:
        return None
    if line.word(bounded.first - 1) in ("in", "since", "of", "by", "than") or bounded.second is not None:
        return None
    last = next((m for m in reversed(near) if is_counted(m)), None)
    group = _predicate_group(line, bounded.stop)
    among = _of_state(line, bounded.first)
    if among:
        return Carried(among, "people", "person", bounded.stop, group)
    if group and last and last.unit == "people" and last.measure in core_measures():
        whole = last.part_of or last.id
        return Carried(last.measure, "people", "person", bounded.stop, group, whole)
    if last is not None and last.unit != "people":
        return Carried(None, last.unit, last.counted, bounded.stop) if last.counted else None
    counted = last.counted if last is not None and last.counted in ("body", "survivor") else "person"
    return Carried(None, "people", counted, bounded.stop)


def _of_state(line: Line, first: int) -> str | None:
    """The state of those that a figure is a part of: "of the dead, nine were firefighters"."""
    at = first - 1 - (line.word(first - 1) == ",")
    if line.word(at - 1) not in word_set("owners") or line.word(at - 2) != "of":
        return None
    return load_measure_words().states.get(line.word(at))


def read_group(line: Line, bounded: Bounded) -> str | None:
    """Who a part of those told before is: "19 of the dead are children", "of 30 children 12 were saved"."""
    at = bounded.stop
    if line.word(at) == "of" and line.word(at + 1) in word_set("owners"):
        return _predicate_group(line, at + 3) if line.word(at + 3) in ("are", "were") else None
    noun = bounded.first - 1
    noun -= line.word(noun) == ","
    for opens in range(noun - 1, max(-1, noun - 5), -1):
        if line.word(opens) == "of" and (opens == 0 or line.kind(opens - 1) in ",;."):
            word = line.word(noun)
            return word if word != singular(word) and is_person(word, singular(word)) else None
    return None


def _predicate_group(line: Line, at: int) -> str | None:
    """The people that a figure is said to be: "are women", "were young children"."""
    at += 1
    while line.kind(at) in "AR":
        at += 1
    word = line.word(at)
    return (
        word if line.kind(at) == "N" and word != singular(word) and is_person(word, singular(word)) else None
    )


# What may count beside another: "the union counted 12 dead, the police nine".
COUNTERS = 4


def _read_gapped(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "the union counted 12 dead, the police nine": a second counter, whose verb is left out."""
    at = bounded.first
    while line.kind(at - 1) in "NAD" and bounded.first - at < COUNTERS:
        at -= 1
    mark = line.word(at - 1)
    if at == bounded.first or line.kind(at) != "D" or mark not in (",", ";", "and", "but"):
        return None
    if not closes(line, bounded.stop) or not near:
        return None
    last = near[-1]
    people = last.measure in core_measures() or last.unit == "people"
    here = last.span.start >= line.tokens[0].start and last.part_of is None
    if not (here and people and is_like(size_of(last.quantity), size_of(bounded.quantity))):
        return None
    return Carried(last.measure, last.unit, last.counted, bounded.stop)
