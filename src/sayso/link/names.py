"""Spelling of names: what may be the same name written otherwise, and what may not."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from sayso.annotate.folding import fold_name
from sayso.vocabulary import load_vocabulary

VOWELS = "aeiou"
VOWEL_CLASS = str.maketrans({"o": "u", "e": "i"})
# Below this a letter is too large a part of a name: "Doha" and "Dota" are two places.
SLIP_LENGTH = 6


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of the list ``names.<name>`` in data/en/spellings.toml."""
    return frozenset(load_vocabulary("en", "spellings")["names"][name])


@cache
def _rewrites() -> tuple[tuple[str, str], ...]:
    return tuple((r["from"], r["to"]) for r in load_vocabulary("en", "spellings")["rewrite"])


@cache
def _words() -> dict[str, str]:
    return {w["from"]: w["to"] for w in load_vocabulary("en", "spellings")["word"]}


@lru_cache(maxsize=65536)
def spelling_key(word: str) -> str:
    """One form for all transliterations of a folded word."""
    for old, new in _rewrites():
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without possessives, articles and punctuation."""
    bare = re.sub(r"['’]s\b|['’](?=\s|$)", " ", name)
    words = re.findall(r"\w+", fold_name(bare))
    return tuple(_words().get(w, w) for w in words if w not in ("the", "a", "an"))


@lru_cache(maxsize=65536)
def strip_honorifics(words: tuple[str, ...]) -> tuple[str, ...]:
    """``words`` after the last title in them, as long as something remains."""
    titles = word_set("honorifics")
    last = max((n for n, word in enumerate(words[:-1]) if word in titles), default=-1)
    return words[last + 1 :]


def same_given(a: str, b: str) -> bool:
    """Whether two first names may be one: initials, transliterations, other vowels inside."""
    if a[:1] == b[:1] and 1 in (len(a), len(b)):
        return True
    x, y = spelling_key(a), spelling_key(b)
    return x == y or _same_skeleton(x, y)


def _same_skeleton(x: str, y: str) -> bool:
    """Same consonants, same first vowel up to o/u and e/i, and the same kind of ending."""
    bones, others = (re.sub(f"[{VOWELS}]", "", w) for w in (x, y))
    if bones != others or len(bones) < 3 or x[0] != y[0]:
        return False
    ends = [w[-1] if w[-1] in VOWELS else "" for w in (x, y)]
    first = [next((c for c in w if c in VOWELS), "").translate(VOWEL_CLASS) for w in (x, y)]
    return ends[0] == ends[1] and first[0] == first[1] and ratio(x, y) >= 70


def same_surname(a: str, b: str) -> bool:
    """Whether two surnames may be one: as first names, or one letter amiss in a long one.

    An ending that tells a woman's surname from a man's is no slip.
    """
    if 1 not in (len(a), len(b)) and same_given(a, b):
        return True
    return is_slip(a, b) and not _marks_gender(spelling_key(a), spelling_key(b))


def _marks_gender(x: str, y: str) -> bool:
    return (x[:-1] == y and x[-1] in "ae") or (y[:-1] == x and y[-1] in "ae")


def is_slip(a: str, b: str) -> bool:
    """Whether two words are spelled alike but for one letter of a long word."""
    x, y = spelling_key(a), spelling_key(b)
    if min(len(x), len(y)) < SLIP_LENGTH:
        return x == y
    return Levenshtein.distance(x, y, score_cutoff=1) <= 1


def slip_keys(word: str) -> frozenset[str]:
    """Keys of which two words share one if they are one letter apart: the word with each letter left out."""
    key = spelling_key(word)
    return frozenset({key, *(key[:i] + key[i + 1 :] for i in range(len(key)))})


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The abbreviations that a long name can have: of all its words, and without the small ones."""
    small = word_set("small")
    return frozenset({"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)})


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as an abbreviation: capitals alone, two to eight."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,8}", name.strip()))
