"""The number that starts at a word, by whichever kind of writing it has."""

from __future__ import annotations

from sayso.annotate.number_lines import Line
from sayso.annotate.numbers import FRACTIONS, Number, read_digits, read_few, read_half, read_vague, read_words
from sayso.annotate.ratios import read_fraction, read_times


def read_number(line: Line, i: int) -> Number | None:
    """The number that starts at word ``i``, if one does."""
    if i in line.blocked or i >= len(line):
        return None
    word = line.word(i)
    if word[0].isdigit() or word in FRACTIONS:
        return read_digits(line, i)
    for rule in (read_times, read_few, read_vague, read_half, read_fraction, read_words):
        found = rule(line, i)
        if found:
            return found
    return None
