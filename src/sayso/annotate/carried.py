"""Bare numbers that take what they count from figures told before: "the ministry counts 69"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import is_person, singular
from sayso.annotate.measure_tolls import number_of
from sayso.annotate.measure_words import core_measures, load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import Quantity, QuantityMention

# Characters back within which a bare number finds the figure that it speaks of again.
REACH = 320
# Two counts of one thing are hardly so many times one another.
FAR_APART = 20
GIVING = (
    *("speaks of", "speak of", "spoke of", "spoken of", "speaking of", "talks of", "talked of", "list of"),
    *("lists of", "figure of", "figures of", "number of", "total of", "estimate of", "counts", "counted"),
    *("count", "gives", "gave", "give", "makes it", "made it", "make it", "puts it at", "put it at"),
    *("puts them at", "put them at", "stops at", "stopped at", "says", "say", "said", "it 's", "it is"),
    *("it was", "it stands at", "it stood at", "they are", "they were", "word of", "news of", "estimated at"),
    *("it to", "it at", "them at", "it reached", "it 'd be", "lists", "listed", "list", "names", "admits"),
    *("admit", "admitted", "admits to", "admit to", "admitted to", "acknowledges", "acknowledge"),
    *("acknowledged", "concedes", "concede", "conceded", "confirms", "confirm", "confirmed", "owns to"),
    *(
        "it had risen to",
        "it has risen to",
        "it rose to",
        "it had reached",
        "it has reached",
        "it climbed to",
    ),
    *("it had climbed to", "it had grown to", "it was up to", "it had passed", "it passed", "it is now"),
    *("the number at", "the figure at", "the toll at", "the total at", "deceased stood at"),
)
PHRASES = tuple(tuple(phrase.split()) for phrase in GIVING)
HOW_MANY = re.compile(r"(?i)\bhow many\b")
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")
LISTING = frozenset(("there", "with", "including", "among", "them", "whom", "which", "only", "and", "were"))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a bare number counts: words up to ``stop`` are its own, ``whole_id`` the total it is a part of."""

    measure: str | None
    unit: str | None
    counted: str | None
    stop: int
    group: str | None = None
    whole_id: str | None = None


def carry_over(line: Line, bounded: Bounded, earlier: Sequence[QuantityMention]) -> Carried | None:
    """What ``bounded``, a number without a noun, counts as far as the words and ``earlier`` figures tell."""
    start = line.tokens[bounded.first].start
    near = [m for m in earlier if start - m.span.end < REACH and not m.before]
    listed = read_list(line, bounded, near)
    if listed is not None:
        return listed
    for rule in (_read_collective, _read_out_of, _read_subject, _read_giving, _read_gapped):
        found = rule(line, bounded, near)
        if found is not None:
            return found
    return None


def _size(quantity: Quantity) -> float:
    return quantity.best or quantity.low or quantity.high or 0.0


def _is_counted(mention: QuantityMention) -> bool:
    return mention.unit not in ("percent", "times") and (
        mention.unit is not None or mention.measure is not None
    )


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
        whole = last.part_of or (last.id if _size(last.quantity) > _size(bounded.quantity) else None)
        named = _name_group(group, last.of_whom)
        return Carried(last.measure, "people", "person", stop, named, whole)
    measure = _among(line, bounded.first)
    if measure is None:
        return None
    totals = [m for m in near if m.measure == measure and _size(m.quantity) > _size(bounded.quantity)]
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
    if not _closes(line, bounded.stop) and line.kind(bounded.stop) not in "PXVTRO":
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
    if not out or not near or near[-1].unit != "people" or not _closes(line, bounded.stop):
        return None
    if near[-1].span.start < line.tokens[0].start or _size(near[-1].quantity) > _size(bounded.quantity):
        return None
    return Carried(None, "people", "person", bounded.stop)


# --- subjects -------------------------------------------------------------------------------------


def _read_subject(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "866 are on board", "116 were buried at sea", "19 were women": people, or what was counted last."""
    if line.word(bounded.stop) not in ("are", "were", "have", "had") or _size(bounded.quantity) < 2:
        return None
    if line.word(bounded.first - 1) in ("in", "since", "of", "by", "than") or bounded.second is not None:
        return None
    last = next((m for m in reversed(near) if _is_counted(m)), None)
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


# --- verbs that give a number ---------------------------------------------------------------------


def _read_giving(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """ "the ministry speaks of 160", "she makes it 2,170", "it is over 70", "306 in all"."""
    whole = line.is_phrase(bounded.stop, ("in", "all")) or line.is_phrase(bounded.stop, ("in", "total"))
    if not whole and not (_closes(line, bounded.stop) and _is_given(line, bounded.first)):
        return None
    asked = _asked(line, bounded, near)
    if asked:
        return asked
    size = _size(bounded.quantity)
    told = [m for m in near if m.part_of is None and _is_counted(m) and _is_like(_size(m.quantity), size)]
    here = [m for m in told if m.span.start >= line.tokens[0].start]
    told = here or [m for m in told if _is_close(line, m)] or told
    kinds = {(m.measure, m.unit) for m in told}
    if len(kinds) != 1:
        return None
    last = told[-1]
    return Carried(last.measure, last.unit, last.counted, bounded.stop)


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
    if not _closes(line, bounded.stop) or not near:
        return None
    last = near[-1]
    people = last.measure in core_measures() or last.unit == "people"
    here = last.span.start >= line.tokens[0].start and last.part_of is None
    if not (here and people and _is_like(_size(last.quantity), _size(bounded.quantity))):
        return None
    return Carried(last.measure, last.unit, last.counted, bounded.stop)


def _is_close(line: Line, mention: QuantityMention) -> bool:
    """Whether a figure stands in the sentence right before."""
    between = line.text[mention.span.end : line.tokens[0].start]
    return len(SENTENCE_END.findall(between)) < 2


def _is_like(a: float, b: float) -> bool:
    return min(a, b) > 0 and max(a, b) <= FAR_APART * min(a, b)


def _is_given(line: Line, first: int) -> bool:
    """Whether the words before a number say that someone gives it as a count."""
    return any(line.is_phrase(first - len(phrase), phrase) for phrase in PHRASES)


def _closes(line: Line, at: int) -> bool:
    """Whether a clause may end before word ``at``, so that the number there counts nothing of its own."""
    return line.kind(at) in ",;.C)WR" or line.word(at) in ("''", '"', "”", "when", "as", "at", "on", "by")


def _asked(line: Line, bounded: Bounded, near: Sequence[QuantityMention]) -> Carried | None:
    """What "how many died" or "how many were on board" asks shortly before, with no other figure between."""
    start = line.tokens[bounded.first].start
    asked = list(HOW_MANY.finditer(line.text, max(0, start - REACH), start))
    end = asked[-1].end() if asked else start
    if not asked or any(m.measure or m.counted != "person" for m in near if m.span.start > end):
        return None
    words = tuple(re.findall(r"[a-z]+", line.text[end:start].lower())[:5])
    measure = number_of(words, load_measure_words())
    if measure or (words and is_person(words[0], singular(words[0]))):
        return Carried(measure, "people", "person", bounded.stop)
    return None
