"""Nouns that point back to a place told before: "the valley", "the mine", each where one place is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.unlisted import load_unlisted_words
from sayso.ids import mention_id
from sayso.model import Article, PlaceMention, Sentence, Token
from sayso.spans import cut

# Words between a name and its noun: "the Xyz zinc mine".
BETWEEN = 2


def find_pointed(
    article: Article, sentences: Sequence[Sentence], places: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """ "The valley" after "the Xyz valley", "the village" after "the village of Xyz", told of no other."""
    spots = {p.span.start: p for p in places}
    told: defaultdict[str, dict[str, PlaceMention]] = defaultdict(dict)
    out = []
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            place = spots.get(token.start)
            if place is not None and not place.modifies:
                for noun in _nouns_beside(sentence.tokens, index, place):
                    told[noun].setdefault(place.name, place)
            elif len(found := told.get(token.text, {})) == 1 and _points_back(sentence.tokens, index):
                out.append(_stand_in(article, sentence.tokens, index, next(iter(found.values()))))
    return out


def _nouns_beside(tokens: Sequence[Token], first: int, place: PlaceMention) -> Iterator[str]:
    """The nouns that tell what kind of place a name is: "the village of Xyz", "the Xyz zinc mine"."""
    kinds = load_unlisted_words().kinds
    if (
        first > 1
        and tokens[first - 1].text in ("of", "at", "called", "named")
        and tokens[first - 2].text in kinds
    ):
        yield tokens[first - 2].text
    after = first
    while after < len(tokens) and tokens[after].start < place.span.end:
        after += 1
    for token in tokens[after : after + BETWEEN + 1]:
        if token.text in kinds:
            yield token.text
        if token.tag not in ("NN", "VBG"):
            return


def _points_back(tokens: Sequence[Token], index: int) -> bool:
    """Whether "the" or "this" stands before a noun that nothing goes on: no "of", no compound."""
    if not index or tokens[index - 1].text.lower() not in ("the", "this", "that"):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is None or not (
        following.text in ("of", "at", "'s", "’s") or following.tag.startswith("NN")
    )


def _stand_in(article: Article, tokens: Sequence[Token], index: int, place: PlaceMention) -> PlaceMention:
    span = cut(article, tokens[index - 1].start, tokens[index].end)
    return replace(place, id=mention_id("place", span), span=span, modifies=False, described=True)
