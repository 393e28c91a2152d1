"""Parts of a whole and times: "a third of", "one in five", "doubled", "three-fold"."""

from __future__ import annotations

from sayso.annotate.number_lines import Line
from sayso.annotate.numbers import Number, load_numbers
from sayso.annotate.quantity_words import word_set


def read_fraction(line: Line, i: int) -> Number | None:
    """A share, in per cent: "a third of", "two-thirds", "one in five", "half of", "nine out of ten"."""
    table = load_numbers()
    ratio = _read_ratio(line, i)
    if ratio:
        return ratio
    head, _, tail = line.word(i).partition("-")
    if head in table["values"] and tail in table["fractions"]:
        return _share(line, i, i + 1, table["values"][head] / table["fractions"][tail])
    if line.word(i) in ("a", "an", *table["values"]) and line.word(i + 1) in table["fractions"]:
        count = table["values"].get(line.word(i), 1.0)
        return _share(line, i, i + 2, count / table["fractions"][line.word(i + 1)])
    if (
        line.word(i) == "half"
        and line.word(i - 1) not in word_set("before_no_half")
        and line.kind(i - 1) not in "AN"
    ):
        return _share(line, i, i + 1, 0.5)
    return None


def _share(line: Line, i: int, stop: int, part: float) -> Number | None:
    """Only a fraction *of* something is a share; "a third man" is not, nor is "half of January"."""
    of = line.word(stop) == "of" or (
        line.word(stop - 1).endswith("half") and line.word(stop) in ("the", "its", "their", "his", "her")
    )
    if not of or part > 1 or stop + 1 in line.blocked:
        return None
    value = round(100 * part, 4)
    return Number(i, stop, value, value, value, kind="share")


def _read_ratio(line: Line, i: int) -> Number | None:
    """ "one in five", "9 out of 10", "one out of every three"."""
    values = load_numbers()["values"]
    stop = i + 1
    if line.word(stop) == "in":
        stop += 1
    elif line.is_phrase(stop, ("out", "of")):
        stop += 2
    else:
        return None
    stop += line.word(stop) == "every"
    first, second = (_small(line.word(k), values) for k in (i, stop))
    if (
        not first
        or not second
        or first >= second
        or stop in line.blocked
        or line.word(stop + 1) in ("million", "thousand", "%")
    ):
        return None
    if (line.word(i + 1) == "in" and not (second <= 10 or second in (20, 100, 1000))) or (
        line.joined(stop + 1) and line.word(stop + 1) not in ".,;)"
    ):
        return None
    value = round(100 * first / second, 4)
    return Number(i, stop + 1, value, value, value, kind="share")


def _small(word: str, values: dict[str, float]) -> float | None:
    return float(word) if word.isdecimal() and len(word) <= 4 else values.get(word)


def read_times(line: Line, i: int) -> Number | None:
    """A ratio: "doubled", "a doubling of", "two-fold", "threefold", "three times higher"."""
    table = load_numbers()
    word = line.word(i)
    head = word.removesuffix("fold").removesuffix("-")
    if word.endswith("fold") and head in table["values"]:
        return _times(i, i + 1, table["values"][head])
    if word in table["times"]:
        return read_doubling(line, i, table["times"][word])
    return None


def read_doubling(line: Line, i: int, value: float) -> Number | None:
    """ "doubled", "halved", "a doubling of"; not "a double room", "doubles" as a game or "double-decker"."""
    word = line.word(i)
    if word in word_set("doubling_verbs"):
        verb = line.tokens[i].tag.startswith("VB") and line.word(i - 1) in word_set("before_doubling")
        if not verb and line.word(i + 1) not in ("the", "its", "their"):
            return None
    return _times(i, i + 1, value)


def _times(first: int, stop: int, value: float) -> Number:
    return Number(first, stop, value, value, value, kind="times")
