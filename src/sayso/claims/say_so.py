"""Whose say-so words are: the voice that speaks there, then the chain of sources it gives them to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from sayso.claims.attribution import chain_of
from sayso.claims.settings import Settings
from sayso.ids import mention_id
from sayso.model import (
    Attribution,
    Doc,
    Hop,
    Polarity,
    Span,
    Voice,
    VoiceKind,
)


@dataclass(frozen=True)
class Context:
    """What the claims of one article are made from."""

    doc: Doc
    attributions: tuple[Attribution, ...]
    by_id: dict[str, Attribution]
    settings: Settings
    topics: frozenset[str]

    @cached_property
    def _by_start(self) -> tuple[list[Attribution], int]:
        """The attributions by where their contents start, and the length of the longest content."""
        ordered = sorted(self.attributions, key=lambda a: a.content.start)
        return ordered, max((len(a.content.exact) for a in ordered), default=0)

    @cached_property
    def cued(self) -> frozenset[int]:
        """Every place in the text that lies in a cue."""
        return frozenset(place for a in self.attributions for place in range(a.cue.start, a.cue.end))

    def holding(self, head: int) -> list[Attribution]:
        """The attributions in whose contents ``head`` lies, and not in their cues."""
        ordered, longest = self._by_start
        first = bisect_left(ordered, head - longest, key=lambda a: a.content.start)
        last = bisect_right(ordered, head, key=lambda a: a.content.start)
        near = [a for a in ordered[first:last] if head < a.content.end]
        return [a for a in near if not a.cue.start <= head < a.cue.end]


def say_so(context: Context, span: Span, head: int) -> tuple[tuple[Hop, ...], Span | None, Polarity]:
    """The chain for the words at ``head``: the voice that speaks there, then who it gives them to."""
    inner = min(context.holding(head), key=lambda a: (len(a.content.exact), a.content.start), default=None)
    voice = voice_hops(context, span)
    if inner is None:
        return voice, None, "asserted"
    hops = chain_of(inner, context.by_id)
    if voice and hops and hops[0].name == voice[0].name:
        voice = ()
    polarity: Polarity = "denied" if inner.hops[-1].stance == "denies" else "asserted"
    if inner.hops[-1].stance == "hedges":
        polarity = "hedged"
    return (*voice, *hops), inner.cue, polarity


def _voice_at(context: Context, span: Span) -> Voice | None:
    return next(
        (v for v in context.doc.voices if v.kind != "author" and v.span.start <= span.start < v.span.end),
        None,
    )


def voice_kind(context: Context, span: Span) -> VoiceKind:
    voice = _voice_at(context, span)
    return voice.kind if voice else "author"


def voice_hops(context: Context, span: Span) -> tuple[Hop, ...]:
    """The speaker of an interview, a comment or a document, as the first hop of what is said there."""
    voice = _voice_at(context, span)
    if voice is None:
        return ()
    if voice.name is None:
        label = {
            "interviewee": "the interviewee",
            "comment": "a reader's comment",
            "document": "the document",
        }[voice.kind]
        return (Hop(label, "anonymous", "says", None, None),)
    mention = next(
        (n for n in context.doc.names if n.span.start < voice.name.end and voice.name.start < n.span.end),
        None,
    )
    if mention is None:
        return (Hop(voice.name.exact, "person", "says", voice.name, mention_id("source", voice.name)),)
    return (Hop(mention.canonical, mention.kind, "says", mention.span, mention.id),)
