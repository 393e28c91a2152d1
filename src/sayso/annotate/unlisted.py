"""Places that no gazetteer lists: villages, mines and valleys, told by the words around their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.annotate.bodies import is_role_head, load_organisation_words
from sayso.annotate.capitals import (
    is_acronym,
    is_headline,
    is_title_case,
    load_name_words,
    load_peoples,
    opens,
    read_stretches,
)
from sayso.annotate.people import follows_person_word
from sayso.annotate.toponyms import load_place_words, text_of
from sayso.model import Sentence, Token
from sayso.vocabulary import load_vocabulary

Precision = Literal["point", "town", "region"]
# A name that stands as a place nowhere but behind a bare preposition has this many words at most.
LONGEST_BARE = 4
# The longest noun of a place is of two words ("power station").
NOUN = 2
# Words between a name and its noun: "the Xyz zinc mining camp".
BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Words [first, after) of a sentence that name a place; ``precision`` is None where nothing tells it."""

    sentence: int
    first: int
    after: int
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class UnlistedWords:
    """Word lists for places that the gazetteer lacks; ``kinds`` are the nouns of places."""

    kinds: Mapping[str, Precision]
    of: frozenset[str]
    waters: frozenset[str]
    near: frozenset[str]
    held: frozenset[str]
    local: frozenset[str]
    happenings: frozenset[str]
    scenes: frozenset[str]
    ways: frozenset[str]
    motion: frozenset[str]
    held_at: frozenset[str]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A capitalised name [first, after) that may be a place's."""

    sentence: int
    first: int
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What the words around a name tell: the kind of place, and whether they leave nothing else open.

    "The Xyz mine" may lie at Xyz or belong to a firm of that name; the village of Xyz is no firm.
    """

    precision: Precision | None
    sure: bool


@cache
def load_unlisted_words(language: str = "en") -> UnlistedWords:
    """The word lists for unlisted places of ``language``."""
    words = load_vocabulary(language, "names")["unlisted"]
    order: tuple[Precision, ...] = ("point", "town", "region")
    kinds: dict[str, Precision] = {noun: kind for kind in order for noun in words[kind]}
    lists = (
        "of",
        "waters",
        "near",
        "held",
        "local",
        "happenings",
        "scenes",
        "ways",
        "motion",
        "held_at",
        "taken",
    )
    return UnlistedWords(kinds, *(frozenset(words[name]) for name in lists))


def find_unlisted(
    sentences: Sequence[Sentence],
    taken: Collection[tuple[int, int]],
    personal: Collection[str],
    wide: Collection[int] = (),
) -> list[Unlisted]:
    """Unknown names that the words around them make places, with every other mention of them.

    ``taken`` are the words, by sentence and index, that are places already; ``personal`` those that
    the article uses as people's names; ``wide`` is where countries and regions start, of which one
    may tell where a name before it lies ("Xyz, Peru").
    """
    stretches = [s for s in _stretches(sentences, taken) if _may_be_place(s, sentences[s.sentence])]
    signs = _spread(stretches, [_sign(s, sentences[s.sentence], wide) for s in stretches], sentences)
    told: dict[str, Sign] = {}
    barred = _barred(stretches, sentences) | frozenset(personal)
    for stretch, sign in zip(stretches, signs, strict=True):
        if sign and (sign.sure or not _is_barred(stretch.text, barred)):
            known = told.get(stretch.text)
            told[stretch.text] = sign if known is None or known.precision is None else known
    return [
        Unlisted(s.sentence, s.first, s.after, (sign or told[s.text]).precision or told[s.text].precision)
        for s, sign in zip(stretches, signs, strict=True)
        if s.text in told and not follows_person_word(sentences[s.sentence].tokens, s.first)
    ]


def _stretches(sentences: Sequence[Sentence], taken: Collection[tuple[int, int]]) -> Iterator[Stretch]:
    for number, sentence in enumerate(sentences):
        if is_headline(sentence):
            continue
        for first, after in read_stretches(sentence):
            first = _after_custom(sentence, first, after)
            if first < after and not any((number, i) in taken for i in range(first, after)):
                yield Stretch(number, first, after, text_of(sentence.tokens, first, after))


def _after_custom(sentence: Sentence, first: int, after: int) -> int:
    """Where the name begins behind a word that has its capital from where it stands alone."""
    tokens, common = sentence.tokens, load_name_words().common
    while first < after and opens(sentence, first) and tokens[first].text.lower() in common:
        first += 1
        while first < after and not tokens[first].text[0].isupper():
            first += 1
    return first


def _may_be_place(stretch: Stretch, sentence: Sentence) -> bool:
    """Whether a name is no one else's: no plain word, title, given name, people or body stands in it."""
    words, bodies = load_name_words(), load_organisation_words()
    texts = [t.text for t in sentence.tokens[stretch.first : stretch.after]]
    if stretch.text in bodies.known or texts[0] in words.given or any(is_acronym(t) for t in texts):
        return False
    if any(t in words.titles or t in words.never or t in load_peoples() for t in texts):
        return False
    if any(t in bodies.words or t in bodies.media_endings for t in texts):
        return False
    plain = all(
        t.text.lower() in words.common or t.lemma in words.common
        for t in sentence.tokens[stretch.first : stretch.after]
        if t.text[0].isupper()
    )
    return not plain and len(stretch.text) > 2


def _sign(stretch: Stretch, sentence: Sentence, wide: Collection[int]) -> Sign | None:
    """What tells that a name is a place's: "the X mine", "the mine of X", "X, Peru", or "in X" alone."""
    tokens, first, after = sentence.tokens, stretch.first, stretch.after
    if after + 1 < len(tokens) and tokens[after].text == "," and tokens[after + 1].start in wide:
        owns = after + 2 < len(tokens) and tokens[after + 2].tag in ("POS", "NN", "NNS")
        return None if owns else Sign(None, False)
    return (
        _by_noun_after(tokens, first, after)
        or _by_noun_before(tokens, first)
        or _by_place(sentence, first, after)
        or _by_happening(tokens, first, after)
        or _by_way(tokens, first, after)
        or _by_taking(tokens, first, after)
    )


def _by_noun_after(tokens: Sequence[Token], first: int, after: int) -> Sign | None:
    """ "The Xyz mine", "the Xyz mining camp", "Xyz province"; "the Xyz mine owner" is no place."""
    kinds = load_unlisted_words().kinds
    for start in range(after, min(len(tokens), after + BETWEEN + 1)):
        for length in range(NOUN, 0, -1):
            end = start + length
            noun = text_of(tokens, start, end) if end <= len(tokens) else ""
            if noun in kinds and not _goes_on(tokens, end):
                article = first > 0 and tokens[first - 1].text.lower() == "the"
                near = kinds[noun] == "region" and start == after
                local = noun in load_unlisted_words().local and start == after
                return Sign(kinds[noun], near) if article or near or local else None
        if tokens[start].tag not in ("NN", "VBG"):
            return None
    return None


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether another noun follows, of which what stands before is a part only."""
    following = tokens[index] if index < len(tokens) else None
    if following is None or following.text in DAYS | load_unlisted_words().happenings:
        return False
    return following.tag in ("NN", "NNS", "NNP")


DAYS = frozenset({"yesterday", "today", "tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"})


def _by_noun_before(tokens: Sequence[Token], first: int) -> Sign | None:
    """ "The village of Xyz", "the dam at Xyz", "the mayor of Xyz", "the banks of the Xyz"."""
    words = load_unlisted_words()
    river = first > 2 and tokens[first - 1].text == "the" and tokens[first - 2].text == "of"
    if river and tokens[first - 3].text in words.waters:
        return Sign("point", True)
    if first < 2 or tokens[first - 1].text not in ("of", "at", "called", "named"):
        return None
    noun, link = tokens[first - 2].text, tokens[first - 1].text
    numbered = link == "of" and first > 2 and tokens[first - 2].text.isdigit()
    if numbered and tokens[first - 3].text in load_place_words().numbered:
        return Sign("town", True)
    if noun in words.kinds and not (link == "of" and noun in OF_FIRMS):
        # The hill of a place lies by it: the name is the place's and not the hill's.
        kind = words.kinds[noun] if link != "at" else None
        return Sign(None if kind == "point" else kind, True)
    return Sign("town", True) if link == "of" and noun in words.of else None


# What belongs to a firm as often as it lies in a place: "a unit of Xyz", but "the plant at Xyz".
OF_FIRMS = frozenset({"unit", "plant", "factory", "refinery", "smelter", "depot", "site", "field"})


def _by_place(sentence: Sentence, first: int, after: int) -> Sign | None:
    """A bare preposition of place before a name that nothing goes on: "in Xyz", not "in Xyz shares"."""
    tokens = sentence.tokens
    if is_title_case(sentence) or after - first > LONGEST_BARE or not _stands_where(tokens, first, after):
        return None
    if any(t.text.lower() in load_name_words().common for t in tokens[first:after] if t.text[0].isupper()):
        return None
    owns = after < len(tokens) and tokens[after].tag in ("POS", "VBG")
    if owns or not tokens[first].tag.startswith("NN"):
        return None
    if after < len(tokens) and (tokens[after].tag == "CD" or tokens[after].text == "&"):
        return None
    spot = after < len(tokens) and tokens[after].text in load_unlisted_words().kinds
    spot = spot and not _goes_on(tokens, after + 1)
    return None if _goes_on(tokens, after) and not spot else Sign(None, False)


def _stands_where(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a preposition of place or "nearby" stands before, and no word that takes it otherwise."""
    words, index = load_unlisted_words(), first - 1
    if index >= 0 and tokens[index].text in NEARBY:
        return "-" not in tokens[first].text
    before = tokens[index].text.lower() if index >= 0 else ""
    held = tokens[index - 1] if index > 0 else None
    if held is not None and (held.lemma in words.held or held.text in words.held):
        return False
    return before in words.near or (before == "at" and not _is_of_body(tokens, held, after))


NEARBY = frozenset({"nearby", "neighbouring", "neighboring", "downtown"})


def _is_of_body(tokens: Sequence[Token], held: Token | None, after: int) -> bool:
    """Whether "at Xyz" is more likely a firm's or a school's: "an analyst at Xyz", "at Xyz, a firm"."""
    firms, words = load_organisation_words().firms, load_unlisted_words().held_at
    apposed = [t.text for t in tokens[after : after + 6]]
    if apposed[:1] == [","] and apposed[1:2] in (["a"], ["an"], ["the"]) and firms.intersection(apposed):
        return True
    if held is None:
        return False
    person = is_role_head(held.lemma) or held.text in load_vocabulary("en", "names")["groups"]["people"]
    return person or held.text[0].isupper() or bool({held.text, held.lemma} & words)


def _by_happening(tokens: Sequence[Token], first: int, after: int) -> Sign | None:
    """ "The Xyz fire", "the tragic Xyz incident"."""
    if after >= len(tokens) or tokens[after].text not in load_unlisted_words().happenings:
        return None
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    bare = before[-1:] == ["the"] or (before[:1] == ["the"] and tokens[first - 1].tag == "JJ")
    return Sign(None, False) if bare else None


def _by_way(tokens: Sequence[Token], first: int, after: int) -> Sign | None:
    """ "The fare to Xyz", "the road from Xyz", "Xyz, day 3"."""
    day = [t.text for t in tokens[after : after + 2]] == [",", "day"]
    if day and first == 0 and tokens[after + 2 : after + 3] and tokens[after + 2].text.isdigit():
        return Sign(None, False)
    if first and tokens[first - 1].text in ("reached", "reaching") and not _goes_on(tokens, after):
        called = tokens[after].text if after < len(tokens) else ""
        return None if called in ("for", "by", "a", "an", "at") else Sign(None, False)
    if first < 2 or tokens[first - 1].text not in ("to", "from", "into") or _goes_on(tokens, after):
        return None
    way = tokens[first - 2].text in load_unlisted_words().ways
    return Sign(None, False) if way or _is_gone_to(tokens, first) else None


def _by_taking(tokens: Sequence[Token], first: int, after: int) -> Sign | None:
    """ "Rebels overran Xyz", "Xyz was razed": what is done to places alone."""
    taken = load_unlisted_words().taken
    verb = tokens[first - 1] if first else None
    if verb and verb.tag in ("VBD", "VBN", "VBG", "VBZ", "VBP", "VB") and verb.lemma in taken:
        return None if _goes_on(tokens, after) else Sign(None, False)
    done = [t for t in tokens[after : after + 3] if t.tag.startswith("VB")]
    passive = len(done) > 1 and tokens[after].lemma in ("be", "have") and done[-1].tag == "VBN"
    return Sign(None, False) if passive and done[-1].lemma in taken else None


def _is_gone_to(tokens: Sequence[Token], first: int) -> bool:
    """Whether a verb of going stands right before the preposition: "fled to Xyz"."""
    verb = tokens[first - 2]
    return verb.tag.startswith("VB") and verb.lemma in load_unlisted_words().motion


def _spread(
    stretches: Sequence[Stretch], signs: Sequence[Sign | None], sentences: Sequence[Sentence]
) -> list[Sign | None]:
    """The signs with those that a list hands on: "the villages of Abc, Def and Ghi"."""
    out = list(signs)
    for index in range(1, len(stretches)):
        left, right = stretches[index - 1], stretches[index]
        if out[index] is None and left.sentence == right.sentence:
            between = [t.text for t in sentences[left.sentence].tokens[left.after : right.first]]
            if between in ([","], ["and"], ["or"], [",", "and"]) and not _is_apposed(right, sentences):
                out[index] = out[index - 1]
    return out


def _is_apposed(stretch: Stretch, sentences: Sequence[Sentence]) -> bool:
    """Whether a comma and no more of a list follows: "In Abc, Ana Def, 41, was there"."""
    tokens = sentences[stretch.sentence].tokens
    before = tokens[stretch.first - 1].text
    rest = [t.text for t in tokens[stretch.after : stretch.after + 1]]
    listed = any(t.text in ("and", "or") for t in tokens[stretch.after : stretch.after + 6])
    return before == "," and not (rest in ([","], ["and"], ["or"]) and listed)


def _barred(stretches: Sequence[Stretch], sentences: Sequence[Sentence]) -> frozenset[str]:
    """Names that somewhere speak or act as people and bodies do, and the words of longer names."""
    speech = load_organisation_words().speech
    out = set()
    for stretch in stretches:
        tokens = sentences[stretch.sentence].tokens
        near = [t for t in tokens[stretch.after : stretch.after + 2] if t.tag[:1] in ("V", "M", "R")]
        before = tokens[stretch.first - 1].text.lower() if stretch.first else ""
        alone = before != "at" and before not in load_unlisted_words().near
        if alone and any(t.lemma in speech for t in near):
            out.add(stretch.text)
    for stretch in _stretches(sentences, ()):
        parts = stretch.text.split()
        if len(parts) > 1 and parts[0] not in load_place_words().directions:
            out.update(parts)
    return frozenset(out)


def _is_barred(name: str, barred: Collection[str]) -> bool:
    return name in barred or any(word in barred for word in name.split() if " " not in name)
