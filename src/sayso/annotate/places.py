"""Places: toponyms told from other names and resolved to one candidate of the gazetteer, or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.annotate.capitals import load_name_words, opens
from sayso.annotate.datelines import dateline_end
from sayso.annotate.gazetteer import Candidate, Gazetteer
from sayso.annotate.people import follows_person_word, personal_words
from sayso.annotate.pointing import find_pointed
from sayso.annotate.resolving import holds, resolve_all, weight
from sayso.annotate.spots import find_described, find_spots, mention_of, place_spot
from sayso.annotate.toponyms import Toponym, find_toponyms, free_of, load_place_words, text_of
from sayso.annotate.unlisted import find_unlisted
from sayso.annotate.variants import find_variants
from sayso.ids import mention_id
from sayso.model import Article, PlaceMention, Sentence, Span
from sayso.spans import cut

# A town or region of this size needs no cue beside it; set on the tuning part of LGL and TR-News.
WELL_KNOWN = 100_000
# A common word beside a cue is a place only if as large as this ("in Reading", not "in Congress").
DOUBTFUL_BUT_BIG = 50_000
# Letters that an older name of a town needs to be told from any other word.
OLD_NAME = 6


def find_places(
    article: Article, sentences: Sequence[Sentence], gazetteer: Gazetteer, taken: Sequence[Span] = ()
) -> tuple[PlaceMention, ...]:
    """The places of ``article`` in the order of its text; none that touches ``taken``."""
    is_free = free_of(taken)
    spots = [s for s in find_spots(sentences, gazetteer) if is_free(s.start, s.end)]
    within = {(s.sentence, i) for s in spots for i in range(s.first, s.after)}
    free = [t for t in find_toponyms(sentences, gazetteer) if (t.sentence, t.first) not in within]
    named = [
        m for m in _name_places(article, sentences, free, gazetteer) if is_free(m.span.start, m.span.end)
    ]
    towns = [m for m in named if m.precision == "town" and not m.modifies]
    pointed = [place_spot(article, spot, towns, sentences) for spot in spots]
    tongues = [cut(article, t.start, t.end) for t in free if t.kind == "adjective"]
    told = _unlisted(article, sentences, [*named, *pointed], [*taken, *tongues])
    placed = sorted([*named, *pointed, *told], key=lambda m: m.span.start)
    described = find_described(article, sentences, placed, gazetteer)
    known = {d.span.start for d in described}
    described += [p for p in find_pointed(article, sentences, placed) if p.span.start not in known]
    every = [*placed, *(d for d in described if is_free(d.span.start, d.span.end))]
    return tuple(sorted(every, key=lambda m: m.span.start))


def _unlisted(
    article: Article,
    sentences: Sequence[Sentence],
    placed: Sequence[PlaceMention],
    others: Sequence[Span],
) -> list[PlaceMention]:
    """Places that the gazetteer lacks, each in the place that follows it after a comma."""
    is_new, is_free = free_of([m.span for m in placed]), free_of(others)
    taken = {
        (number, index)
        for number, sentence in enumerate(sentences)
        for index, token in enumerate(sentence.tokens)
        if token.text[0].isupper()
        and not (is_new(token.start, token.end) and is_free(token.start, token.end))
    }
    wide = {m.span.start for m in placed if m.precision in ("country", "region") and not m.modifies}
    out = []
    for told in find_unlisted(sentences, taken, personal_words(sentences), wide):
        tokens = sentences[told.sentence].tokens
        span = cut(article, tokens[told.first].start, tokens[told.after - 1].end)
        holder = next((m for m in placed if _may_hold(m, span, article.text)), None)
        out.append(
            PlaceMention(
                id=mention_id("place", span),
                span=span,
                name=span.exact,
                country=holder.country if holder else None,
                precision=told.precision,
                container=holder.name if holder else None,
            )
        )
    return out


def _may_hold(place: PlaceMention, span: Span, text: str) -> bool:
    """Whether a country or region stands right after a name and a comma."""
    wide = place.precision in ("country", "region") and not place.modifies
    return wide and text[span.end : place.span.start] == ", "


def _name_places(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Toponym], gazetteer: Gazetteer
) -> list[PlaceMention]:
    beside = _containers(found, sentences)
    believed = _believe(found, sentences, beside)
    chosen = _resolve(believed, sentences, beside)
    variants = find_variants(sentences, found, _countries(believed, chosen), gazetteer)
    pairs = [*zip(believed, chosen, strict=True), *((v, v.candidates[0]) for v in variants)]
    mentions = [_mention(article, t, candidate, beside.get(id(t))) for t, candidate in pairs]
    return sorted(mentions, key=lambda m: m.span.start)


def _resolve(
    believed: Sequence[Toponym], sentences: Sequence[Sentence], beside: dict[int, Toponym]
) -> list[Candidate]:
    names = [text_of(sentences[t.sentence].tokens, t.first, t.after) for t in believed]
    regions = [_before_region_word(t, sentences[t.sentence]) for t in believed]
    return resolve_all(believed, names, beside, regions)


def _countries(believed: Sequence[Toponym], chosen: Sequence[Candidate]) -> list[str]:
    """The countries the article is set in: the most told and those half as often told, at most three."""
    counts = Counter(c.country for t, c in zip(believed, chosen, strict=True) if c.country)
    top = max(counts.values(), default=0)
    return [code for code, count in counts.most_common(3) if 2 * count >= top]


def _before_region_word(toponym: Toponym, sentence: Sentence) -> bool:
    following = sentence.tokens[toponym.after].text if toponym.after < len(sentence.tokens) else ""
    return following in REGION_WORDS


# "coast" and "border" follow towns as well.
REGION_WORDS = frozenset(
    [
        "region",
        "Region",
        "province",
        "Province",
        "oblast",
        "Oblast",
        "state",
        "State",
        "governorate",
        "Governorate",
    ]
)


def _containers(found: Sequence[Toponym], sentences: Sequence[Sentence]) -> dict[int, Toponym]:
    """The toponym that follows another after a comma or in brackets, and may hold it: "Cusco, Peru"."""
    out = {}
    for left, right in pairwise(found):
        if left.sentence != right.sentence or left.kind == "adjective" or right.kind == "adjective":
            continue
        between = [t.text for t in sentences[left.sentence].tokens[left.after : right.first]]
        if between in ([","], ["("]) and any(holds(r, c) for c in left.candidates for r in right.candidates):
            out[id(left)] = right
    return out


def _believe(
    found: Sequence[Toponym], sentences: Sequence[Sentence], beside: dict[int, Toponym]
) -> list[Toponym]:
    """Those that are places and not people, common words or mere capitals."""
    personal = personal_words(sentences)
    held = {id(t) for t in beside.values()}
    filed = {number for number, sentence in enumerate(sentences) if dateline_end(sentence)}
    sure = [
        t.cue or id(t) in beside or id(t) in held or (t.first == 0 and t.sentence in filed) for t in found
    ]
    names = [text_of(sentences[t.sentence].tokens, t.first, t.after) for t in found]
    for index in range(1, len(found)):
        sure[index] = sure[index] or (
            sure[index - 1] and _is_joined(found[index - 1], found[index], sentences)
        )
    known = {name for name, is_sure in zip(names, sure, strict=True) if is_sure}
    return [
        t
        for t, name, is_sure in zip(found, names, sure, strict=True)
        if _is_place(
            t, name, sentences[t.sentence], is_sure or (name in known and name not in personal), personal
        )
    ]


def _is_joined(left: Toponym, right: Toponym, sentences: Sequence[Sentence]) -> bool:
    """Whether "and", "or" or a comma joins two names, so that what one is the other is."""
    if left.sentence != right.sentence or left.kind == "adjective" or right.first - left.after > 2:
        return False
    between = [t.text for t in sentences[left.sentence].tokens[left.after : right.first]]
    if between == [","]:
        return left.candidates[0].feature != "country"
    return between in (["and"], ["or"], [",", "and"], ["/"], ["to"])


def _is_place(toponym: Toponym, name: str, sentence: Sentence, sure: bool, personal: frozenset[str]) -> bool:
    if toponym.kind == "adjective":
        return not _is_language(toponym, sentence)
    first, best = toponym.candidates[0], toponym.candidates[0].feature
    if best != "country" and _is_personal(toponym, name, sentence, sure, personal):
        return False
    if best == "town" and _has_direction(toponym, sentence):
        return False
    doubtful = is_doubtful(name, toponym)
    if sure and not doubtful:
        return True
    if sure:
        big = max(weight(c) for c in toponym.candidates)
        return big >= DOUBTFUL_BUT_BIG and not toponym.modifies and not _has_article(toponym, sentence)
    if doubtful:
        return False
    if best == "country" or (first.country == "" and best == "region"):
        return True
    return _size(toponym, name) >= WELL_KNOWN and not _is_plain(toponym, sentence)


def _size(toponym: Toponym, name: str) -> float:
    """People of the largest place of the name; an old name that no other place has counts full."""
    if not any(c.own for c in toponym.candidates) and len(name) >= OLD_NAME and not toponym.modifies:
        return max(c.population for c in toponym.candidates)
    return max(weight(c) for c in toponym.candidates)


def is_doubtful(name: str, toponym: Toponym) -> bool:
    """Whether a name is also a common word, or a person's or a thing's as often as a place's."""
    common = not name.isupper() and name.lower() in load_name_words().common
    capital = any(c.capital and c.own for c in toponym.candidates)
    return common or (name in load_place_words().seldom and not capital)


def _is_language(toponym: Toponym, sentence: Sentence) -> bool:
    """Whether an adjective stands for a tongue: "in Spanish", "speaks Welsh"."""
    tokens = sentence.tokens
    before = tokens[toponym.first - 1].lemma if toponym.first else ""
    following = tokens[toponym.after].tag if toponym.after < len(tokens) else ""
    return before in ("in", "into", "speak", "learn", "teach", "from") and following not in (
        "NN",
        "NNS",
        "NNP",
        "JJ",
    )


def _has_direction(toponym: Toponym, sentence: Sentence) -> bool:
    """Whether "East" or "New" stands before: then the whole is another place than the rest."""
    before = sentence.tokens[toponym.first - 1] if toponym.first else None
    return before is not None and before.text in DIRECTIONS and not opens(sentence, toponym.first - 1)


DIRECTIONS = frozenset(["East", "West", "North", "South", "New", "Old", "Upper", "Lower", "Greater"])


def _has_article(toponym: Toponym, sentence: Sentence) -> bool:
    before = sentence.tokens[toponym.first - 1].text.lower() if toponym.first else ""
    return before in ("the", "a", "an", "this", "that", "his", "her", "their", "our", "its")


def _is_plain(toponym: Toponym, sentence: Sentence) -> bool:
    """Whether the words may be no name at all: not tagged as one where a capital comes by custom."""
    token = sentence.tokens[toponym.first]
    return opens(sentence, toponym.first) and not token.tag.startswith("NN")


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


def _mention(
    article: Article, toponym: Toponym, candidate: Candidate, container: Toponym | None
) -> PlaceMention:
    span = cut(article, toponym.start, toponym.end)
    return replace(
        mention_of(candidate),
        id=mention_id("place", span),
        span=span,
        container=article.text[container.start : container.end] if container else None,
        modifies=toponym.modifies,
    )
