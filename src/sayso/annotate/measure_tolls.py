"""Tolls and other nouns for those who suffered: "the death toll rose to 12", "the dead number 12"."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.annotate.bare_numbers import size_of
from sayso.annotate.counted import is_military, singular
from sayso.annotate.figure_subjects import Subject
from sayso.annotate.measure_verbs import NOTHING, QUOTES, has_object, skip_to_verb
from sayso.annotate.measure_words import MeasureWords
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set

# Words back within which a figure finds the noun that tells what was counted.
REACH = 18
# At sea and in the air those who are lost are dead; in a wood they may be found again.
LOST_FOR_GOOD = re.compile(
    r"(?i)\b(?:sank|sunk|sinking|shipwreck|wreck|wreckage|drowned|foundered|capsized|aboard|on board"
    r"|lifeboats?|steamers?|liners?|vessels?|ferry|airliner)\b"
)


def read_toll(subject: Subject, words: MeasureWords) -> str | None:
    """ "the death toll rose to 12", "a toll of 12", "the number of people killed reached 12"."""
    line = subject.line
    following = line.words[subject.stop : subject.stop + 9]
    if following[:1] in (("the",), ("its",), ("their",)) and subject.bare:
        found = _toll_in(following[1:], words)
        if found:
            return found
    last = _last_before(line, subject.first)
    if line.word(last) not in word_set("reached"):
        return None
    start = _clause_start(line, last)
    return _toll_in(line.words[start : last + 1], words) or _state_in(line, start, last + 1, words)


def read_bare_toll(subject: Subject, words: MeasureWords) -> str | None:
    """A toll before the verb is asked: in "a toll of 12 was given" nobody was given."""
    leads = subject.line.word(_last_before(subject.line, subject.first)) in ("of", "to", "at")
    return read_toll(subject, words) if subject.bare and leads else None


def read_numbered(subject: Subject, words: MeasureWords) -> str | None:
    """ "the dead number 12", "the missing numbered 12", "Injured: 12"."""
    line, at = subject.line, subject.first - 1
    if subject.bare and line.word(at) in LABEL_MARKS and (at == 1 or line.kind(at - 2) in ",.;:"):
        word = line.word(at - 1)
        return words.states.get(word) or words.nouns.get(singular(word))
    if not subject.bare or line.word(at) not in ("number", "numbered"):
        return None
    at -= 1 + (line.kind(at - 1) == "R")
    if line.word(at - 1) in word_set("owners"):
        return words.states.get(line.word(at))
    return words.nouns.get(singular(line.word(at)))


LABEL_MARKS = frozenset((":", "-", "–", "—"))


def read_of_state(subject: Subject, words: MeasureWords) -> str | None:
    """ "19 of the dead", where no verb tells what became of these."""
    line, at = subject.line, subject.bounded.stop
    if line.word(at) != "of" or line.word(at + 1) not in word_set("owners"):
        return None
    measure = words.states.get(line.word(at + 2))
    return measure if measure and line.kind(at + 3) != "N" and measure in words.of_people else None


PASSED_OVER = QUOTES | {"officially", "only", "just"}


def _last_before(line: Line, first: int) -> int:
    """The last word before a figure that is no adverb: "stands now at 12", "is now 12"."""
    at = first - 1
    while at > 0 and (line.kind(at) == "R" or line.word(at) in PASSED_OVER):
        at -= 1
    return at


OPENING = frozenset(("that", "when", "because", "while"))


def _clause_start(line: Line, last: int) -> int:
    start = max(0, last - REACH + 1)
    for at in range(last, start - 1, -1):
        relative = line.word(at) == "that" and line.kind(at - 1) == "N"
        if line.kind(at) in ";" or (line.word(at) in OPENING and not relative):
            return at + 1
    return start


def _state_in(line: Line, start: int, stop: int, words: MeasureWords) -> str | None:
    """The state of those whom a figure counts: "put the saved at 12", "the wounded would be 12"."""
    for at in range(stop - 1, start - 1, -1):
        opens = line.word(at - 1) in word_set("owners") or at == 0
        if line.word(at) in words.states and opens and line.kind(at + 1) not in "NA#":
            return words.states[line.word(at)]
        if line.kind(at) in "#,":
            return None
    return None


def _toll_in(between: tuple[str, ...], words: MeasureWords) -> str | None:
    """The measure of the last "toll" or "number of …" among words that lead to a figure."""
    for at in range(len(between) - 1, -1, -1):
        word = between[at]
        if word in ("toll", "tolls", "count"):
            before = between[at - 1] if at else ""
            if word == "count" and before not in ("death", "body"):
                continue
            if before in word_set("other_tolls"):
                return "injured" if before == "injury" else NOTHING
            return "killed"
        counted = words.nouns.get(word.removesuffix("s")) or words.nouns.get(word.removesuffix("ies") + "y")
        if counted and word.endswith("s"):
            return counted
        if word[0].isdigit() and between[at - 1] != "from":
            return None
        if word in ("number", "total", "tally"):
            return number_of(between[at + 1 :], words)
    return None


def number_of(rest: tuple[str, ...], words: MeasureWords) -> str | None:
    """The measure that the words after "the number of" or "how many" tell."""
    for word in rest[:8]:
        found = words.states.get(word) or words.participles.get(word) or words.intransitives.get(word)
        found = found or words.nouns.get(word.removesuffix("s")) or words.of_nouns.get(word)
        if found:
            return found
    return None


# --- those who are lost, buried, taken off --------------------------------------------------------


@lru_cache(maxsize=8)
def _is_of_a_wreck(text: str) -> bool:
    """Whether a report speaks of a ship or an aircraft: asked once for each text."""
    return LOST_FOR_GOOD.search(text) is not None


def read_lost(subject: Subject, words: MeasureWords) -> str | None:
    """ "1,200 people were lost", where the report speaks of a ship or an aircraft."""
    line, counted = subject.line, subject.counted
    if counted.head == "lost":  # "1,200 LOST"
        return "killed" if _is_of_a_wreck(line.text) else None
    if not (counted.person or subject.bare) or counted.head == "life":
        return None
    at = subject.stop
    if line.word(at) != "lost":
        at = at + 1 if line.word(at) in ("who", "that") else (skip_to_verb(line, at) or len(line))
        start = at
        while at - start < 8 and (line.kind(at) in "XR" or line.word(at) in word_set("given_up")):
            at += 1
        if at == start:
            return None
    lost = line.word(at) == "lost" and not has_object(line, at + 1) and line.kind(at + 1) != "T"
    return "killed" if lost and _is_of_a_wreck(line.text) else None


# What an army loses by the thousand is dead, wounded, captured and gone home.
LOSSES = 1000


def read_fallen(subject: Subject, words: MeasureWords) -> str | None:
    """ "the army lost five men", "the ward lost twelve of them": a force's men, a clinic's patients."""
    line, counted = subject.line, subject.counted
    loss = line.is_phrase(subject.first - 2, ("loss", "of"))
    if not loss and line.word(subject.first - 1) not in ("lost", "lose", "losing", "loses"):
        return None
    if size_of(subject.bounded.quantity) >= LOSSES:
        return None
    if line.word(subject.stop) in ("to", "in") and line.word(subject.stop + 1) in ("a", "an", "its", "their"):
        return None  # "lost five men to a rival"
    ours = counted.of_total and counted.head is None
    return "killed" if ours or counted.head in word_set("fallen") or is_military(counted.head) else None


def read_buried(subject: Subject, words: MeasureWords) -> str | None:
    """ "we have buried 12": people bury their dead, while a landslide buries the living."""
    line, at = subject.line, subject.first - 1
    if line.word(at) not in ("buried", "bury", "burying") or not (subject.bare or subject.counted.person):
        return None
    at -= 1
    while line.kind(at) in "XR":
        at -= 1
    return "killed" if line.word(at) in ("we", "they", "i", "families", "villagers", "residents") else None


def read_taken(subject: Subject, words: MeasureWords) -> str | None:
    """ "took 12 people from the boats", "pulled 12 workers from the rubble"."""
    line = subject.line
    if line.word(subject.first - 1) not in word_set("taking_off") or not subject.counted.person:
        return None
    if line.word(subject.stop) not in ("from", "off", "out"):
        return None
    near = range(subject.stop + 1, subject.stop + 5)
    if line.word(subject.stop) == "from" and any(line.word(k) in word_set("dwellings") for k in near):
        return "detained" if line.word(subject.first - 1) in ("took", "taken", "takes", "taking") else None
    return "rescued" if any(line.word(k) in word_set("perils") for k in near) else None


def read_carried_dead(subject: Subject, words: MeasureWords) -> str | None:
    """ "one man was lifted aboard dead", "two arrived dead"."""
    line = subject.line
    verb = skip_to_verb(line, subject.stop) if subject.counted.person or subject.bare else None
    if verb is None:
        return None
    for at in range(verb + 1, verb + 6):
        if line.word(at) == "dead":
            return "killed" if line.kind(at + 1) in ".,;CP" and line.kind(at - 1) not in "DTO#" else None
        if line.kind(at) in ",;.CW":
            break
    return None
