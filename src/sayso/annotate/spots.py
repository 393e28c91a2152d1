"""Places without an entry of their own: squares, streets and airports, and "the city", "the capital"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import is_headline, is_title_case, load_name_words, opens, read_stretches
from sayso.annotate.datelines import dateline_end
from sayso.annotate.gazetteer import Candidate, Gazetteer
from sayso.annotate.toponyms import has_cue, load_place_words, text_of
from sayso.ids import mention_id
from sayso.model import Article, PlaceMention, Sentence, Span, Token
from sayso.spans import cut

# How many sentences back "the city" may look for its name.
BACK = 2
# A country told this many times as often as any other is "the country".
DOMINANT = 3
# People that make "Virginia Beach" a town and no beach.
TOWN = 5_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A capitalised name [first, after) that ends in "Square", "Airport" or the like."""

    sentence: int
    first: int
    after: int
    start: int
    end: int


def find_spots(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Spot]:
    """Every square, street, airport, river named with capitals that the gazetteer does not know as a town."""
    return [
        Spot(number, first, after, sentence.tokens[first].start, sentence.tokens[after - 1].end)
        for number, sentence in enumerate(sentences)
        if not is_headline(sentence) and not is_title_case(sentence)
        for first, after in _named_spots(sentence)
        if not _is_town(text_of(sentence.tokens, first, after), gazetteer)
    ]


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name such as "Cedar Falls" or "Red Sea" has an entry that outweighs a street or a creek."""
    return any(c.own and c.population >= TOWN for c in gazetteer.look_up(name))


def _named_spots(sentence: Sentence) -> Iterator[tuple[int, int]]:
    words, tokens, common = load_place_words(), sentence.tokens, load_name_words().common
    numbered = words.points | words.numbered
    for first, after in read_stretches(sentence):
        while first < after and opens(sentence, first) and tokens[first].text.lower() in common:
            first += 1
        if first >= after:
            continue
        if any(t.text in load_name_words().titles for t in tokens[first:after]):
            continue
        if tokens[first].text in words.land_before and after - first > 1:
            yield first, after
        elif after < len(tokens) and tokens[after - 1].text in numbered and tokens[after].text.isdigit():
            yield after - 1, after + 1
        elif last := _spot_end(tokens, first, after):
            yield first, last


def _spot_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where a name that opens at ``first`` and ends in "Square" or "River" ends, or 0."""
    words, names = load_place_words(), load_name_words()
    kinds = words.points | words.land
    last = next((i for i in range(after - 1, first, -1) if tokens[i].text in kinds), None)
    if last is None or (last + 1 < after and tokens[last].text not in words.points):
        return 0
    inner = [t.text for t in tokens[first:last]]
    # "Robert Hill" is a man, unless a place's preposition stands before.
    personal = inner[0] in names.given and not has_cue(tokens, first, after)
    if personal or any(w in names.titles for w in inner):
        return 0
    return 0 if last + 1 < after and tokens[last + 1].text in load_organisation_words().words else last + 1


def place_spot(
    article: Article, spot: Spot, towns: Sequence[PlaceMention], sentences: Sequence[Sentence]
) -> PlaceMention:
    """A spot in the town that its sentence names, else the last one before, with the town's coordinates.

    A river or a highway lies in no town; its country is that of the towns told before it.
    """
    span = cut(article, spot.start, spot.end)
    near = _towns_near(spot, towns, sentences)
    town = None if _is_long(spot, sentences[spot.sentence]) else near
    return PlaceMention(
        id=mention_id("place", span),
        span=span,
        name=span.exact,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        country=near.country if near else None,
        precision="point",
        container=town.name if town else None,
    )


def _towns_near(
    spot: Spot, towns: Sequence[PlaceMention], sentences: Sequence[Sentence]
) -> PlaceMention | None:
    sentence = sentences[spot.sentence]
    here = [t for t in towns if sentence.start <= t.span.start < sentence.end]
    if here:
        return here[0] if len({t.name for t in here}) == 1 else None
    before = towns[: bisect_left(towns, spot.start, key=lambda t: t.span.start)]
    return before[-1] if before else None


def _is_long(spot: Spot, sentence: Sentence) -> bool:
    """Whether it runs through the land: a river, a range, a highway."""
    words = {t.text for t in sentence.tokens[spot.first : spot.after]}
    return bool(words & (load_place_words().land | LONG))


LONG = frozenset(["Highway", "Freeway", "Turnpike", "Parkway", "Railway"])


def find_described(
    article: Article, sentences: Sequence[Sentence], places: Sequence[PlaceMention], gazetteer: Gazetteer
) -> list[PlaceMention]:
    """ "The city", "the country", "the Chilean capital", each where one place of the text is left for it."""
    starts = [p.span.start for p in places]
    spots = {p.span.start: p for p in places}
    main = main_country(places)
    filed = _filed_in(sentences, places)
    out = []
    for number, sentence in enumerate(sentences):
        for first, after, kind, owner in _descriptions(sentence, spots):
            start, end = sentence.tokens[first].start, sentence.tokens[after - 1].end
            window = [
                places[bisect_left(starts, s.start) : bisect_left(starts, min(s.end, start))]
                for s in reversed(sentences[max(0, number - BACK) : number + 1])
            ]
            found = _stand_for(kind, owner, window, main, gazetteer)
            if (
                not found
                and kind == "town"
                and not any(p.precision == "town" for near in window for p in near)
            ):
                found = filed
            if found:
                span = cut(article, start, end)
                out.append(
                    replace(found, id=mention_id("place", span), span=span, modifies=False, described=True)
                )
    return out


def _filed_in(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The only town of the article's datelines, which is "the city" where none is told near it."""
    ends = [(s.start, end) for s in sentences if (end := dateline_end(s))]
    towns = [p for p in places if p.precision == "town" and any(a <= p.span.start < b for a, b in ends)]
    return towns[0] if len({t.name for t in towns}) == 1 else None


def _descriptions(
    sentence: Sentence, spots: dict[int, PlaceMention]
) -> Iterator[tuple[int, int, str, PlaceMention | None]]:
    """Where a described place stands, its kind, and the place that owns it ("the Chilean capital")."""
    tokens, described = sentence.tokens, load_place_words().described
    for index in range(1, len(tokens)):
        kind = described.get(tokens[index].text)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if kind is None or (
            following is not None and (following.text == "of" or following.tag.startswith("NN"))
        ):
            continue
        before = tokens[index - 1]
        port = index > 1 and before.text in ("port", "harbour", "harbor", "coastal") and kind == "town"
        first = index - 2 if port else index - 1
        if tokens[first].text.lower() in ("the", "this", "its", "their"):
            yield first, index + 1, kind, None
        elif kind == "capital":
            owner = spots.get(before.start) or (spots.get(tokens[index - 2].start) if index > 1 else None)
            if owner is not None:
                yield index, index + 1, kind, owner


def _stand_for(
    kind: str,
    owner: PlaceMention | None,
    window: Sequence[Sequence[PlaceMention]],
    main: str | None,
    gazetteer: Gazetteer,
) -> PlaceMention | None:
    if kind == "capital":
        country = owner.country if owner else main
        town = gazetteer.capital(country) if country else None
        return mention_of(town) if town else None
    if kind == "country":
        sets = [{p.country for p in places if p.country and not p.modifies} for places in window]
        near = next((codes for codes in sets[1:] if codes), set())
        codes = sets[0] or ({main} if main else near)
        code = next(iter(codes)) if len(codes) == 1 else None
        nation = gazetteer.country(code) if code else None
        return mention_of(nation) if nation else None
    for places in window:
        fit = {p.name: p for p in places if p.precision == kind and not p.modifies}
        if fit:
            return next(iter(fit.values())) if len(fit) == 1 else None
    return None


NOWHERE = Span("", 0, 0, "")


def mention_of(candidate: Candidate) -> PlaceMention:
    """What a mention takes from a candidate; its span and id are those of nothing yet."""
    return PlaceMention(
        id="",
        span=NOWHERE,
        name=candidate.name,
        geonames=candidate.geonames,
        lat=candidate.lat,
        lon=candidate.lon,
        country=candidate.country or None,
        precision=candidate.feature,
    )


def main_country(places: Sequence[PlaceMention]) -> str | None:
    """The country that the article is about: told three times as often as any other, with its towns."""
    counts = Counter(p.country for p in places if p.country and not p.modifies)
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < DOMINANT * ranked[1][1]):
        return None
    return ranked[0][0]
