"""Who goes on speaking: pronouns and quotations that follow a named speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.contents import make_attribution
from sayso.claims.quotes import Quote, is_speech
from sayso.model import Attribution, Doc, Hop
from sayso.spans import inside_any

HUMAN_PRONOUNS = frozenset({"he", "she", "him", "her"})


def carry_speakers(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """ "He added" goes on with who spoke last, where that was one person and not two paragraphs ago."""
    out: list[Attribution] = []
    last: Attribution | None = None
    for item in sorted(found, key=lambda a: (a.cue.start, a.id)):
        hop = item.hops[-1]
        pronoun = hop.span is not None and hop.span.exact.lower() in HUMAN_PRONOUNS
        if pronoun and last is not None and _same_stretch(doc, last, item):
            carried = replace(last.hops[-1], stance=hop.stance, span=hop.span)
            item = replace(item, hops=(*item.hops[:-1], carried))
        if _is_one_person(item.hops[-1]):
            last = item
        out.append(item)
    return out


def _is_one_person(hop: Hop) -> bool:
    """A named person, or one described in the singular ("an officer of the agency")."""
    if hop.kind == "person":
        return hop.name.lower() not in HUMAN_PRONOUNS | {"who"}
    words = hop.name.lower().split()
    return (
        bool(words)
        and words[0] in ("a", "an", "one", "another", "the")
        and not hop.name.split()[-1].endswith("s")
    )


def _same_stretch(doc: Doc, last: Attribution, item: Attribution) -> bool:
    between = doc.article.text[last.cue.start : item.cue.start]
    return between.count("\n\n") <= 1 and len(between) <= 900


def continue_quotes(doc: Doc, quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation without a cue of its own goes on with the speaker quoted just before it."""
    out: list[Attribution] = []
    direct = sorted(found, key=lambda a: a.cue.start)
    text = doc.article.text
    for quote in quotes:
        covered = any(a.content.start < quote[1] and quote[0] < a.content.end for a in found)
        if covered or not is_speech(text, quote) or inside_any(*quote, doc.furniture):
            continue
        # It must fill a sentence; a phrase in quotation marks inside other words is no new speech.
        if not any(s.start == quote[0] for s in doc.sentences):
            continue
        before = [a for a in direct if a.cue.start < quote[0] and a.hops and a.hops[-1].kind != "anonymous"]
        gap = text[max(before[-1].content.end, before[-1].cue.end) : quote[0]] if before else ""
        if before and before[-1].mode != "indirect" and gap.count("\n\n") <= 1 and len(gap) <= 120:
            *outer, last = before[-1].hops
            hops = (*outer, replace(last, stance="says"))  # a denial ends with its sentence
            out += make_attribution(doc, quote, (before[-1].cue.start, before[-1].cue.end), hops)
    return out
