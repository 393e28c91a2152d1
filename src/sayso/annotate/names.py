"""Names within one article: who is named or described where, and which mentions have one bearer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from sayso.annotate.bearers import Bearers, gender_of, read_bearers
from sayso.annotate.capitals import is_acronym
from sayso.annotate.descriptions import Description, read_descriptions
from sayso.annotate.proper_names import Proper, read_proper_names, read_setting
from sayso.annotate.reader_decoding import Found
from sayso.annotate.seen_names import join_names
from sayso.annotate.toponyms import free_of
from sayso.ids import mention_id
from sayso.model import Article, NameMention, PlaceMention, Sentence, Span
from sayso.spans import cut

# Two mentions further apart than this are no apposition.
APPOSITION = 3
# No mention is longer than this many characters.
FURTHEST = 600


def find_names(
    article: Article,
    sentences: Sequence[Sentence],
    places: Sequence[PlaceMention],
    taken: Sequence[Span] = (),
    seen: Sequence[Found] = (),
) -> tuple[NameMention, ...]:
    """The bearers named or described in ``article`` in the order of its text; none that touches ``taken``."""
    ruled = read_proper_names(sentences, read_setting(sentences, places))
    propers = [p for p in join_names(ruled, seen, sentences, places) if p.kind]
    found = [(p, _span(article, sentences, p)) for p in propers]
    descriptions = [(d, _span(article, sentences, d)) for d in read_descriptions(sentences, places)]
    descriptions = _uncovered(descriptions, [span for proper, span in found if proper.kind != "place"])
    beside = _beside(descriptions, found, article.text)
    bearers = read_bearers(propers, beside, _bracketed(found, article.text))
    spots = {p.span.start: p for p in places}
    every = [
        *(_named(proper, span, bearers, spots) for proper, span in found),
        *(_described(description, span, bearers) for description, span in descriptions),
    ]
    is_free = free_of(taken)
    free = [m for m in every if is_free(m.span.start, m.span.end)]
    return tuple(sorted(free, key=lambda m: (m.span.start, -m.span.end)))


def _span(article: Article, sentences: Sequence[Sentence], words: Proper | Description) -> Span:
    tokens = sentences[words.sentence].tokens
    return cut(article, tokens[words.first].start, tokens[words.after - 1].end)


def _uncovered(
    descriptions: Sequence[tuple[Description, Span]], covered: Sequence[Span]
) -> list[tuple[Description, Span]]:
    """The descriptions that lie in no name, nor right after one, as "news agency" in "Xyz news agency"."""
    starts = [s.start for s in covered]
    out = []
    for description, span in descriptions:
        index = bisect_right(starts, span.end - 1)
        before = covered[index - 1] if index else None
        if before is None or before.end < span.start - 1:
            out.append((description, span))
    return out


def _beside(
    descriptions: Sequence[tuple[Description, Span]], found: Sequence[tuple[Proper, Span]], text: str
) -> list[tuple[Description, Proper]]:
    """The people whose names stand right beside descriptions: "Chile's president, Ana Rojas"."""
    people = [(proper, span) for proper, span in found if proper.kind == "person"]
    starts = [span.start for _, span in people]
    out = []
    for description, span in descriptions:
        index = bisect_right(starts, span.start)
        near = people[max(0, index - 1) : index + 1] if description.kind == "person" else []
        out += [(description, proper) for proper, name in near if _touch(span, name, text)][:1]
    return out


def _bracketed(found: Sequence[tuple[Proper, Span]], text: str) -> list[tuple[Proper, Proper]]:
    """Organisations with what they go by in brackets right after: "Coastal Fire Institute (IFC)"."""
    return [
        (full, short)
        for (full, left), (short, right) in pairwise(found)
        if full.kind == short.kind == "organisation"
        and text[left.end : right.start] == " ("
        and text[right.end : right.end + 1] == ")"
        and is_acronym(short.text)
        and not is_acronym(full.text)
    ]


def _touch(description: Span, name: Span, text: str) -> bool:
    left, right = (description, name) if description.end <= name.start else (name, description)
    between = text[left.end : right.start]
    joined = between.strip() == "," or (between.isspace() and left is description)
    return left.end <= right.start and joined and len(between) <= APPOSITION


def _named(proper: Proper, span: Span, bearers: Bearers, spots: dict[int, PlaceMention]) -> NameMention:
    if proper.kind == "place":
        place = spots[span.start]
        return NameMention(place.id, place.span, "place", place.name)
    kind = proper.kind or "organisation"
    full = bearers.full_name(proper.text, kind)
    titled = " ".join(proper.titled.split()) if kind == "person" else ""
    return NameMention(mention_id("name", span), span, kind, full, roles=bearers.roles(full), titled=titled)


def _described(description: Description, span: Span, bearers: Bearers) -> NameMention:
    full = bearers.holder(description) or span.exact
    return NameMention(mention_id("name", span), span, description.kind, full, proper=False)


def mention_covering(names: Sequence[NameMention], start: int, end: int) -> NameMention | None:
    """The mention that shares most with [start, end); of equals the shorter; None where none touches it.

    ``names`` are in the order of the text, as ``find_names`` gives them.
    """
    after = bisect_left(names, end, key=lambda m: m.span.start)
    before = bisect_left(names, start - FURTHEST, key=lambda m: m.span.start)
    touching = [m for m in names[before:after] if start < m.span.end]
    return max(touching, key=lambda m: _shared(m, start, end), default=None)


def _shared(mention: NameMention, start: int, end: int) -> tuple[int, int]:
    shared = min(end, mention.span.end) - max(start, mention.span.start)
    return shared, -(mention.span.end - mention.span.start)


def resolve_pronoun(
    sentences: Sequence[Sentence], names: Sequence[NameMention], offset: int
) -> NameMention | None:
    """Whom the pronoun at ``offset`` means: the one bearer that fits before it here, or a sentence back.

    None where two remain, or where no pronoun stands there.
    """
    index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    if index < 0 or offset >= sentences[index].end:
        return None
    here = sentences[index]
    pronoun = next((t.text.lower() for t in here.tokens if t.start <= offset < t.end), "")
    stretches = [(here.start, offset)]
    if index and sentences[index - 1].paragraph >= here.paragraph - 1:
        stretches.append((sentences[index - 1].start, sentences[index - 1].end))
    for start, end in stretches:
        first = bisect_left(names, start, key=lambda m: m.span.start)
        after = bisect_left(names, end, key=lambda m: m.span.start)
        bearers = {m.canonical: m for m in names[first:after] if _agrees(pronoun, m)}
        if bearers:
            return next(iter(bearers.values())) if len(bearers) == 1 else None
    return None


def _agrees(pronoun: str, mention: NameMention) -> bool:
    if pronoun in ("he", "him", "his", "himself"):
        return mention.kind == "person" and gender_of(mention.canonical) != "f"
    if pronoun in ("she", "her", "hers", "herself"):
        return mention.kind == "person" and gender_of(mention.canonical) != "m"
    if pronoun in ("it", "its", "itself"):
        return mention.kind == "organisation"
    return pronoun in ("they", "them", "their", "themselves") and mention.kind == "group"
