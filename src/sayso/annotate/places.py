"""Places: toponyms told from other names and resolved to one candidate of the gazetteer, or left."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.annotate.capitals import load_name_words, opens
from sayso.annotate.gazetteer import Candidate, Gazetteer
from sayso.annotate.people import follows_person_word, personal_words
from sayso.annotate.toponyms import Toponym, find_toponyms, load_place_words, text_of
from sayso.ids import mention_id
from sayso.model import Article, PlaceMention, Sentence, Span
from sayso.spans import cut, inside_any

# A town or region of this size needs no cue beside it; set on the tuning part of LGL and TR-News.
WELL_KNOWN = 100_000
# What the article's other places are worth beside a power of ten of population; set on the same.
SAME_COUNTRY = 2.0
SAME_REGION = 2.5
BESIDE = 10.0
REGION_WORD = 4.0
TOWN_FIRST = 0.6


@dataclass(frozen=True, slots=True)
class Context:
    """How much of the article's weight each country and each division ("US.TX") has, from 0 to 1."""

    countries: dict[str, float]
    divisions: dict[str, float]


def find_places(
    article: Article, sentences: Sequence[Sentence], gazetteer: Gazetteer, taken: Sequence[Span] = ()
) -> tuple[PlaceMention, ...]:
    """The places of ``article`` in the order of its text; none that touches ``taken``."""
    found = [t for t in find_toponyms(sentences, gazetteer) if not inside_any(t.start, t.end, taken)]
    beside = _containers(found, sentences)
    believed = _believe(found, sentences, beside)
    context = read_context(believed, beside)
    chosen = {id(t): choose(t, sentences[t.sentence], context, beside.get(id(t))) for t in believed}
    mentions = [_mention(article, t, chosen[id(t)], beside.get(id(t))) for t in believed]
    return tuple(sorted(mentions, key=lambda m: m.span.start))


def _containers(found: Sequence[Toponym], sentences: Sequence[Sentence]) -> dict[int, Toponym]:
    """The toponym that follows another after a comma or in brackets, and may hold it: "Cusco, Peru"."""
    out = {}
    for left, right in zip(found, found[1:], strict=False):
        if left.sentence != right.sentence or left.kind == "adjective" or right.kind == "adjective":
            continue
        between = [t.text for t in sentences[left.sentence].tokens[left.after : right.first]]
        if between in ([","], ["("]) and any(holds(r, c) for c in left.candidates for r in right.candidates):
            out[id(left)] = right
    return out


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether one candidate is a country or division that the other lies in."""
    if outer.country != inner.country or outer == inner:
        return False
    if outer.feature == "country":
        return inner.feature != "country"
    return outer.feature == "region" and outer.admin1 == inner.admin1 and inner.population <= outer.population


def _believe(
    found: Sequence[Toponym], sentences: Sequence[Sentence], beside: dict[int, Toponym]
) -> list[Toponym]:
    """Those that are places and not people, common words or mere capitals."""
    personal = personal_words(sentences)
    held = {id(t) for t in beside.values()}
    sure = [t.cue or id(t) in beside or id(t) in held for t in found]
    names = [text_of(sentences[t.sentence].tokens, t.first, t.after) for t in found]
    known = {name for name, is_sure in zip(names, sure, strict=True) if is_sure}
    return [
        t
        for t, name, is_sure in zip(found, names, sure, strict=True)
        if _is_place(
            t, name, sentences[t.sentence], is_sure or (name in known and name not in personal), personal
        )
    ]


def _is_place(toponym: Toponym, name: str, sentence: Sentence, sure: bool, personal: frozenset[str]) -> bool:
    if toponym.kind == "adjective":
        return True
    first, best = toponym.candidates[0], toponym.candidates[0].feature
    if best != "country" and _is_personal(toponym, name, sentence, sure, personal):
        return False
    if sure:
        return True
    if name in load_place_words().seldom:
        return False
    big = max(c.population for c in toponym.candidates)
    if best == "country" or (first.country == "" and best == "region"):
        return True
    return big >= WELL_KNOWN and (toponym.after - toponym.first > 1 or not _is_plain(toponym, sentence))


def _is_plain(toponym: Toponym, sentence: Sentence) -> bool:
    """Whether the word may be no name at all: it opens its sentence, or is not tagged as one."""
    token = sentence.tokens[toponym.first]
    return not token.tag.startswith("NNP") and (opens(sentence, toponym.first) or token.tag != "")


def _is_personal(
    toponym: Toponym, name: str, sentence: Sentence, sure: bool, personal: frozenset[str]
) -> bool:
    words, tokens = load_name_words(), sentence.tokens
    if follows_person_word(tokens, toponym.first):
        return True
    if toponym.after < len(tokens) and tokens[toponym.first].text in words.given and not sure:
        following = tokens[toponym.after]
        return following.text[0].isupper() and following.start - toponym.end <= 1
    return not sure and name in personal


def read_context(believed: Sequence[Toponym], beside: dict[int, Toponym]) -> Context:
    """The countries and divisions that the article's clear places lie in, each distinct name once, told names most."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    for toponym in believed:
        for candidate, weight in _clear(toponym):
            countries[candidate.country] += weight
            if candidate.feature != "country" and candidate.admin1:
                divisions[f"{candidate.country}.{candidate.admin1}"] += weight
    return Context(_shares(countries), _shares(divisions))


def _clear(toponym: Toponym) -> list[tuple[Candidate, float]]:
    """What a toponym tells of its article's whereabouts: all of it if it has one meaning, else a share by size."""
    if len(toponym.candidates) == 1:
        return [(toponym.candidates[0], 1.0)]
    total = sum(c.population + 1 for c in toponym.candidates)
    return [(c, 0.5 * (c.population + 1) / total) for c in toponym.candidates[:12]]


def _shares(counts: dict[str, float]) -> dict[str, float]:
    top = max(counts.values(), default=1.0) or 1.0
    return {code: count / top for code, count in counts.items() if code}


def choose(toponym: Toponym, sentence: Sentence, context: Context, container: Toponym | None) -> Candidate:
    """The candidate that population, the other places and the words beside it speak for most."""
    return max(toponym.candidates, key=lambda c: score(c, toponym, sentence, context, container))


def score(
    candidate: Candidate, toponym: Toponym, sentence: Sentence, context: Context, container: Toponym | None
) -> float:
    """How much speaks for a candidate, in powers of ten of population."""
    total = math.log10(candidate.population + 10)
    total += SAME_COUNTRY * context.countries.get(candidate.country, 0.0)
    total += SAME_REGION * context.divisions.get(f"{candidate.country}.{candidate.admin1}", 0.0)
    if container and any(holds(c, candidate) for c in container.candidates):
        total += BESIDE
    following = sentence.tokens[toponym.after].text if toponym.after < len(sentence.tokens) else ""
    if candidate.feature == "region":
        total += REGION_WORD if following in load_place_words().regions else 0.0
    elif candidate.feature == "town":
        total += TOWN_FIRST
    return total


def _mention(
    article: Article, toponym: Toponym, candidate: Candidate, container: Toponym | None
) -> PlaceMention:
    span = cut(article, toponym.start, toponym.end)
    return PlaceMention(
        id=mention_id("place", span),
        span=span,
        name=candidate.name,
        geonames=candidate.geonames,
        lat=candidate.lat,
        lon=candidate.lon,
        country=candidate.country or None,
        precision=candidate.feature,
        container=article.text[container.start : container.end] if container else None,
        modifies=toponym.modifies,
    )
