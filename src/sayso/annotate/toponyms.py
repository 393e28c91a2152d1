"""Finding toponyms: capitalised words that the gazetteer knows, with what speaks for a place and against."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import is_acronym, is_capitalised, is_headline
from sayso.annotate.gazetteer import Candidate, Gazetteer
from sayso.model import Sentence, Span, Token
from sayso.vocabulary import load_vocabulary

Kind = Literal["name", "adjective"]
# Names in the index run to five words ("Santa Cruz de la Sierra").
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words [first, after) that may be a place. ``modifies``: they only tell what belongs to it."""

    sentence: int
    first: int
    after: int
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    modifies: bool = False
    cue: bool = False
    kind: Kind = "name"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists for places."""

    points: frozenset[str]
    numbered: frozenset[str]
    regions: frozenset[str]
    towns: frozenset[str]
    land: frozenset[str]
    land_before: frozenset[str]
    directions: frozenset[str]
    cues: frozenset[str]
    after: frozenset[str]
    seldom: frozenset[str]
    never: frozenset[str]
    states: dict[str, str]
    described: dict[str, str]
    sounds: tuple[tuple[str, str], ...]


@cache
def load_place_words(language: str = "en") -> PlaceWords:
    """The word lists for places of ``language``."""
    words: dict[str, Any] = load_vocabulary(language, "names")["places"]
    states = {short: state for state, shorts in words["abbreviations"].items() for short in shorts}
    described = {head: kind for kind, heads in words["described"].items() for head in heads}
    sounds = tuple((long, short) for long, short in (pair.split() for pair in words["sounds"]["order"]))
    lists = {name: frozenset(values) for name, values in words.items() if isinstance(values, list)}
    return PlaceWords(**lists, states=states, described=described, sounds=sounds)


def free_of(taken: Sequence[Span]) -> Callable[[int, int], bool]:
    """Tells whether [start, end) touches none of ``taken``, which do not overlap one another."""
    ordered = sorted(taken, key=lambda s: s.start)
    starts = [s.start for s in ordered]

    def is_free(start: int, end: int) -> bool:
        index = bisect_left(starts, end)
        return index == 0 or ordered[index - 1].end <= start

    return is_free


def find_toponyms(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Toponym]:
    """Every stretch of words that may be a toponym, longest first at each word, none within another."""
    out: list[Toponym] = []
    for number, sentence in enumerate(sentences):
        shouted, index = is_headline(sentence), 0
        while index < len(sentence.tokens):
            if not _may_open(sentence, index, shouted):
                index += 1
                continue
            names = [(e, text_of(sentence.tokens, index, e)) for e in _ends(sentence.tokens, index)]
            body = next((end for end, name in names if _is_body(name)), None)
            found = None if body else _toponym_at(number, sentence, index, names, gazetteer)
            if found:
                out.append(found)
            index = body or (found.after if found else index + 1)
    return out


def _may_open(sentence: Sentence, index: int, shouted: bool) -> bool:
    token = sentence.tokens[index]
    return token.text[0].isupper() and (not shouted or len(token.text) > 3)


def _is_body(name: str) -> bool:
    """Whether these words are an organisation known to all, a place's name within it or not."""
    return len(name) > 2 and name.removeprefix("The ") in load_organisation_words().known


def _toponym_at(
    number: int, sentence: Sentence, first: int, names: Sequence[tuple[int, str]], gazetteer: Gazetteer
) -> Toponym | None:
    tokens, never = sentence.tokens, load_place_words().never
    for after, name in names:
        if name in never or (tokens[after - 1].text in NOT_INSIDE and not gazetteer.is_macro(name)):
            continue
        if _is_cut_short(tokens, after):
            continue
        adjective = gazetteer.adjective(name)
        candidates = (adjective,) if adjective else _candidates(name, tokens, first, gazetteer)
        if candidates:
            kind: Kind = "adjective" if adjective else "name"
            modifies = bool(adjective) or is_embedded(tokens, first, after)
            end = _with_point(tokens, first, after)
            cue = has_cue(tokens, first, after)
            return Toponym(number, first, after, tokens[first].start, end, candidates, modifies, cue, kind)
    return _hyphened(number, sentence, first, gazetteer)


def _is_cut_short(tokens: Sequence[Token], after: int) -> bool:
    """Whether a name goes on over a particle: "Santa Ana" in "Santa Ana de Chena" is another place."""
    rest = tokens[after : after + 3]
    inner = [t.text in LINKING for t in rest]
    length = next((i for i, linked in enumerate(inner) if not linked), len(rest))
    close = all(b.start - a.end <= 1 for a, b in pairwise(tokens[after - 1 : after + length + 1]))
    return 0 < length < len(rest) and close and rest[length].text[0].isupper()


LINKING = frozenset(["de", "del", "da", "do", "dos", "das", "di", "della"])


def _with_point(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where a name ends in the text: a state cut short, as "Ala.", takes its point along."""
    name = tokens[after - 1].text
    short = after - first == 1 and name in load_place_words().states and not name.isupper()
    pointed = short and after < len(tokens) and tokens[after].text == "."
    return tokens[after].end if pointed else tokens[after - 1].end


def _hyphened(number: int, sentence: Sentence, first: int, gazetteer: Gazetteer) -> Toponym | None:
    """The place in "Lima-based", "Peruvian-led" and "Peruvian-Chilean"."""
    token = sentence.tokens[first]
    name, hyphen, rest = token.text.partition("-")
    if not hyphen or len(name) < 2 or len(rest) < 2:
        return None
    adjective = gazetteer.adjective(name)
    both = adjective is not None and gazetteer.adjective(rest) is not None
    if not (rest[0].islower() or both):
        return None
    candidates = (adjective,) if adjective else _candidates(name, sentence.tokens, first, gazetteer)
    if not candidates:
        return None
    end = token.start + len(name)
    kind: Kind = "adjective" if adjective else "name"
    return Toponym(number, first, first + 1, token.start, end, candidates, True, rest == "based", kind)


def text_of(tokens: Sequence[Token], first: int, after: int) -> str:
    """The words [first, after) as they stand, a line break within them read as a blank."""
    words = [tokens[first].text]
    for before, token in zip(tokens[first : after - 1], tokens[first + 1 : after], strict=True):
        words.append(" " * (token.start > before.end) + token.text)
    return "".join(words)


def _ends(tokens: Sequence[Token], first: int) -> Iterator[int]:
    """Where a name that opens at ``first`` may end, the longest first: after a capital, over particles."""
    ends, index = [first + 1], first + 1
    while index < min(len(tokens), first + LONGEST + 1) and tokens[index].start - tokens[index - 1].end <= 1:
        token = tokens[index]
        if is_capitalised(token):
            ends.append(index + 1)
        elif not (
            token.text in INSIDE
            or (token.text in ("'s", "’s") and index + 1 < len(tokens) and is_capitalised(tokens[index + 1]))
            or (token.text == "." and tokens[index - 1].text in ("St", "Ste", "Mt", "Ft"))
        ):
            break
        index += 1
    last = ends[-1]
    if last < len(tokens) and tokens[last].text in load_place_words().regions:
        ends.append(last + 1)
    return reversed(ends)


# A generic word in lower case belongs to the name only in the names of great regions ("the Volga region").
NOT_INSIDE = frozenset(
    [
        "region",
        "area",
        "province",
        "oblast",
        "district",
        "county",
        "state",
        "coast",
        "border",
        "valley",
        "peninsula",
    ]
)
INSIDE = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "le",
        "el",
        "al",
        "del",
        "des",
        "du",
        "da",
        "do",
        "dos",
        "di",
        "der",
        "am",
        "an",
        "en",
        "sur",
        "upon",
        "on",
        "and",
        "&",
        "las",
        "los",
        "les",
        "y",
        "e",
        "bin",
        "a",
    ]
)


def _candidates(
    name: str, tokens: Sequence[Token], first: int, gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    states = load_place_words().states
    if name in states and first and tokens[first - 1].text in {",", "("}:
        state = gazetteer.division("US." + states[name])
        return (state,) if state else ()
    if len(name) < 3 or is_acronym(name):
        found = gazetteer.look_up(name) if is_acronym(name) and gazetteer.is_country_name(name) else ()
        return found[:1] if len(name) < 6 else gazetteer.look_up(name)
    return gazetteer.look_up(name)


def has_cue(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a word beside it says that a name is a place: "in", "near", "the city of", "province"."""
    words = load_place_words()
    if after < len(tokens) and (tokens[after].text in words.regions or tokens[after].text in words.after):
        return True
    index = first - 1
    while index >= 0 and (tokens[index].text == "the" or tokens[index].text in words.directions):
        index -= 1
    if index < 0:
        return False
    before = tokens[index].text.lower()
    if before == "of" and index:
        return tokens[index - 1].text in words.towns or tokens[index - 1].text in words.regions
    far = before == "as" and any(t.text == "far" for t in tokens[max(0, index - 3) : index])
    return far or before in words.cues


def is_embedded(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a name stands within a longer one ("Lima Chamber of Commerce", "University of Lima")."""
    words = load_place_words()
    if (
        after < len(tokens)
        and is_capitalised(tokens[after])
        and tokens[after].start - tokens[after - 1].end <= 1
    ):
        return tokens[after].text not in words.regions
    if first >= 2 and tokens[first - 1].text == "of":
        head = tokens[first - 2].text
        return head[0].isupper() and head not in words.regions and head not in words.towns
    return False
