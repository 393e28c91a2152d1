"""Words of time in a text: each token becomes one letter of a small alphabet, which the grammar reads."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.model import Sentence, Token
from sayso.vocabulary import load_vocabulary

Value = int | float | str

# Symbols without a table in times.toml: numbers by their shape, and marks.
SHAPES = ("small", "two_digits", "year", "amount", "clock", "figures", "numeral_ordinal", "numeral_decade")
MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "–": "hyphen",
    "—": "hyphen",
    "‑": "hyphen",
    "/": "slash",
    "'": "quote",
    "’": "quote",
    "'s": "possessive",
    "’s": "possessive",
    "(": "open",
    ")": "close",
}
OTHER = "."
# Letters for the symbols; none has a meaning in a regular expression.
LETTERS = string.ascii_letters + string.digits + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêë"
DASHES = re.compile("[-‑–]")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(am|pm)?")
ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
DECADE = re.compile(r"(?:\d\d)?\d0s")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?")
FIGURES = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


class Piece(NamedTuple):
    """A word of time, or a part of one between hyphens, with the meaning that its table gives it."""

    start: int
    end: int
    symbol: str
    value: Value


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words to (symbol, value); ``letters`` gives the letter that stands for a symbol."""

    words: dict[str, tuple[str, Value]]
    letters: dict[str, str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The words of time of ``language``."""
    tables = {name: table for name, table in load_vocabulary(language, "times").items() if name != "context"}
    words = {word: (symbol, value) for symbol, table in tables.items() for word, value in table.items()}
    words |= {mark: (symbol, mark) for mark, symbol in MARKS.items()}
    symbols = list(dict.fromkeys([*tables, *SHAPES, *MARKS.values()]))
    letters = dict(zip(symbols, LETTERS[: len(symbols)], strict=True))
    return Lexicon(words, letters | {"": OTHER})


# Symbols of words that are names, and count only when written as such.
NAMES = frozenset({"month_or_word", "weekday_short", "zone", "era"})


def read_pieces(sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[str, list[Piece]]:
    """The letters of a whole text, sentences parted by line breaks, and the piece behind each letter."""
    letters: list[str] = []
    pieces: list[Piece] = []
    words, letter_of = lexicon.words, lexicon.letters
    nothing = Piece(0, 0, "", 0)
    for sentence in sentences:
        for token in sentence.tokens:
            text = token.text
            entry = words.get(text) or words.get(text.lower())
            if entry is None:
                if text.isalpha():
                    letters.append(OTHER)
                    pieces.append(nothing)
                    continue
                found = list(read_token(token, lexicon))
            elif entry[0] in NAMES and not text[0].isupper():
                found = []
            else:
                found = [Piece(token.start, token.end, *entry)]
            if not found:
                letters.append(OTHER)
                pieces.append(nothing)
            for piece in found:
                letters.append(letter_of[piece.symbol])
                pieces.append(piece)
        letters.append("\n")
        pieces.append(nothing)
    return "".join(letters), pieces


def read_token(token: Token, lexicon: Lexicon) -> Iterator[Piece]:
    """The pieces of a token that no table holds: a number by its shape, or the parts between hyphens."""
    if token.text[0].isdigit():
        shaped = read_digits(token.text)
        if shaped:
            yield Piece(token.start, token.end, *shaped)
            return
    if DASHES.search(token.text, 1):
        parts = split_hyphens(token, lexicon)
        if any(part.symbol in HYPHENATED for part in parts):
            yield from parts


# Parts that make a hyphened word one of time; "one-off" and "first-class" are not.
HYPHENATED = frozenset(
    [
        "unit",
        "units",
        "month",
        "month_or_word",
        "weekday",
        "season",
        "decade",
        "numeral_decade",
        "ago",
        "part",
        "year",
        "numeral_ordinal",
        "number",
    ]
)


def split_hyphens(token: Token, lexicon: Lexicon) -> list[Piece]:
    """The parts of a hyphened word, the hyphens among them; unknown parts are no pieces of time."""
    pieces: list[Piece] = []
    start = token.start
    for part in re.split("([-‑–])", token.text):
        entry = lexicon.words.get(part.lower()) or (read_digits(part) if part[:1].isdigit() else None)
        pieces.append(Piece(start, start + len(part), *(entry or ("", 0))))
        start += len(part)
    return join_numbers([p for p in pieces if p.start < p.end])


def join_numbers(pieces: list[Piece]) -> list[Piece]:
    """``pieces`` with "twenty", "-", "five" as one number, and "twenty", "-", "fifth" as one ordinal."""
    out: list[Piece] = []
    for piece in pieces:
        tens = len(out) >= 2 and out[-1].symbol == "hyphen" and out[-2].symbol == "number"
        if tens and piece.symbol in ("number", "ordinal") and 0 < int(piece.value) < 10 <= int(out[-2].value):
            out[-2:] = [Piece(out[-2].start, piece.end, piece.symbol, int(out[-2].value) + int(piece.value))]
        else:
            out.append(piece)
    return out


def read_digits(text: str) -> tuple[str, Value] | None:
    """The symbol and value of a token that opens with a digit, by its shape."""
    if text.isdecimal() and text.isascii():
        return read_whole_number(text)
    if match := ORDINAL.fullmatch(text):
        return "numeral_ordinal", int(match[1])
    if DECADE.fullmatch(text):
        return "numeral_decade", int(text[:-1])
    if FIGURES.fullmatch(text):
        return "figures", text
    if (match := CLOCK.fullmatch(text)) and (clock := read_clock(match)):
        return "clock", clock
    if NUMBER.fullmatch(text):
        return "amount", float(text.replace(",", ""))
    return None


def read_whole_number(text: str) -> tuple[str, Value] | None:
    """ "7" is small (a day perhaps), "1998" a year perhaps, "450" a number; a long one is none of these."""
    if len(text) > 9:
        return None
    number = int(text)
    if len(text) <= 2 and 1 <= number <= 31:
        return "small", number
    if len(text) == 4 and 1000 <= number < 2200:
        return "year", number
    return ("two_digits" if len(text) == 2 else "amount"), number


def read_clock(match: re.Match[str]) -> str | None:
    """The ISO form of a clock time ("T14:30"); None for a bare number or an hour that does not exist."""
    hour, minute, half = int(match[1]), match[2], match[3]
    plain = not half and ":" not in match[0]  # "7.30" alone is a number
    if plain or hour > 24 or (minute and int(minute) > 59) or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"T{hour:02}:{minute or '00'}"
