"""Word pieces: how the network's vocabulary cuts a sentence, with each piece's place and case.

The rules are those of uncased BERT: words part at blanks, marks and ideographs; case and accents go;
a word is then cut into the longest pieces that the vocabulary has. Any text can be cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

CASES = ("none", "lower", "title", "upper", "mixed", "digit")
UNKNOWN = "[UNK]"
# A longer word has no pieces of sense: one unknown stands for it.
LONGEST = 100
CHUNK = re.compile(r"\S+")
IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


class Pieces(NamedTuple):
    """The pieces of a sentence: vocabulary ids, places in the text, case, and whether each begins a word."""

    ids: list[int]
    spans: list[tuple[int, int]]
    cases: list[int]
    firsts: list[bool]


class Cutter:
    """Cuts sentences by one vocabulary; remembers the words it has met, up to a bound."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.numbers[UNKNOWN]
        self._remembered = lru_cache(maxsize=1 << 16)(self._cut_chunk)

    def cut(self, text: str, start: int, end: int) -> Pieces:
        """The pieces of ``text`` from ``start`` to ``end``; places count code points of ``text``."""
        pieces = Pieces([], [], [], [])
        for match in CHUNK.finditer(text, start, end):
            chunk, at = match[0], match.start()
            found = self._remembered(chunk) if len(chunk) <= LONGEST else self._cut_chunk(chunk)
            for number, first, last, case, begins in found:
                pieces.ids.append(number)
                pieces.spans.append((at + first, at + last))
                pieces.cases.append(case)
                pieces.firsts.append(begins)
        return pieces

    def _cut_chunk(self, chunk: str) -> tuple[tuple[int, int, int, int, bool], ...]:
        """(id, start, end, case, begins a word) of each piece of a run without blanks."""
        out = []
        for start, end in split_chunk(chunk):
            case = class_case(chunk[start:end])
            for rank, (number, first, last) in enumerate(self._cut_word(chunk, start, end)):
                out.append((number, first, last, case, rank == 0))
        return tuple(out)

    def _cut_word(self, chunk: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """(id, start, end) of each piece of a word: always the longest that fits."""
        plain, origins = "", list[int]()
        for place in range(start, end):
            letters = fold_letter(chunk[place])
            plain += letters
            origins += [place] * len(letters)
            if len(plain) > LONGEST:
                return [(self.unknown, start, end)]
        pieces, at = list[tuple[int, int, int]](), 0
        while at < len(plain):
            mark = "##" if at else ""
            stop = next((s for s in range(len(plain), at, -1) if mark + plain[at:s] in self.numbers), None)
            if stop is None:
                return [(self.unknown, start, end)]
            # What was dropped behind a letter, such as its accent, belongs to the piece before.
            last = origins[stop] if stop < len(plain) else end
            pieces.append((self.numbers[mark + plain[at:stop]], origins[at], last))
            at = stop
        return pieces


def split_chunk(chunk: str) -> list[tuple[int, int]]:
    """Where the words of a run without blanks stand; marks and ideographs stand alone."""
    words, opened = list[tuple[int, int]](), -1
    for place, letter in enumerate(chunk):
        if stands_alone(letter):
            if opened >= 0:
                words.append((opened, place))
            words.append((place, place + 1))
            opened = -1
        elif opened < 0 and fold_letter(letter):
            opened = place
    return [*words, (opened, len(chunk))] if opened >= 0 else words


@lru_cache(maxsize=1 << 14)
def stands_alone(letter: str) -> bool:
    """Whether a character is a word by itself."""
    code = ord(letter)
    if code < 128:
        return 32 < code < 127 and not letter.isalnum()
    return unicodedata.category(letter)[0] == "P" or any(low <= code <= high for low, high in IDEOGRAPHS)


@lru_cache(maxsize=1 << 14)
def fold_letter(letter: str) -> str:
    """A character without case and accents; nothing for what cannot be seen."""
    if letter == "\ufffd" or unicodedata.category(letter)[0] == "C":
        return ""
    parts = unicodedata.normalize("NFD", letter)
    return "".join(p for p in parts if unicodedata.category(p) != "Mn").lower()


def class_case(word: str) -> int:
    """The case of a word as a number of ``CASES``."""
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.istitle() and word.isalpha():
        return 2
    if word.isupper():
        return 3
    return 4 if word.lower() != word else 0
