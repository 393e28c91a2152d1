"""Several who count in one sentence, the verb told once: "the union counted 12 dead, the police nine"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.contents import make_attribution
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.sources import read_source
from sayso.model import Attribution, Doc, Sentence, Token

CLOSING = frozenset({",", ".", ";", "!", "?", ")"})
# Words of the second counter at most.
LONGEST = 5


def split_gapped(doc: Doc, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """``found``, contents that hold a second counter cut there, and what that one counts."""
    return [part for item in found for part in _split(doc, sentence, item)]


def _split(doc: Doc, sentence: Sentence, item: Attribution) -> list[Attribution]:
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if item.content.start <= t.start < item.content.end]
    for j in inside[2:]:
        end = _counter_end(tokens, j + 1) if tokens[j].text in (",", ";") else None
        if end is None or not any(tokens[i].tag == "CD" for i in inside if i < j):
            continue
        hops = read_source(doc, sentence, (j + 1, end), item.hops[-1].stance)
        cue = (item.cue.start, item.cue.end)
        first = make_attribution(doc, (item.content.start, tokens[j].start), cue, item.hops)
        second = make_attribution(doc, (tokens[end].start, tokens[end].end), cue, hops) if hops else []
        return first + second if first and second else [item]
    return [item]


def _counter_end(tokens: Sequence[Token], first: int) -> int | None:
    """Where "the police" of "the police nine" ends: before a number with which the words close."""
    end = first
    while end < len(tokens) and end - first < LONGEST and tokens[end].tag in NOMINAL | {"DT", "JJ"}:
        end += 1
    opened = end > first + 1 and tokens[first].tag == "DT" and tokens[end - 1].tag in NOMINAL
    if not opened or end + 1 >= len(tokens) or tokens[end].tag != "CD":
        return None
    return end if tokens[end + 1].text in CLOSING else None
