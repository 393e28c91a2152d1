"""Names within one article: who is named or described where, and which mentions have one bearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.annotate.bearers import body_key, gender_of, join_bodies, join_people
from sayso.annotate.descriptions import Description, read_descriptions
from sayso.annotate.proper_names import Proper, read_proper_names, read_setting
from sayso.ids import mention_id
from sayso.model import Article, NameKind, NameMention, PlaceMention, Sentence, Span
from sayso.spans import cut, inside_any

# Two mentions further apart than this are no apposition.
APPOSITION = 3


def find_names(
    article: Article,
    sentences: Sequence[Sentence],
    places: Sequence[PlaceMention],
    taken: Sequence[Span] = (),
) -> tuple[NameMention, ...]:
    """The bearers named or described in ``article`` in the order of its text; none that touches ``taken``."""
    propers = [p for p in read_proper_names(sentences, read_setting(sentences, places)) if p.kind]
    named = _named(article, sentences, propers, places)
    described = _described(article, sentences, read_descriptions(sentences, places), named)
    every = [m for m in (*named, *described) if not inside_any(m.span.start, m.span.end, taken)]
    return tuple(sorted(every, key=lambda m: (m.span.start, -m.span.end)))


def _named(
    article: Article, sentences: Sequence[Sentence], propers: Sequence[Proper], places: Sequence[PlaceMention]
) -> list[NameMention]:
    people = join_people([p.text for p in propers if p.kind == "person"])
    bodies = join_bodies([p.text for p in propers if p.kind == "organisation"])
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for proper in propers:
        if proper.kind == "person":
            roles[people[proper.text]] |= dict.fromkeys(proper.roles)
    spots = {p.span.start: p for p in places}
    out = []
    for proper in propers:
        tokens = sentences[proper.sentence].tokens
        span = cut(article, tokens[proper.first].start, tokens[proper.after - 1].end)
        out.append(_name_mention(span, proper, people, bodies, roles, spots))
    return out


def _name_mention(
    span: Span,
    proper: Proper,
    people: dict[str, str],
    bodies: dict[str, str],
    roles: dict[str, dict[str, None]],
    spots: dict[int, PlaceMention],
) -> NameMention:
    if proper.kind == "place":
        place = spots[span.start]
        return NameMention(place.id, place.span, "place", place.name)
    if proper.kind == "person":
        full = people[proper.text]
        return NameMention(mention_id("name", span), span, "person", full, roles=tuple(roles[full]))
    return NameMention(mention_id("name", span), span, proper.kind or "organisation", bodies[proper.text])


def _described(
    article: Article,
    sentences: Sequence[Sentence],
    descriptions: Sequence[Description],
    named: Sequence[NameMention],
) -> list[NameMention]:
    out = []
    covered = [m.span for m in named if m.kind != "place"]
    for description in descriptions:
        tokens = sentences[description.sentence].tokens
        span = cut(article, tokens[description.first].start, tokens[description.after - 1].end)
        if inside_any(span.start, span.end, covered):
            continue
        canonical = _bearer(description, span, named, article.text) or span.exact
        out.append(NameMention(mention_id("name", span), span, description.kind, canonical, proper=False))
    return out


def _bearer(description: Description, span: Span, named: Sequence[NameMention], text: str) -> str | None:
    """The full name that a description stands for, where exactly one bearer in the article is left."""
    if not description.definite or description.kind not in ("person", "organisation"):
        return None
    beside = _apposition(span, named, text)
    if beside and description.kind == "person":
        return beside.canonical
    fit = {m.canonical for m in named if m.kind == description.kind and _fits(description, m)}
    return next(iter(fit)) if len(fit) == 1 else None


def _apposition(span: Span, named: Sequence[NameMention], text: str) -> NameMention | None:
    for mention in named:
        if mention.kind == "person":
            between = text[span.end : mention.span.start] if span.end <= mention.span.start else ""
            if 0 < len(between) <= APPOSITION and between.strip() in (",", ""):
                return mention
            between = text[mention.span.end : span.start] if mention.span.end <= span.start else ""
            if 0 < len(between) <= APPOSITION and between.strip() == ",":
                return mention
    return None


def _fits(description: Description, mention: NameMention) -> bool:
    if mention.kind == "organisation":
        return (
            body_key(mention.canonical).endswith(body_key(description.head))
            and len(description.head.split()) > 1
        )
    return any(
        role.lower().split()[-len(description.head.split()) :] == description.head.split()
        for role in mention.roles
    )


def mention_covering(names: Iterable[NameMention], start: int, end: int) -> NameMention | None:
    """The mention that shares most with [start, end); of equals the shorter; None where none touches it."""
    touching = [m for m in names if m.span.start < end and start < m.span.end]
    return max(touching, key=lambda m: _shared(m, start, end), default=None)


def _shared(mention: NameMention, start: int, end: int) -> tuple[int, int]:
    shared = min(end, mention.span.end) - max(start, mention.span.start)
    return shared, -(mention.span.end - mention.span.start)


PLURAL: frozenset[NameKind] = frozenset({"group"})


def resolve_pronoun(
    sentences: Sequence[Sentence], names: Sequence[NameMention], offset: int
) -> NameMention | None:
    """Whom the pronoun at ``offset`` means: the one bearer of its number and gender here before it or a sentence back."""
    index = next((i for i, s in enumerate(sentences) if s.start <= offset < s.end), None)
    if index is None:
        return None
    pronoun = next((t.text.lower() for t in sentences[index].tokens if t.start <= offset < t.end), "")
    stretches = [(sentences[index].start, offset)]
    if index and sentences[index - 1].paragraph >= sentences[index].paragraph - 1:
        stretches.append((sentences[index - 1].start, sentences[index - 1].end))
    for start, end in stretches:
        fit = [m for m in names if start <= m.span.start and m.span.end <= end and _agrees(pronoun, m)]
        bearers = {m.canonical: m for m in fit}
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
    return pronoun in ("they", "them", "their", "themselves") and mention.kind in PLURAL
