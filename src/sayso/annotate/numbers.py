"""Numbers in digits and words: what they are worth, before anything is said of what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from sayso.annotate.number_lines import Line
from sayso.vocabulary import load_vocabulary

# Digits with thousands parted by spaces or apostrophes, else any run of digits, points and commas.
NUMERAL = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3}){1,5}(?![\d.,]*\d)|\d[\d.,]*\d|\d")
SUFFIX = re.compile(r"(?i)(k|mn|mln|mio|m|bn|bln|b|tn|trn)(?!\w)")
LONGEST = 24  # no count in a report has more digits and marks; longer runs are codes
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

Doubt = Literal["", "point", "comma", "letter"]


@dataclass(frozen=True, slots=True)
class Number:
    """The words ``first`` to ``stop`` (excluded) of a line, and their worth.

    ``kind`` is count, share (in per cent) or times. ``vague`` is the word for an order of magnitude.
    ``rough``: "a dozen" is 12 or so. ``doubt`` names what its writing leaves open ("1.300", "2,5",
    "5m"); ``other`` is then the worth in the second reading.
    """

    first: int
    stop: int
    low: float | None
    best: float | None
    high: float | None
    kind: Literal["count", "share", "times"] = "count"
    vague: str | None = None
    rough: bool = False
    doubt: Doubt = ""
    other: float | None = None
    scaled: bool = False


@cache
def load_numbers() -> dict[str, Any]:
    """The tables of number words, with the ordinals of units and tens as values."""
    words = load_vocabulary("en", "quantities")
    table = words["numbers"]
    values = {w: float(i) for i, w in enumerate(table["units"])}
    values |= {w: 20.0 + 10 * i for i, w in enumerate(table["tens"])}
    few = sorted(((tuple(k.split()), v) for k, v in words["few"].items()), key=lambda x: -len(x[0]))
    starts = set(values) | set(words["vague"]) | set(table["times"]) | {k[0] for k, _ in few}
    starts |= {"half", "quarter", "quarters", "a", "an", "twice", "twofold", "hundred", "dozen"} | set(
        FRACTIONS
    )
    starts |= set(table["fractions"])
    return {**table, "values": values, "vague": words["vague"], "few": few, "starts": frozenset(starts)}


def exact(first: int, stop: int, value: float) -> Number:
    """A number worth ``value`` and nothing else."""
    return Number(first, stop, value, value, value)


def may_start(word: str) -> bool:
    """Whether a number may start with ``word`` (lower case): a cheap test before the reading."""
    return word[0].isdigit() or word in load_numbers()["starts"] or ("-" in word and _hyphened(word))


def _hyphened(word: str) -> bool:
    head = word.split("-", 1)[0]
    return head in load_numbers()["values"] or head in ("half", "mid", "multi") or word.endswith("-fold")


# --- digits ---------------------------------------------------------------------------------------


def value_of_digits(digits: str) -> tuple[float, Doubt, float | None] | None:
    """What ``digits`` are worth, what is doubtful in their writing, and the second reading."""
    if len(digits) > LONGEST:
        return None
    plain = re.sub(r"[ \u00a0\u2009\u202f'’]", "", digits)
    if plain.isdecimal():
        return float(plain), "", None
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,2}(,\d{2})+,\d{3}", plain):
        return float(plain.replace(",", "")), "", None
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?", plain):
        return float(plain.replace(".", "").replace(",", ".")), "", None
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain):
        return float(plain), "point", float(plain.replace(".", ""))
    if re.fullmatch(r"\d+\.\d+", plain):
        return float(plain), "", None
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", ".")), "comma", None
    return None


def read_digits(line: Line, i: int) -> Number | None:
    """A number that starts in digits: "1,300", "1 300", "1.3 million", "2bn", "2½"."""
    token = line.tokens[i]
    glyph = FRACTIONS.get(token.text[-1])
    if glyph is not None:
        return _with_scale(
            line, i, i + 1, ((float(token.text[:-1]) if token.text[:-1].isdecimal() else 0) + glyph, "", None)
        )
    match = NUMERAL.match(line.text, token.start)
    if not match:
        return None
    stop, end, digits = line.after(match.end()), match.end(), match[0]
    if any(k in line.blocked for k in range(i, stop)):
        stop, end, digits = i + 1, token.end, token.text
    value = value_of_digits(digits)
    if value is None or _glued_before(line.text, token.start):
        return None
    suffix = SUFFIX.match(line.text, end)
    if suffix:
        return _with_suffix(line, i, suffix, value)
    if line.text[end : end + 1].isalnum() or re.match(r"[:/]\d", line.text[end : end + 2]):
        return None
    return _with_scale(line, i, stop, value)


def _glued_before(text: str, start: int) -> bool:
    """Whether the digits go on with a code, a clock time or a label: "5/6", "#5", "12:30"."""
    before = text[start - 1] if start else " "
    return before.isalnum() or before in "_#№/:"


def _with_suffix(
    line: Line, i: int, suffix: re.Match[str], value: tuple[float, Doubt, float | None]
) -> Number:
    scale = load_numbers()["suffixes"][suffix[1].lower()]
    letter: Doubt = "letter" if suffix[1] in ("m", "M", "b", "B", "k") else ""
    worth = value[0] * scale
    return replace(exact(i, line.after(suffix.end()), worth), doubt=letter, scaled=True)


def _with_scale(line: Line, i: int, stop: int, value: tuple[float, Doubt, float | None]) -> Number:
    worth, doubt, other = value
    scales, scaled = load_numbers()["scales"], False
    while True:
        at = stop + 1 if line.word(stop) == "-" and line.joined(stop) and line.joined(stop + 1) else stop
        if line.word(at) not in scales or at in line.blocked:
            break
        worth, stop, doubt, other, scaled = worth * scales[line.word(at)], at + 1, "", None, True
    if scaled and line.is_phrase(stop, ("and", "a", "half")):
        worth, stop = worth * (1 + 0.5 / value[0]) if value[0] else worth, stop + 3
    return replace(exact(i, stop, round(worth, 6)), doubt=doubt, other=other, scaled=scaled)


# --- words ----------------------------------------------------------------------------------------


def read_words(line: Line, i: int) -> Number | None:
    """A number in words: "twelve", "twenty-five", "three hundred and two", "a thousand", "half a million"."""
    table = load_numbers()
    if line.word(i) in ("a", "an"):
        if line.word(i + 1) not in table["scales"]:
            return None
        return _rough(line, i, i + 2, _accumulate(line, i + 1, 1.0))
    if line.word(i) in ("hundred", "dozen"):
        return None
    found = _accumulate(line, i, None)
    if found is None:
        return None
    value, stop = found
    return _rough(line, i, stop, (value, stop))


def _rough(line: Line, i: int, stop: int, found: tuple[float, int] | None) -> Number | None:
    if found is None:
        return None
    value, stop = found
    number = exact(i, stop, value)
    scaled = any(line.word(k) in load_numbers()["scales"] for k in range(i, stop))
    if line.is_phrase(stop, ("and", "a", "half")):
        number = _add_half(line, number)
        return number
    if any(line.word(k) == "dozen" for k in range(i, stop)):
        return Number(i, stop, None, value, None, rough=True, scaled=True)
    return replace(number, scaled=scaled)


def _add_half(line: Line, number: Number) -> Number:
    """ "two and a half thousand", "a million and a half", "two and a half" alone."""
    scales = load_numbers()["scales"]
    last, stop, value = line.word(number.stop - 1), number.stop + 3, number.best or 0.0
    if last in scales:
        return replace(exact(number.first, stop, value + scales[last] / 2), scaled=True)
    value += 0.5
    while line.word(stop) in scales:
        value, stop = value * scales[line.word(stop)], stop + 1
    return replace(exact(number.first, stop, value), scaled=stop > number.stop + 3)


def _accumulate(line: Line, i: int, start: float | None) -> tuple[float, int] | None:
    """Adds up the number words from ``i`` on; ``start`` is what stands before the first of them."""
    table = load_numbers()
    total, current, stop = 0.0, start, i
    least = float("inf")
    while stop < len(line) and stop not in line.blocked:
        at = stop
        if line.word(at) == "and" and stop > i and _joins(line, at, current, total):
            at += 1
        parts = line.word(at).split("-")
        step = _add_parts(parts, (total, current, least), table)
        if step is None:
            break
        (total, current, least), stop = step, at + 1
    if stop == i or (current is None and total == 0):
        return None
    return total + (current or 0.0), stop


def _joins(line: Line, at: int, current: float | None, total: float) -> bool:
    """Whether "and" goes on with the number: after a hundred or more, before less than a hundred."""
    following = line.word(at + 1).split("-")[0]
    values = load_numbers()["values"]
    large = (current or 0) >= 100 or (not current and total >= 1000)
    return (
        large
        and following in values
        and (following != "one" or line.kind(at + 2) in "NA")
        and line.word(at + 2) not in ("hundred", "thousand", "million")
    )


State = tuple[float, float | None, float]


def _add_parts(parts: list[str], state: State, table: dict[str, Any]) -> State | None:
    for part in parts:
        step = _add_word(part, state, table)
        if step is None:
            return None
        state = step
    return state


def _add_word(word: str, state: State, table: dict[str, Any]) -> State | None:
    total, current, least = state
    if word in table["values"]:
        value = table["values"][word]
        if current is None:
            return total, value, least
        room = (current % 100 == 0 and current >= 100) or (
            value < 10 <= 20 <= current % 100 and current % 10 == 0
        )
        return (total, current + value, least) if room and value else None
    scale = table["scales"].get(word)
    if scale is None or (current is None and total == 0):
        return None
    if scale == 100 or scale == 12:
        return (total, current * scale, least) if current and current < 100 else None
    if not current or scale >= least:
        return (total, current * scale, least) if current and total == 0 else None
    return total + current * scale, None, scale


HALVES = {
    ("half", "a"): 0.5,
    ("half", "of", "a"): 0.5,
    ("a", "half"): 0.5,
    ("half",): 0.5,
    ("a", "quarter", "of", "a"): 0.25,
    ("a", "quarter"): 0.25,
    ("quarter", "of", "a"): 0.25,
    ("three", "quarters", "of", "a"): 0.75,
    ("three-quarters", "of", "a"): 0.75,
}


def read_half(line: Line, i: int) -> Number | None:
    """ "half a million", "half a dozen", "a quarter of a million", "half-million"."""
    scales = load_numbers()["scales"]
    for words, part in HALVES.items():
        at = i + len(words)
        if line.is_phrase(i, words):
            at = at + 1 if line.word(at) == "-" else at
            if line.word(at) in scales:
                value = part * scales[line.word(at)]
                rough = line.word(at) == "dozen"
                return (
                    Number(i, at + 1, None, value, None, rough=True)
                    if rough
                    else replace(exact(i, at + 1, value), scaled=True)
                )
    head, _, tail = line.word(i).partition("-")
    if head == "half" and tail in scales:
        return replace(exact(i, i + 1, 0.5 * scales[tail]), scaled=True)
    return None


# --- vague words ----------------------------------------------------------------------------------


def read_vague(line: Line, i: int) -> Number | None:
    """ "dozens", "tens of thousands", "hundreds of thousands"."""
    table = load_numbers()
    if line.word(i) not in table["vague"]:
        return None
    low, high = table["vague"][line.word(i)]
    stop, words = i + 1, [line.word(i)]
    scale = table["scales"].get(line.word(i + 2).removesuffix("s")) if line.word(i + 1) == "of" else None
    if scale and line.word(i + 2) in table["vague"]:
        low, high, stop = low * scale, (high + 1) * scale - 1, i + 3
        words += ["of", line.word(i + 2)]
    if words == ["scores"] and line.word(i + 1) != "of" and line.kind(i + 1) not in "XV":
        return None
    return Number(i, stop, low, None, high, vague=" ".join(words), scaled=True)


def read_few(line: Line, i: int) -> Number | None:
    """ "several", "several hundred", "a few thousand", "a couple of dozen", "some hundreds"."""
    table = load_numbers()
    for words, (low, high) in table["few"]:
        if not line.is_phrase(i, words):
            continue
        stop = i + len(words)
        word = line.word(stop).removesuffix("s")
        scale = table["scales"].get(word)
        if scale is None and words[0] in ("some", "many"):
            return None
        if words[-1] == "couple" and scale is None:
            return None
        if scale is not None:
            again = table["scales"].get(line.word(stop + 1)) or 1
            stop += 2 if again > 1 else 1
            low, high = low * scale * again, (high + 1) * scale * again - 1
            if words[0] == "some" and line.word(stop - 1) in table["scales"]:
                return None
        name = " ".join(words).removesuffix(" of")
        return Number(i, stop, low, None, high, vague=name, scaled=scale is not None)
    return None
