"""A sentence as the reader of figures sees it: words in lower case, one letter for the kind of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.model import Sentence, Span, Token

CLOSED = {
    "D": "the a an this that these those his her their its our my your each every no any both all another",
    "P": "in on at by from with for into during near against between among through across after before"
    " since until under over around outside inside within without about following along toward towards"
    " amid including despite via per than off beyond throughout upon behind above below onto except"
    " amongst alongside",
    "X": "is are was were be been being am has have had having will would could can may might must should"
    " shall do does did got get gets getting",
    "W": "who which whom whose when where while because if although though as what why how whether unless",
    "L": "he she it they we i you him them us me himself themselves itself",
    "R": "not n't also now still so far there here then already yet too even only just later",
    "C": "and or but & nor",
    "O": "of",
    "T": "to",
    ",": ",",
    "S": "'s '",
    "(": "( [",
    ")": ") ]",
    "-": "- –",
    ";": "— --",
}
KINDS = {word: kind for kind, words in CLOSED.items() for word in words.split()}
TAGS = {"NN": "N", "JJ": "A", "VB": "V", "RB": "R", "CD": "#", "IN": "P", "PR": "L", "MD": "X", "DT": "D"}
TAGS |= {"WD": "W", "WP": "W", "WR": "W", "TO": "T", "RP": "R"}
STRAIGHT = str.maketrans("’‘‑", "''-")


@dataclass(frozen=True)
class Line:
    """One sentence of ``text``. ``blocked`` holds the numbers of the words inside dates and names."""

    text: str
    tokens: tuple[Token, ...]
    blocked: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case with straight apostrophes."""
        return tuple(t.text.lower().translate(STRAIGHT) for t in self.tokens)

    @cached_property
    def kinds(self) -> str:
        """One letter a word: noun N, adjective A, verb V, auxiliary X, adverb R, determiner D,
        preposition P, "of" O, "to" T, conjunction C, opener of a clause W, pronoun L, number #."""
        return "".join(map(_kind, self.words, self.tokens))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the text."""
        return tuple(t.start for t in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """Word ``i``, or "" outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def kind(self, i: int) -> str:
        """The kind of word ``i``, or "." outside the sentence."""
        return self.kinds[i] if 0 <= i < len(self.words) else "."

    def after(self, offset: int) -> int:
        """The number of the first word that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def joined(self, i: int) -> bool:
        """Whether word ``i`` follows the word before without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def is_phrase(self, i: int, phrase: Sequence[str]) -> bool:
        """Whether the words from ``i`` on are ``phrase``."""
        return i >= 0 and self.words[i : i + len(phrase)] == tuple(phrase)


def _kind(word: str, token: Token) -> str:
    found = KINDS.get(word)
    if found:
        return found
    if word[0].isdigit():
        return "#"
    if not word[0].isalpha():
        return ";" if word in ";:…" else "."
    return TAGS.get(token.tag[:2], "N" if word.isalpha() else ".")


def make_line(text: str, sentence: Sentence, taken: Iterable[Span]) -> Line:
    """The line of ``sentence``, with the words of ``taken`` blocked."""
    ends = [t.end for t in sentence.tokens]
    blocked = set()
    for span in taken:
        at = bisect_right(ends, span.start)
        while at < len(ends) and sentence.tokens[at].start < span.end:
            blocked.add(at)
            at += 1
    return Line(text, sentence.tokens, frozenset(blocked))
