"""Attribution: which words are whose. Source, cue and content, by small ordered rules over clauses.

Each rule returns attributions or nothing; the outcome lists them in the order of their contents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.asides import read_asides
from sayso.claims.clauses import Clause, find_clauses
from sayso.claims.counters import read_counters
from sayso.claims.frames import read_according_to, read_chants, read_frame, read_label
from sayso.claims.gapped import split_gapped
from sayso.claims.hearsay import trace_hearsay
from sayso.claims.noun_contents import read_copular, read_learnt, read_noun_objects, read_raised_by
from sayso.claims.quotes import Quote, find_quotes
from sayso.claims.sayings import read_active
from sayso.claims.second_opinion import take_second_opinion
from sayso.claims.speakers import carry_speakers, continue_quotes
from sayso.claims.unnamed import read_adverbs, read_infinitive, read_passive, read_quoted_as, read_rumour
from sayso.model import Attribution, Doc, Hop, Sentence, Span
from sayso.spans import inside_any, overlap


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Every attribution of the article that the rules find, sorted by place; furniture is passed over."""
    quotes = find_quotes(doc.article.text)
    found: list[Attribution] = []
    before: Sentence | None = None
    for sentence in doc.sentences:
        if inside_any(sentence.start, sentence.end, doc.furniture):
            continue
        clauses = find_clauses(sentence)
        ruled = _read_sentence(doc, sentence, clauses, quotes)
        ruled += _leave_known(read_asides(doc, sentence, before), ruled)
        ruled += read_counters(doc, sentence, clauses, ruled)
        read = trace_hearsay(doc, sentence, split_gapped(doc, sentence, ruled))
        # Once more for what the network alone has read; a chain that is there is not made longer again.
        found += trace_hearsay(doc, sentence, take_second_opinion(doc, sentence, read))
        before = sentence
    found = carry_speakers(doc, quotes, found)
    found += continue_quotes(doc, quotes, found)
    return _nest(_drop_doubles(found))


def _read_sentence(
    doc: Doc, sentence: Sentence, clauses: Sequence[Clause], quotes: Sequence[Quote]
) -> list[Attribution]:
    out: list[Attribution] = []
    for number, _clause in enumerate(clauses):
        out += (
            read_passive(doc, clauses, number)
            or read_quoted_as(doc, clauses, number)
            or read_infinitive(doc, clauses, number)
            or read_active(doc, clauses, number, quotes)
            or read_copular(doc, clauses, number)
            or read_rumour(doc, clauses, number)
            or read_raised_by(doc, clauses, number)
            or read_learnt(doc, clauses, number)
        )
    out += read_according_to(doc, sentence)
    out += read_frame(doc, sentence)
    out += read_chants(doc, sentence, clauses, quotes)
    out += read_label(doc, sentence, quotes)
    out += read_adverbs(doc, sentence, clauses)
    out += read_noun_objects(doc, clauses, out)
    return out


def _leave_known(asides: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """The asides whose cue no other rule has read."""
    return [a for a in asides if not any(overlap(a.cue, other.cue) for other in found)]


def _drop_doubles(found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution for each content and source; the longer of overlapping contents wins under one cue."""
    kept: dict[tuple[int, str], list[Attribution]] = {}
    for item in sorted(found, key=lambda a: (-len(a.content.exact), a.content.start, a.id)):
        same = kept.setdefault((item.cue.start, item.hops[-1].name), [])
        if not any(overlap(item.content, other.content) for other in same):
            same.append(item)
    return sorted(
        (a for same in kept.values() for a in same), key=lambda a: (a.content.start, -a.content.end, a.id)
    )


def _nest(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions with the one whose content holds them, source and all."""
    out = []
    for item in found:
        outer = [
            o
            for o in found
            if o is not item and _encloses(o.content, item) and o.content.exact != item.content.exact
        ]
        inner_most = min(outer, key=lambda o: len(o.content.exact), default=None)
        out.append(replace(item, within_id=inner_most.id) if inner_most else item)
    return tuple(out)


def _encloses(content: Span, item: Attribution) -> bool:
    """Whether ``content`` holds the cue and the content of ``item``."""
    return (
        content.start <= min(item.cue.start, item.content.start)
        and max(item.cue.end, item.content.end) <= content.end
    )


def chain_of(item: Attribution, every: dict[str, Attribution]) -> tuple[Hop, ...]:
    """The hops from the outermost enclosing attribution to ``item``'s own source."""
    hops, seen = item.hops, {item.id}
    while item.within_id is not None and item.within_id not in seen:
        item = every[item.within_id]
        seen.add(item.id)
        if item.hops[-1].name != hops[0].name:
            hops = (*item.hops, *hops)
    return hops
