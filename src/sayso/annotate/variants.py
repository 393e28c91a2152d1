"""Names that the gazetteer lacks as they are written: other transliterations and slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import is_acronym, load_name_words, opens
from sayso.annotate.folding import fold_name
from sayso.annotate.gazetteer import Candidate, Gazetteer
from sayso.annotate.people import follows_person_word
from sayso.annotate.toponyms import Toponym, has_cue, load_place_words
from sayso.model import Sentence, Token

# A misspelt name in the news means no smaller town than this; another transliteration may.
LARGE = 15_000
SMALL = 2_000
# Letters that a name needs before a slip in it can be told from another name.
SHORTEST = 5
# And letters of its sound from which one slip is allowed: "Thyna" is not Tinja.
SURE = 5
# From here on two slips are allowed.
LONG = 9
# Of two towns equally near in spelling, one must be larger by this factor.
CLEARLY = 10


def find_variants(
    sentences: Sequence[Sentence], taken: Sequence[Toponym], countries: Sequence[str], gazetteer: Gazetteer
) -> list[Toponym]:
    """Unknown names that stand as places do and are one town of ``countries`` in another spelling."""
    spots = {(t.sentence, i) for t in taken for i in range(t.first, t.after)}
    met: dict[str, Candidate | None] = {}
    free = [
        (number, index, sentence)
        for number, sentence in enumerate(sentences)
        for index, token in enumerate(sentence.tokens)
        if (number, index) not in spots and _may_be_name(token, sentence, index)
    ]
    placed = {(t.sentence, t.after) for t in taken}
    for number, index, sentence in free:
        if _is_placed(sentence.tokens, index) or _is_joined(sentence.tokens, number, index, placed):
            placed.add((number, index + 1))
            text = sentence.tokens[index].text
            met.setdefault(text, nearest_town(text, countries, gazetteer))
    return list(_variants(free, met))


def _variants(
    free: Sequence[tuple[int, int, Sentence]], met: dict[str, Candidate | None]
) -> Iterator[Toponym]:
    for number, index, sentence in free:
        token = sentence.tokens[index]
        candidate = met.get(token.text)
        if candidate:
            yield Toponym(number, index, index + 1, token.start, token.end, (candidate,), cue=True)


def _may_be_name(token: Token, sentence: Sentence, index: int) -> bool:
    text, words = token.text, load_name_words()
    if not text[0].isupper() or len(text) < SHORTEST or is_acronym(text) or not token.tag.startswith("NN"):
        return False
    if text.lower() in words.common or text in words.given or text in words.never or text in words.titles:
        return False
    known = text in load_organisation_words().known or text in load_organisation_words().words
    return not known and not opens(sentence, index) and not follows_person_word(sentence.tokens, index)


def _is_placed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands as a place does, and alone: "in Xyz", not "in Xyz Bank"."""
    alone = index + 1 == len(tokens) or not tokens[index + 1].text[0].isupper()
    return alone and has_cue(tokens, index, index + 1)


def _is_joined(tokens: Sequence[Token], number: int, index: int, placed: set[tuple[int, int]]) -> bool:
    return index > 1 and tokens[index - 1].text in ("and", "or", "to") and (number, index - 1) in placed


def nearest_town(name: str, countries: Sequence[str], gazetteer: Gazetteer) -> Candidate | None:
    """The one town of ``countries`` that ``name`` may be a spelling of; None where several are, or none."""
    sound = sound_of(name)
    found = [pair for country in countries for pair in _near_in(sound, towns_by_letter(gazetteer, country))]
    if not found:
        return None
    least = min(slips for slips, _ in found)
    best = sorted((t for slips, t in found if slips == least), key=lambda t: -t.population)
    clear = len(best) == 1 or best[0].population >= CLEARLY * best[1].population
    return best[0] if clear else None


def _near_in(
    sound: str, towns: dict[str, tuple[list[str], list[Candidate]]]
) -> Iterator[tuple[int, Candidate]]:
    sounds, candidates = towns.get(sound[:1], ([], []))
    # Two letters that changed places may stand apart, which the distance counts as two.
    near = process.extract(sound, sounds, scorer=OSA.distance, score_cutoff=2, limit=None)
    for other, _, index in near:
        slips, town = slips_between(sound, other), candidates[index]
        if slips is not None and (slips == 0 or town.population >= LARGE):
            yield slips, town


@lru_cache(maxsize=64)
def towns_by_letter(gazetteer: Gazetteer, country: str) -> dict[str, tuple[list[str], list[Candidate]]]:
    """The towns of a country and their sounds, by the first letter of the sound."""
    out: dict[str, tuple[list[str], list[Candidate]]] = {}
    for town in gazetteer.towns_of(country, SMALL):
        sound = sound_of(town.name)
        sounds, towns = out.setdefault(sound[:1], ([], []))
        sounds.append(sound)
        towns.append(town)
    return out


def sound_of(name: str) -> str:
    """A name as it sounds: transliterations of one letter made one, doubled letters single."""
    folded = fold_name(name).replace(" ", "")
    for long, short in load_place_words().sounds:
        folded = folded.replace(long, short)
    return "".join(c for i, c in enumerate(folded) if i == 0 or c != folded[i - 1])


def slips_between(left: str, right: str) -> int | None:
    """How many slips part two sounds, two letters changed over counting as one; None for two names."""
    if not left or not right or left[0] != right[0] or min(len(left), len(right)) < SHORTEST - 1:
        return None
    allowed = 2 if min(len(left), len(right)) >= LONG else 1
    slips = OSA.distance(left, right, score_cutoff=allowed)
    if slips == 0 or (slips <= allowed and min(len(left), len(right)) >= SURE):
        return int(slips)
    swapped = sum(a != b for a, b in zip(left, right, strict=False)) == 2 and left[-1] == right[-1]
    return 1 if swapped and len(left) >= SHORTEST + 1 and sorted(left) == sorted(right) else None
