"""Where an article is set: its datelines, its scenes, the place that it is about, prepositions of place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from sayso.annotate.datelines import dateline_end
from sayso.annotate.unlisted import load_unlisted_words
from sayso.model import Doc, PlaceMention, Sentence, Span

# At these one stays; to those of PATHS one goes, or comes from there.
STATIC = frozenset(
    {
        "in",
        "at",
        "on",
        "near",
        "across",
        "around",
        "outside",
        "throughout",
        "off",
        "inside",
        "along",
        "within",
    }
)
PATHS = frozenset({"to", "into", "over", "from", "through"})
# Who goes there is there when the next thing is told.
REACHED = frozenset({"to", "into"})
# Before "of" these make the place the seat of whoever speaks.
OFFICES = re.compile(
    r"\b(?:mayor|governor|prefect|municipality|authorities|police|hospital|council|government) of (?:the )?$",
    re.IGNORECASE,
)
RELATIVE = re.compile(r",? (?:which|where|that|who)\b")
WORD = re.compile(r"[^\W\d_][\w'’]*")
# The headline and the first paragraph of the body say what an article is about: they count double.
LEAD = 2
EXACTNESS = {"point": 0, "town": 1, "region": 2, "country": 3, None: 1}


def paragraph_of(sentences: Sequence[Sentence], offset: int) -> int | None:
    """The number of the paragraph in which ``offset`` lies."""
    index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    return sentences[index].paragraph if index >= 0 else None


def places_between(places: Sequence[PlaceMention], start: int, end: int) -> Sequence[PlaceMention]:
    """Those of ``places``, which are in the order of the text, that begin in [start, end)."""
    first = bisect_left(places, start, key=lambda p: p.span.start)
    return places[first : bisect_left(places, end, lo=first, key=lambda p: p.span.start)]


# --- datelines ------------------------------------------------------------------------------------


def find_datelines(doc: Doc) -> tuple[PlaceMention, ...]:
    """The places that only say where a piece was filed: "LIMA, Peru, May 3 (Agency) - ..."."""
    ends = [(s.start, end) for s in doc.sentences if (end := dateline_end(s))]
    return tuple(p for p in doc.places if any(start <= p.span.start < end for start, end in ends))


# --- one place ------------------------------------------------------------------------------------


def is_locative(doc: Doc, place: PlaceMention, prepositions: frozenset[str] = STATIC | PATHS) -> bool:
    """Whether a preposition of place stands before the name ("in the port city of X")."""
    before = WORD.findall(doc.article.text[max(0, place.span.start - 40) : place.span.start].lower())[-5:]
    of = len(before) >= 3 and before[-1] == "of" and any(w in STATIC for w in before[:-1])
    inside = place.described and place.span.exact.lower().startswith(("this", "the")) and before[-1:]
    return of or any(w in prepositions for w in (before[-1:] if inside else before[-2:]))


def goes_on(doc: Doc, place: PlaceMention, start: int) -> bool:
    """Whether a relative clause at ``start`` is about the place: "X, which", "X, where"."""
    return RELATIVE.match(doc.article.text[place.span.end : start + len(", which")]) is not None and (
        start - place.span.end <= FURTHEST
    )


# Between a name and the clause about it stand a comma, the pronoun, an adverb and no more.
FURTHEST = 30


def is_of_office(doc: Doc, place: PlaceMention) -> bool:
    """Whether the place is that of an office: "the mayor of X"."""
    return OFFICES.search(doc.article.text[max(0, place.span.start - 40) : place.span.start]) is not None


def tells_own_place(span: Span) -> frozenset[str]:
    """What kinds of place the words tell by nouns that stand for no known place: "in the province"."""
    kinds = load_unlisted_words().kinds
    return frozenset(
        str(kinds[noun])
        for told in OWN_PLACE.finditer(span.exact.lower())
        for noun in WORD.findall(told.group())[2:]
        if noun in kinds
    )


OWN_PLACE = re.compile(
    r"\b(?:in|at|on|near|across|throughout) "
    r"(?:the|a|an|this|that|some|several|many|other|one)(?: [a-z]+){1,2}\b"
)


def choose_place(doc: Doc, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The most exact place behind a preposition of place; else the most exact one."""
    return min(
        places,
        key=lambda p: (not is_locative(doc, p), EXACTNESS[p.precision], p.span.start),
        default=None,
    )


# --- places of other sentences --------------------------------------------------------------------


def find_scene(doc: Doc, places: Sequence[PlaceMention], sentence: Sentence) -> PlaceMention | None:
    """The place with which a sentence before, in the same paragraph, opens: "In Lima, shops closed."."""
    index = bisect_left(doc.sentences, sentence.start, key=lambda s: s.start)
    if index < len(doc.sentences) and RUBRIC.search(doc.article.text, sentence.start, sentence.end):
        index += 1
    index -= 1
    while index >= 0 and doc.sentences[index].paragraph == sentence.paragraph:
        opening = _opening_place(doc.sentences[index], places, doc.article.text)
        if opening is not None:
            return opening
        index -= 1
    return None


def _opening_place(sentence: Sentence, places: Sequence[PlaceMention], text: str = "") -> PlaceMention | None:
    """The place that opens a sentence, behind a preposition or before a colon: "In the Chu valley, ..."."""
    index = bisect_left(places, sentence.start, key=lambda p: p.span.start)
    if index == len(places) or not sentence.tokens:
        return None
    place = places[index]
    if place.span.start - sentence.start > OPENING or place.span.start >= sentence.end:
        return None
    headed = RUBRIC.match(text, place.span.end) and not WORD.search(text, sentence.start, place.span.start)
    return place if headed or sentence.tokens[0].text.lower() in STATIC else None


# "Agora square: ...", "Agora, day 3."
RUBRIC = re.compile(r"(?: [a-z]{1,20})?(?::\s|, day \d)")


# Characters of a preposition, an article and an adjective: "Throughout the upper".
OPENING = 20


def find_place_before(
    doc: Doc,
    places: Sequence[PlaceMention],
    sentence: Sentence,
    home: str | None = None,
    *,
    reach: int = 1,
) -> PlaceMention | None:
    """The last place behind a preposition before the sentence, in its paragraph or ``reach`` before it.

    A country other than ``home``, where the article is set, is spoken of in passing.
    """
    for index in range(bisect_left(places, sentence.start, key=lambda p: p.span.start) - 1, -1, -1):
        number = paragraph_of(doc.sentences, places[index].span.start)
        if number is None or sentence.paragraph - number > reach:
            return None
        abroad = home and places[index].country and places[index].country != home
        if is_locative(doc, places[index], STATIC | REACHED) and not abroad:
            return places[index]
    return None


def find_place_in_post(doc: Doc, places: Sequence[PlaceMention], sentence: Sentence) -> PlaceMention | None:
    """The last place told before the sentence in its own post, or in the one that its post corrects."""
    starts = [offset for offset, _ in doc.posted]
    number = bisect_right(starts, sentence.start) - 1
    if number < 0:
        return None
    end = starts[number + 1] if number + 1 < len(starts) else len(doc.article.text)
    if end - starts[number] > POST:
        return None
    amends = CORRECTS.search(doc.article.text, starts[number], sentence.end)
    start = starts[number - 1] if amends and number else starts[number]
    told = [p for p in places_between(places, start, sentence.start) if is_locative(doc, p, STATIC)]
    return told[-1] if told else None


# Characters of a post on one thing; what is longer and dated is an article.
POST = 500
CORRECTS = re.compile(r"\b(?:CORRECTION|Correction|Corrected|CORRECTED|UPDATE|Update)\b")


# --- the place of the whole -----------------------------------------------------------------------


def find_main_place(doc: Doc, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The first mention of the place that the article is about: its country, else the place told most."""
    end = _lead_end(doc)
    return _main_country(doc, places, end) or _most_told(doc, places, end) or _of_story(doc, places, end)


def _of_story(doc: Doc, places: Sequence[PlaceMention], lead_end: int) -> PlaceMention | None:
    """The place of the happening that headline or lead names: "the Lima fire", "the blast at Lima"."""
    return next((p for p in places if p.span.start < lead_end and is_of_happening(doc, p)), None)


def is_of_happening(doc: Doc, place: PlaceMention) -> bool:
    """Whether a happening goes by the place, or is told right before it as being there."""
    text, words = doc.article.text, load_unlisted_words()
    following = WORD.findall(text[place.span.end : place.span.end + 40])[:2]
    if words.happenings.intersection(following) and NAMED_AFTER.match(text, place.span.end):
        return True
    before = WORD.findall(text[max(0, place.span.start - 40) : place.span.start].lower())
    while before and before[-1] in ("the", "of"):
        before.pop()
    return len(before) > 1 and before[-1] in STATIC and before[-2] in words.happenings | words.scenes


NAMED_AFTER = re.compile(r" [a-z]{1,20}\b")


def find_home(doc: Doc, places: Sequence[PlaceMention]) -> str | None:
    """The code of the country in which more than half of ``places`` lie."""
    counts = Counter(p.country for p in places if p.country)
    country, hits = counts.most_common(1)[0] if counts else (None, 0)
    return country if 2 * hits > sum(counts.values()) else None


def is_home_of_person(doc: Doc, place: PlaceMention) -> bool:
    """Whether the words only tell where someone comes from: "Ana Rojas, 52, from Lima"."""
    return COMES_FROM.search(doc.article.text[max(0, place.span.start - 40) : place.span.start]) is not None


COMES_FROM = re.compile(r"[A-Z][\w'’-]{1,20},(?: \d{1,3},)? (?:originally )?(?:from|of) $")


def is_seat(doc: Doc, place: PlaceMention) -> bool:
    """Whether words that tell whose a building or a port is tell where one is: "at Lima Central Hospital"."""
    text = doc.article.text
    inside = SEAT_BEFORE.search(text[max(0, place.span.start - 40) : place.span.start])
    return inside is not None and SEAT_AFTER.match(text, place.span.end) is not None


SEAT_BEFORE = re.compile(r"\b(?:in|at|outside|inside|near|through|to) (?:(?:the|a|an) (?:[a-z]{1,15} )?)?$")
SEAT_AFTER = re.compile(
    r"(?: [A-Z][a-z]{1,20}){0,4} (?:[Hh]ospital|[Uu]niversity|[Aa]irport|[Ss]tation|[Pp]rison|[Pp]ort|[Cc]ity"
    r"|[Tt]own|[Vv]illage|[Hh]arbour|[Hh]arbor|[Ff]actory|[Mm]ine|[Ss]tadium|[Cc]athedral|[Cc]linic|[Jj]ail)\b"
)


def _main_country(doc: Doc, places: Sequence[PlaceMention], lead_end: int) -> PlaceMention | None:
    """The country in which most of its places lie, if its headline or lead names it or its text keeps
    naming it. A country that a report only passes through is none.
    """
    country = find_home(doc, doc.places) or find_home(doc, [p for p in doc.places if not _is_adjective(p)])
    if not country:
        return None
    nation = [p for p in doc.places if p.precision == "country" and p.country == country]
    named = [p for p in nation if p in places]
    shown = [p for p in nation if p.span.start < lead_end and not _is_adjective(p)]
    if len(named) >= 3 or (named and named[0].span.start < lead_end):
        return named[0]
    return shown[0] if shown else None


def _is_adjective(place: PlaceMention) -> bool:
    """Whether the words are a nationality ("British"), which tells of people as often as of places."""
    return place.modifies and place.precision == "country" and place.span.exact.lower() != place.name.lower()


def _most_told(doc: Doc, places: Sequence[PlaceMention], lead_end: int) -> PlaceMention | None:
    """The place with half or more of all that is told behind prepositions of place, the lead double."""
    weights: Counter[str] = Counter()
    for place in places:
        if is_locative(doc, place, STATIC) or is_of_office(doc, place) or is_of_happening(doc, place):
            weights[place.name] += LEAD if place.span.start < lead_end else 1
    if not weights:
        return None
    (name, most), *others = weights.most_common(2)
    clear = 2 * most >= sum(weights.values()) and not (others and others[0][1] == most)
    return next(p for p in places if p.name == name) if clear and most > 1 else None


def _lead_end(doc: Doc) -> int:
    """Where the first paragraph that is no headline, byline or rubric ends."""
    furniture = [(f.start, f.end) for f in doc.furniture]
    body = [s for s in doc.sentences if not any(start <= s.start < end for start, end in furniture)]
    lead = next((s for s in body if _is_prose(s)), body[0] if body else None)
    return max((s.end for s in body if lead and s.paragraph == lead.paragraph), default=0)


def _is_prose(sentence: Sentence) -> bool:
    stopped = any(t.text in (".", "!", "?") for t in sentence.tokens[-2:])
    long = len(sentence.tokens) >= LONGEST_HEADLINE
    return stopped and long and any(t.tag.startswith("VB") for t in sentence.tokens)


# Longer sentences with a verb are no headline, byline or rubric.
LONGEST_HEADLINE = 14
