"""Bare numbers that somebody gives as a count: "the ministry speaks of 160", "its count stood at 17"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.annotate.bare_numbers import (
    QUOTES,
    REACH,
    Carried,
    closes,
    is_close,
    is_counted,
    is_like,
    size_of,
)
from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import is_person, singular
from sayso.annotate.measure_tolls import number_of
from sayso.annotate.measure_words import load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import QuantityMention

# What those are of whom the numbers after it tell.
TOPIC = re.compile(
    r"(?i)\b(?:how many|those who|the (?=(?:dead|wounded|injured|missing|displaced|homeless|detained)\b))"
)
LONGEST = 4  # words in a phrase that gives a number
WALK = 9  # words from a count ("the ministry's toll") to its number


def read_giving(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "the ministry speaks of 160", "she makes it 2,170", "its count stands at 83", "306 in all"."""
    whole = line.is_phrase(bounded.stop, ("in", "all")) or line.is_phrase(bounded.stop, ("in", "total"))
    if not whole and not _is_told(line, bounded):
        return None
    asked = read_asked(line, bounded, near)
    if asked:
        return asked
    last = only_kind(line, bounded, near)
    return Carried(last.measure, last.unit, last.counted, bounded.stop) if last else None


def _is_told(line: Line, bounded: Bounded) -> bool:
    if not ends_clause(line, bounded.stop):
        return False
    return is_given(line, bounded.first) or _is_of_count(line, bounded.first)


def ends_clause(line: Line, at: int) -> bool:
    """Whether nothing that is counted follows: the clause ends before word ``at``, or a time or "after"."""
    return closes(line, at) or at in line.blocked or line.word(at) in word_set("after_count")


def only_kind(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> QuantityMention | None:
    """The last figure before, of one like size, where all such figures count the same."""
    size = size_of(bounded.quantity)
    told = [m for m in near if m.part_of is None and is_counted(m) and is_like(size_of(m.quantity), size)]
    here = [m for m in told if m.span.start >= line.tokens[0].start]
    told = here or [m for m in told if is_close(line, m)] or told
    kinds = {(m.measure, m.unit) for m in told}
    return told[-1] if len(kinds) == 1 else None


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in word_set("giving"))


def is_given(line: Line, first: int) -> bool:
    """Whether the words before a number, adverbs aside, say that someone gives it as a count."""
    words: tuple[str, ...] = ()
    for at in range(first - 1, max(-1, first - 2 * LONGEST), -1):
        quoted = line.word(at) in QUOTES
        if quoted and line.word(at - 1) in ("'s", "'"):
            return True  # "the union's 'more than 100'"
        if quoted or (words and line.kind(at) == "R"):
            continue
        words = (line.word(at), *words)
        if words in _phrases():
            return True
        if len(words) == LONGEST:
            return False
    return False


def _is_of_count(line: Line, first: int) -> bool:
    """Whether a number is what a count is said to be: "its toll stood then at 17", "the number is 212"."""
    at, tied = first - 1, False
    while first - at < WALK:
        word, kind = line.word(at), line.kind(at)
        link = word in word_set("count_links")
        stop = word in word_set("counts")
        if stop or not (link or kind in "XRD" or word in QUOTES or at in line.blocked):
            break
        tied = tied or link or kind == "X"
        at -= 1
    owned = line.word(at) in ("'s", "'") and line.word(at + 1) in word_set("stands")
    labels = line.word(at) == "number" and line.kind(at - 1) == "N"  # "the room number is 212"
    counts = line.word(at) in word_set("counts") and line.word(at + 1) != "of" and not labels
    return tied and (owned or counts)


def read_asked(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """What "how many died" or "the dead" asks or opens shortly before, with no other figure between."""
    start = line.tokens[bounded.first].start
    asked = list(TOPIC.finditer(line.text, max(0, start - REACH), start))
    if not asked:
        return None
    end = asked[-1].end()
    words = tuple(re.findall(r"[a-z]+", line.text[end:start].lower())[: _span_of(asked[-1].group())])
    measure = number_of(words, load_measure_words())
    between = [m for m in near if m.span.start > end]
    if any((m.measure or m.counted != "person") and m.measure != measure for m in between):
        return None
    if measure or (words and is_person(words[0], singular(words[0]))):
        return Carried(measure, "people", "person", bounded.stop)
    return None


def _span_of(opening: str) -> int:
    """How many words behind an opening of a topic may tell what is counted."""
    return 1 if opening.lower().startswith("the") else 5
