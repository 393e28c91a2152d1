"""Happenings told by nouns: "the resignation of the mayor", "the founding in 1999"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.clauses import Clause
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.triggers import Kind, noun_kind
from sayso.model import Doc, Sentence, Token

ATTACHING = frozenset(
    {"of", "in", "on", "at", "by", "against", "from", "to", "after", "between", "near", "for", "with", "over"}
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase that tells a happening. ``own_time``: a time expression stands within it."""

    start: int
    end: int
    head: Token
    kind: Kind
    denied: bool
    own_time: bool


def find_nominals(doc: Doc, sentence: Sentence, clauses: Sequence[Clause]) -> list[Nominal]:
    """The nouns of a sentence that tell a happening with a part, a time or a place of its own.

    A bare "the protests" refers back and tells nothing new, so it is left out.
    """
    tokens, out = sentence.tokens, []
    verbs = {c.verb for c in clauses}
    for i, token in enumerate(tokens):
        kind = noun_kind(tokens, i) if i not in verbs else None
        if kind is None:
            continue
        first, last = _phrase(tokens, i, verbs)
        timed = any(tokens[i].start <= t.span.start < tokens[last - 1].end for t in doc.times)
        if not timed and (reach := _time_behind_apposition(doc, tokens, last)):
            last, timed = reach, True
        if last == i + 1 and not timed and not _has_owner(tokens, first, i):
            continue
        denied = tokens[first].lemma in ("no", "neither")
        out.append(Nominal(tokens[first].start, tokens[last - 1].end, token, kind, denied, timed))
    return [*out, *_pairs(doc, sentence)]


def _phrase(tokens: Sequence[Token], i: int, verbs: set[int]) -> tuple[int, int]:
    """From the determiner before the noun to the end of what hangs on it."""
    first = i
    while (
        first
        and tokens[first - 1].tag in ("DT", "JJ", "NN", "NNP", "NNS", "PRP$", "POS", "CD", "VBN", "VBG")
        and first - 1 not in verbs
    ):
        first -= 1
    last, j = i + 1, i + 1
    while tokens[i].tag == "VBG" and j < len(tokens) and tokens[j].tag in NOMINAL:
        j += 1  # "selling land": the noun that it governs
        last = j
    while j + 1 < len(tokens) and j - i < 14:
        if tokens[j].tag not in ("IN", "TO") or tokens[j].lemma not in ATTACHING:
            break
        end = j + 1
        while (
            end < len(tokens)
            and end not in verbs
            and (tokens[end].tag in NOMINAL or tokens[end].tag in ("DT", "JJ", "CD", "PRP$", "PRP", "POS"))
        ):
            end += 1
        if end == j + 1:
            break
        last = j = end
    return first, last


def _time_behind_apposition(doc: Doc, tokens: Sequence[Token], last: int) -> int | None:
    """For "the fall of the mark, the currency, in 1923": the end of the time behind the commas."""
    if last >= len(tokens) or tokens[last].text != ",":
        return None
    close = next((j for j in range(last + 1, min(len(tokens), last + 8)) if tokens[j].text == ","), None)
    if close is None or close + 2 >= len(tokens) or tokens[close + 1].tag != "IN":
        return None
    if any(t.tag.startswith("VB") for t in tokens[last:close]):
        return None
    time = next((t for t in doc.times if t.span.start == tokens[close + 2].start), None)
    return next((j + 1 for j, t in enumerate(tokens) if t.end == time.span.end), None) if time else None


def _has_owner(tokens: Sequence[Token], first: int, i: int) -> bool:
    """ "the mayor's resignation", "his arrest"."""
    return any(t.tag in ("POS", "PRP$") for t in tokens[first:i])


def _pairs(doc: Doc, sentence: Sentence) -> list[Nominal]:
    """ "the same had taken place in X in 2014, in Y in 2018": each pair of place and year."""
    places = [p for p in doc.places if sentence.start <= p.span.start < sentence.end]
    times = [t for t in doc.times if sentence.start <= t.span.start < sentence.end and t.interval is not None]
    found = []
    for place in places:
        time = next((t for t in times if 0 < t.span.start - place.span.end <= 4), None)
        between = doc.article.text[place.span.end : time.span.start].strip().lower() if time else ""
        before = next((t for t in reversed(sentence.tokens) if t.end <= place.span.start), None)
        if time and between == "in" and before is not None and before.lemma == "in":
            head = next(t for t in sentence.tokens if t.start >= place.span.start)
            found.append(Nominal(before.start, time.span.end, head, Kind(None, "event"), False, True))
    return found if len(found) >= 2 else []
