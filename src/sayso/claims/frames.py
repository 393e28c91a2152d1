"""Phrases that name a source around a sentence: "according to X", "in X's view", "X: “…”"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.contents import make_attribution
from sayso.claims.noun_phrases import FINITE
from sayso.claims.quotes import Quote
from sayso.claims.sources import (
    read_source,
    reporting_words,
)
from sayso.model import Attribution, Doc, Sentence, Token
from sayso.vocabulary import load_vocabulary


def read_according_to(doc: Doc, sentence: Sentence) -> list[Attribution]:
    """ "According to X, …" and "…, according to X", at any place of the sentence; "as reported by X" too."""
    tokens, out = sentence.tokens, []
    for j in range(len(tokens) - 2):
        lower = tokens[j].text.lower()
        according = lower == "according" and tokens[j + 1].lemma == "to" and tokens[j + 2].lemma != "which"
        reported = (
            lower == "as"
            and tokens[j + 1].lemma in ("report", "quote", "state", "say")
            and tokens[j + 2].lemma == "by"
        )
        per = lower == "per" and j > 0 and tokens[j - 1].text == "," and tokens[j + 1].tag != "CD"
        citing = per or (lower in ("citing", "quoting") and j > 0 and tokens[j - 1].text == ",")
        if not (according or reported or citing):
            continue
        first = j + (3 if reported else 2 if according else 1)
        end = _source_end(tokens, first)
        if end <= first:
            continue
        hops = read_source(doc, sentence, (first, end), "says")
        content = _according_content(sentence, j, end)
        if hops and content:
            out += make_attribution(doc, content, (tokens[j].start, tokens[first - 1].end), hops)
    return out


def _source_end(tokens: Sequence[Token], first: int) -> int:
    """The end of the source phrase after "according to": up to a comma, a full stop or a dash."""
    j = first
    while j < len(tokens) and tokens[j].text not in (",", ".", ";", "–", "—", "“", '"', "!", "?", ")"):
        j += 1
    return j


def _according_content(sentence: Sentence, cue: int, end: int) -> tuple[int, int] | None:
    """What "according to" is said of: the words after it at the sentence's head, else those before.

    Where it is set between commas, the clause around it: "while rice, according to X, has doubled".
    """
    tokens = sentence.tokens
    if cue <= 1:
        return (tokens[end].end, sentence.end) if end < len(tokens) - 1 else None
    closed = end < len(tokens) - 2 and tokens[end].text == ","
    verb_behind = closed and any(t.tag in FINITE for t in tokens[end:])
    # "she told him, according to two aides, that …" goes on with what she told.
    told = closed and tokens[end + 1].lemma == "that"
    inserted = verb_behind and (told or not any(t.tag in FINITE for t in tokens[max(0, cue - 4) : cue]))
    start = sentence.start
    for j in range(cue - 1, 0, -1):
        if tokens[j].text == ";" or (inserted and tokens[j].lemma in ("while", "whereas", "but", "although")):
            start = tokens[j].end
            break
    return start, sentence.end if inserted else tokens[cue].start


def read_frame(doc: Doc, sentence: Sentence) -> list[Attribution]:
    """ "In the operator's view …", "By the line's count …": whose words the sentence is."""
    tokens, words = sentence.tokens, reporting_words()
    opening = 1 if tokens[0].tag == "CC" else 0
    if len(tokens) < 6 or tokens[opening].lemma not in ("in", "by", "on", "for", "to"):
        return []
    owned = _read_owned_frame(doc, sentence, opening)
    if owned:
        return owned
    for j in range(opening + 2, min(10, len(tokens) - 3)):
        if tokens[j].lemma not in words.frames or tokens[j - 1].tag not in ("POS", "PRP$"):
            continue
        owner = (opening + 1, j - 1) if tokens[j - 1].tag == "POS" else (j - 1, j)
        hops = read_source(doc, sentence, owner, "says")
        return (
            make_attribution(
                doc, (_past_frame(tokens, j), sentence.end), (tokens[opening].start, tokens[j].end), hops
            )
            if hops
            else []
        )
    return []


def _read_owned_frame(doc: Doc, sentence: Sentence, first: int) -> list[Attribution]:
    """ "In the version of the crew, …", "By the count of two nurses, …": whose it is stands behind it."""
    tokens, frames = sentence.tokens, reporting_words().frames
    noun = first + 2
    if tokens[first + 1].tag != "DT" or tokens[noun].lemma not in frames or tokens[noun + 1].lemma != "of":
        return []
    end = _source_end(tokens, noun + 2)
    if end - noun < 3 or end >= len(tokens) - 2 or tokens[end].text != ",":
        return []
    hops = read_source(doc, sentence, (noun + 2, end), "says")
    cue = (tokens[first].start, tokens[noun + 1].end)
    return make_attribution(doc, (_past_aside(tokens, end), sentence.end), cue, hops) if hops else []


def _past_frame(tokens: Sequence[Token], noun: int) -> int:
    """Where a sentence goes on behind a frame's noun: "In the mayor's version, which he told twice, …"."""
    return _past_aside(tokens, noun + 1) if tokens[noun + 1].text == "," else tokens[noun].end


def _past_aside(tokens: Sequence[Token], comma: int) -> int:
    """Where a sentence goes on behind a comma, past what is told up to the next of the one before it."""
    following = next((j for j in range(comma + 1, len(tokens) - 2) if tokens[j].text == ","), None)
    described = tokens[comma + 1].tag in ("DT", "WP", "WDT", "VBG", "VBN") and following is not None
    main = following is not None and any(t.tag in FINITE for t in tokens[following:])
    clause = following is not None and any(t.tag in FINITE for t in tokens[comma:following])
    relative = any(t.tag in ("WP", "WDT") for t in tokens[comma + 1 : following])
    if described and main and following is not None and (relative or not clause):
        return tokens[following].end
    return tokens[comma].end


def read_label(doc: Doc, sentence: Sentence, quotes: Sequence[Quote]) -> list[Attribution]:
    """ "An expert on …: “…”", "Strike lawyers: 700 held", "dozens hurt – medics": a headline's source."""
    tokens = sentence.tokens
    for j in range(1, len(tokens) - 1):
        if tokens[j].text != ":" or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[:j]):
            continue
        quote = next((q for q in quotes if tokens[j].end <= q[0] <= tokens[j].end + 2), None)
        end = next((k for k in range(1, j) if tokens[k].tag == "IN"), j)
        if quote is None and not _names_source(doc, tokens[:end]):
            return []
        hops = read_source(doc, sentence, (0, end), "says")
        content = quote or (tokens[j].end, sentence.end)
        return make_attribution(doc, content, (tokens[j].start, tokens[j].end), hops) if hops else []
    return _read_trailing(doc, sentence)


def _read_trailing(doc: Doc, sentence: Sentence) -> list[Attribution]:
    """ "… dozens wounded – medics at the scene": the source behind the last dash of a headline."""
    tokens = sentence.tokens
    last = len(tokens) - (tokens[-1].text in ".!")
    dash = next((j for j in range(last - 2, 2, -1) if tokens[j].text in "–—-"), None)
    if (
        dash is None
        or last - dash > 6
        or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[dash:last])
    ):
        return []
    end = next((k for k in range(dash + 2, last) if tokens[k].tag == "IN"), last)
    if not _names_source(doc, tokens[dash + 1 : end]):
        return []
    hops = read_source(doc, sentence, (dash + 1, end), "says")
    cue = (tokens[dash].start, tokens[dash].end)
    return make_attribution(doc, (sentence.start, tokens[dash].start), cue, hops) if hops else []


def _names_source(doc: Doc, tokens: Sequence[Token]) -> bool:
    """Whether a few words are somebody who can say something, by a name or by what people are called."""
    if not tokens or len(tokens) > 6:
        return False
    start, end = tokens[0].start, tokens[-1].end
    inside = [n for n in doc.names if start <= n.span.start and n.span.end <= end and n.kind != "place"]
    return (
        any(n.span.end == end for n in inside)
        or tokens[-1].lemma in load_vocabulary("en", "sources")["speakers"]["heads"]
    )


def read_chants(
    doc: Doc, sentence: Sentence, clauses: Sequence[Clause], quotes: Sequence[Quote]
) -> list[Attribution]:
    """ "marched with cries of “Bread!”": the words of those who march."""
    tokens, words = sentence.tokens, reporting_words()
    for j in range(1, len(tokens) - 2):
        if tokens[j].lemma not in words.chants or tokens[j + 1].lemma != "of":
            continue
        quote = next((q for q in quotes if tokens[j + 1].end <= q[0] <= tokens[j + 1].end + 2), None)
        holder = next((c for c in clauses if c.first <= j < c.last and c.subject), None)
        if quote is None or holder is None or holder.subject is None:
            continue
        hops = read_source(doc, sentence, holder.subject, "says")
        return make_attribution(doc, quote, (tokens[j].start, tokens[j].end), hops) if hops else []
    return []
