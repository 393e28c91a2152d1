"""What the rules for bare numbers share: a number that no noun follows, and the figures told before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import Quantity, QuantityMention

# Characters back within which a bare number finds the figure that it speaks of again.
REACH = 320
# Two counts of one thing are hardly so many times one another.
FAR_APART = 20
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")
QUOTES = frozenset(('"', "“", "”", "''", "``"))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a bare number counts: words up to ``stop`` are its own, ``whole_id`` the total it is a part of."""

    measure: str | None
    unit: str | None
    counted: str | None
    stop: int
    group: str | None = None
    whole_id: str | None = None


def size_of(quantity: Quantity) -> float:
    return quantity.best or quantity.low or quantity.high or 0.0


def is_counted(mention: QuantityMention) -> bool:
    return mention.unit not in ("percent", "times") and (
        mention.unit is not None or mention.measure is not None
    )


def is_close(line: Line, mention: QuantityMention) -> bool:
    """Whether a figure stands in the sentence right before."""
    between = line.text[mention.span.end : line.tokens[0].start]
    return len(SENTENCE_END.findall(between)) < 2


def is_like(a: float, b: float) -> bool:
    return min(a, b) > 0 and max(a, b) <= FAR_APART * min(a, b)


def closes(line: Line, at: int) -> bool:
    """Whether a clause may end before word ``at``, so that the number there counts nothing of its own."""
    return line.kind(at) in ",;.C)WR" or line.word(at) in ("''", '"', "”", "when", "as", "at", "on", "by")


def tells_earlier(line: Line, first: int) -> bool:
    """Whether the words before a number set it against a later one: "up from", "compared with"."""
    at = first - 1
    if line.word(at) == "of" and line.word(at - 1) in ("peak", "high", "low", "record"):
        at -= 2 + (line.kind(at - 2) == "D")
    return " ".join(line.words[max(0, at - 1) : at + 1]) in word_set("earlier")
