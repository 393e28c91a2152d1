"""Where a claim is set, and who acts in it: chosen from what was found around its words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sayso.annotate.dating import tells_own_day
from sayso.claims.clauses import Clause
from sayso.claims.whereabouts import (
    choose_place,
    find_datelines,
    find_home,
    find_main_place,
    find_place_before,
    find_place_in_post,
    find_scene,
    goes_on,
    is_home_of_person,
    is_locative,
    is_of_happening,
    is_of_office,
    is_seat,
    paragraph_of,
    places_between,
    tells_own_place,
)
from sayso.model import (
    Doc,
    PlaceMention,
    PlaceReference,
    Role,
    RoleName,
    Sentence,
    Span,
    TimeMention,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The places and times of an article in order, and the place that it is mostly about."""

    doc: Doc
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    datelines: tuple[PlaceMention, ...]
    main_place: PlaceMention | None
    home: str | None = None

    @classmethod
    def of(cls, doc: Doc) -> Settings:
        """The settings of ``doc``."""
        filed = find_datelines(doc)
        shown = (p for p in doc.places if not p.modifies or is_seat(doc, p))
        places = tuple(p for p in shown if p not in filed and not is_home_of_person(doc, p))
        times = tuple(t for t in doc.times if not tells_own_day(doc.article.text, t.span))
        home = find_home(doc, (*filed, *places))
        return cls(doc, times, places, filed, find_main_place(doc, places), home)


# --- place ----------------------------------------------------------------------------------------


def place_claim(
    settings: Settings,
    sentence: Sentence,
    span: Span,
    *,
    figure: bool = False,
    clause: Span | None = None,
    aside: tuple[int, int] = (0, 0),
    told: bool = False,
) -> PlaceReference | None:
    """Where the words at ``span`` are set: a place within them, in their clause or sentence, or before.

    What is told after "In Lima, ..." in one paragraph is told of Lima; a figure without a place takes
    the one that the article is about, since a count is mostly of the whole. ``inherited`` says so. Words in
    ``aside`` only tell who somebody is ("the league, a group in Lima, put the dead at 12"). What was
    ``told`` of one happening took place where its paragraph last was.
    """
    for start, end in ((span.start, span.end), (clause.start, clause.end) if clause else (0, 0)):
        inside = places_between(settings.places, start, end)
        found = choose_place(settings.doc, [p for p in inside if not aside[0] <= p.span.start < aside[1]])
        if found:
            return PlaceReference(name_as_told(found), found.span, found.id)
    found = _in_sentence(settings, sentence, span)
    found = found or _inherited_place(settings, sentence, clause or span, figure=figure, told=told)
    return PlaceReference(name_as_told(found), found.span, found.id, inherited=True) if found else None


def name_as_told(place: PlaceMention) -> str:
    """A town's name as the report writes it; of what only points to a place ("Peruvian"), the place's own."""
    told = place.precision == "town" and not (place.modifies or place.described or place.span.exact.isupper())
    return place.span.exact if told else place.name


def _inherited_place(
    settings: Settings, sentence: Sentence, span: Span, *, figure: bool, told: bool = False
) -> PlaceMention | None:
    doc, filed = settings.doc, places_between(settings.datelines, sentence.start, sentence.end)
    scene = find_scene(doc, settings.places, sentence)
    scene = scene or find_place_in_post(doc, settings.places, sentence)
    own = tells_own_place(span)
    if not scene and own == {"point"}:
        return _filed_town(settings)
    if figure:
        scene = scene or (_place_in_paragraph(settings, sentence) if told else None)
        return scene or settings.main_place or next(iter(filed), None)
    if own:
        return None
    before = find_place_before(doc, settings.places, sentence, settings.home)
    return scene or before or next(iter(filed), None)


def _place_in_paragraph(settings: Settings, sentence: Sentence) -> PlaceMention | None:
    """The last place behind a preposition before the sentence, in its own paragraph."""
    near = find_place_before(settings.doc, settings.places, sentence, settings.home)
    same = near is not None and paragraph_of(settings.doc.sentences, near.span.start) == sentence.paragraph
    return near if same else None


def _filed_town(settings: Settings) -> PlaceMention | None:
    """Where a piece was filed, if it is a town: a gate or a station told without a name is its own."""
    towns = [p for p in settings.datelines if p.precision == "town"]
    return towns[0] if len({p.name for p in towns}) == 1 else None


def _in_sentence(settings: Settings, sentence: Sentence, span: Span) -> PlaceMention | None:
    """The place elsewhere in the sentence: the one that a relative clause goes on from, else behind a
    preposition, else that of the office of whoever speaks ("the mayor of X said").
    """
    doc = settings.doc
    same = places_between(settings.places, sentence.start, sentence.end)
    before = [p for p in same if p.span.end <= span.start]
    if before and goes_on(doc, before[-1], span.start):
        return before[-1]
    near = choose_place(doc, before) or choose_place(doc, same)
    if near and (is_locative(doc, near) or (near in before and is_of_happening(doc, near))):
        return near
    return next((p for p in reversed(before) if is_of_office(doc, p)), None)


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
    first = bisect_left(doc.names, start, key=lambda n: n.span.start)
    after = bisect_left(doc.names, end, lo=first, key=lambda n: n.span.start)
    return [
        Role(role, n.canonical, n.span, n.id)
        for n in doc.names[first:after]
        if n.span.end <= end and n.kind != "place"
    ]
