"""Where and when a claim is set, and who acts in it: chosen from what was found around its words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.annotate.clause_time import time_for
from sayso.claims.clauses import Clause
from sayso.model import (
    Doc,
    Interval,
    PlaceMention,
    PlaceReference,
    Role,
    RoleName,
    Sentence,
    Span,
    TimeMention,
)

# A dated sentence sets the scene for those that follow it, up to this many paragraphs on.
REACH = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """The places and times of an article in order, and the place that it is mostly about."""

    doc: Doc
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    main_place: PlaceMention | None

    @classmethod
    def of(cls, doc: Doc) -> Settings:
        """The settings of ``doc``."""
        return cls(doc, doc.times, tuple(p for p in doc.places if not p.modifies), _main_country(doc))


@dataclass(frozen=True, slots=True)
class Timing:
    """When a claim is set: of what happened, of a figure, and the words that say so."""

    when: Interval | None = None
    span: Span | None = None
    as_of: Interval | None = None


def _main_country(doc: Doc) -> PlaceMention | None:
    """The first mention of the country that the article is about: most of its places lie there, and its
    own name is told time and again. A country that a report only passes through is none.
    """
    counts = Counter(p.country for p in doc.places if p.country)
    if not counts:
        return None
    country, hits = counts.most_common(1)[0]
    named = [p for p in doc.places if p.precision == "country" and p.country == country]
    return named[0] if hits * 2 > sum(counts.values()) and len(named) >= 3 and not named[0].modifies else None


# --- time -----------------------------------------------------------------------------------------


def time_claim(
    settings: Settings, sentence: Sentence, span: Span, clause: Clause | None, *, strict: bool = False
) -> Timing:
    """When the words at ``span`` are set: by their own time expression, their sentence's, or the scene's."""
    if strict:
        inside = [t for t in settings.times if span.start <= t.span.start < span.end]
        own = inside[0] if inside else None
    else:
        own = time_for(settings.times, sentence, span.start, span.end)
    if own is not None and own.interval is not None:
        as_of = _is_as_of(settings.doc, own)
        when = replace(own.interval, extent="until") if as_of else own.interval
        return Timing(when, own.span, own.interval if as_of else None)
    if own is not None or clause is None or clause.tense == "future":
        return Timing()
    return Timing(_inherited(settings, sentence, clause))


def _is_as_of(doc: Doc, mention: TimeMention) -> bool:
    """ "As of 7 January", "by Monday", "so far": the time up to which a count holds."""
    before = doc.article.text[max(0, mention.span.start - 8) : mention.span.start].lower().split()
    inside = mention.span.exact.lower().split()
    return before[-2:] == ["as", "of"] or before[-1:] == ["by"] or inside[:2] == ["as", "of"]


def _inherited(settings: Settings, sentence: Sentence, clause: Clause) -> Interval | None:
    """The scene set by a dated sentence shortly before: from its day to the article's own."""
    if clause.marker in ("that", "which", "who") and clause.tense == "past" and clause.perfect:
        return None
    before = [t for t in settings.times if t.span.end <= sentence.start and _sets_scene(t)]
    if not before:
        return None
    scene = before[-1]
    number = _paragraph_of(settings.doc.sentences, scene.span.start)
    if number is None or sentence.paragraph - number > REACH or scene.interval is None:
        return None
    return _until_published(scene.interval, settings.doc.published)


def _sets_scene(mention: TimeMention) -> bool:
    """A day or part of one; years and weeks are too wide, sets tell no scene."""
    interval = mention.interval
    return (
        interval is not None
        and not mention.is_set
        and interval.grain in ("day", "part", "hour", "minute")
        and interval.earliest is not None
    )


def _paragraph_of(sentences: Sequence[Sentence], offset: int) -> int | None:
    index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    return sentences[index].paragraph if index >= 0 else None


def _until_published(scene: Interval, published: Interval | None) -> Interval:
    """From the scene's first day to its last, or to the article's date where that is within a week."""
    latest = scene.latest or scene.earliest
    if (
        published is not None
        and published.latest is not None
        and latest is not None
        and scene.earliest is not None
    ):
        days = (published.latest - scene.earliest).days
        if 0 <= days <= 7:
            latest = max(latest, published.latest)
    return Interval(scene.earliest, latest, "day", "within", "inherited")


# --- place ----------------------------------------------------------------------------------------


def place_claim(
    settings: Settings, sentence: Sentence, span: Span, *, figure: bool = False, clause: Span | None = None
) -> PlaceReference | None:
    """Where the words at ``span`` are set: a place within them, in their clause or sentence, or before.

    A figure without a place in its sentence takes the country that the article is about, since a count
    is mostly of the whole; ``inherited`` says so.
    """
    for start, end in ((span.start, span.end), (clause.start, clause.end) if clause else (0, 0)):
        found = _choose(settings, [p for p in settings.places if start <= p.span.start < end])
        if found:
            return PlaceReference(found.name, found.span, found.id)
    same = [p for p in settings.places if sentence.start <= p.span.start < sentence.end]
    before = _choose(settings, [p for p in same if p.span.end <= span.start]) or _choose(settings, same)
    if before and _is_locative(settings.doc, before):
        return PlaceReference(before.name, before.span, before.id, inherited=True)
    inherited = settings.main_place if figure else None
    inherited = inherited or _place_before(settings, sentence)
    return PlaceReference(inherited.name, inherited.span, inherited.id, inherited=True) if inherited else None


def _place_before(settings: Settings, sentence: Sentence) -> PlaceMention | None:
    """The last place behind a preposition before the sentence, in its paragraph or the one before."""
    near = [
        p
        for p in settings.places
        if p.span.end <= sentence.start
        and _is_locative(settings.doc, p)
        and _near(settings.doc.sentences, p.span.start, sentence.paragraph)
    ]
    return near[-1] if near else None


def _near(sentences: Sequence[Sentence], offset: int, paragraph: int) -> bool:
    number = _paragraph_of(sentences, offset)
    return number is not None and paragraph - number <= 1


def _choose(settings: Settings, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The most exact place behind a preposition of place; else the most exact one."""
    if not places:
        return None
    order = {"point": 0, "town": 1, "region": 2, "country": 3, None: 1}
    ranked = sorted(
        places, key=lambda p: (not _is_locative(settings.doc, p), order[p.precision], p.span.start)
    )
    return ranked[0]


def _is_locative(doc: Doc, place: PlaceMention) -> bool:
    """Whether a preposition of place stands before the name ("in the port city of X")."""
    before = doc.article.text[max(0, place.span.start - 40) : place.span.start].lower().split()[-5:]
    return any(
        w
        in (
            "in",
            "at",
            "on",
            "near",
            "across",
            "around",
            "outside",
            "to",
            "into",
            "throughout",
            "over",
            "from",
            "through",
        )
        for w in before[-2:]
    ) or (
        len(before) >= 3
        and before[-1] == "of"
        and any(w in ("in", "at", "on", "near", "across") for w in before[:-1])
    )


# --- who ------------------------------------------------------------------------------------------


def read_roles(doc: Doc, clause: Clause) -> tuple[Role, ...]:
    """Agent and patient of a clause among the names of the article; other noun phrases are left out."""
    tokens = clause.sentence.tokens
    roles: list[Role] = []
    if clause.subject is not None:
        first, last = tokens[clause.subject[0]].start, tokens[clause.subject[1] - 1].end
        roles += _names_in(doc, first, last, "patient" if clause.passive else "agent")
    end = clause.end
    if clause.passive:
        by = next((t for t in tokens[clause.verb + 1 : clause.last] if t.lemma == "by"), None)
        if by is not None:
            roles += _names_in(doc, by.end, end, "agent")[:1]
    else:
        roles += _names_in(doc, clause.head.end, end, "patient")[:2]
    return tuple(roles)


def _names_in(doc: Doc, start: int, end: int, role: RoleName) -> list[Role]:
    return [
        Role(role, n.canonical, n.span, n.id)
        for n in doc.names
        if start <= n.span.start and n.span.end <= end and n.kind != "place"
    ]
