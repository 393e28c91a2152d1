"""Counts of nobody: "nobody was hurt", "no lives were lost", "there were no arrests"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import Counted, read_counted
from sayso.annotate.figure_subjects import Subject
from sayso.annotate.measure_words import load_measure_words
from sayso.annotate.measures import find_measure
from sayso.annotate.number_lines import Line
from sayso.annotate.numbers import exact
from sayso.annotate.quantity_words import word_set
from sayso.model import Quantity, Sentence

NOBODY = (("nobody",), ("no", "one"), ("no-one",), ("not", "one", "person"), ("not", "a", "single", "person"))
MODALS = frozenset(("should", "could", "would", "may", "might", "must", "will", "shall", "can", "'ll"))
OPEN = frozenset(("if", "whether", "unless", "until", "hope", "hoped", "hopes", "ensure", "ensuring", "so"))
STARTS = frozenset(("no", "nobody", "no-one", "not"))


def holds_zero(sentence: Sentence) -> bool:
    """Whether a count of nobody may stand in ``sentence``: a cheap test before the reading."""
    return any(t.text.lower() in STARTS for t in sentence.tokens)


def find_zeros(line: Line) -> Iterator[tuple[Bounded, Counted, str]]:
    """Each count of nobody in ``line``, with what is counted and its core measure."""
    for at, word in enumerate(line.words):
        if word not in STARTS or at in line.blocked or _is_open(line, at):
            continue
        counted = _read_nobody(line, at) or _read_no(line, at)
        if counted is None:
            continue
        bounded = Bounded(at, counted.first, exact(at, counted.first, 0.0), Quantity(0.0, 0.0, 0.0))
        measure = find_measure(Subject(line, at, counted.stop, counted, bounded))
        if measure in load_measure_words().of_people:
            yield bounded, counted, measure


def _read_nobody(line: Line, at: int) -> Counted | None:
    for words in NOBODY:
        if line.is_phrase(at, words):
            stop = at + len(words)
            return Counted(stop, stop, None, None, person=True)
    return None


def _read_no(line: Line, at: int) -> Counted | None:
    """ "no lives", "no passengers", "no arrests"."""
    if line.word(at) != "no" or line.word(at + 1) in word_set("after_no"):
        return None
    counted = read_counted(line, at + 1)
    if counted is None or counted.head is None or counted.of_total:
        return None
    told = counted.person or counted.head in load_measure_words().nouns
    return counted if told or counted.head == "life" else None


def _is_open(line: Line, at: int) -> bool:
    """Whether the words leave open that it is so: "if nobody is hurt", "nobody should be hurt"."""
    before = line.words[max(0, at - 3) : at]
    following = line.words[at : at + 7]
    return bool(OPEN & set(before)) or bool(MODALS & set(following)) or "?" in line.words[-2:]
