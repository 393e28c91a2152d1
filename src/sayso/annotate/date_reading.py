"""Readers of dates: days, months, years, decades, centuries, with parts of day and clock times."""

from __future__ import annotations

from itertools import pairwise

from sayso.annotate.time_context import (
    INTEGERS,
    MONTHS,
    ORDINALS,
    POINTERS,
    UNITS,
    Fields,
    Words,
    anchor_of,
    context_words,
    is_behind,
    unit_code,
    word_after,
)
from sayso.annotate.time_words import Piece


def read_calendar(words: Words, text: str) -> Fields | None:
    """Fields from the parts of a date in any order; each symbol knows its own field."""
    fields: Fields = {"kind": "date"}
    for i, word in enumerate(words):
        add_part(fields, word, words[i + 1 : i + 2])
    add_written_year(fields, words)
    add_pointer(fields, words)
    settle_clock(fields)
    if words[-1].symbol == "weekday_short" and "month" not in fields:
        return None
    context = AMBIGUOUS.get(words[0].symbol)
    if len(words) == 1 and context and not is_behind(context, text, words[0].start):
        return None
    if fields.keys() == {"kind"} or (
        fields.get("season") == "FA" and word_after(text, words[-1].end) == "of"
    ):
        return None
    if len(words) == 1 and words[0].symbol == "year" and is_plain_number(words[0], text):
        return None
    if fields.get("day") and "month" not in fields and "unit" not in fields and "weekday" not in fields:
        return None
    return trim(fields, words)


# Symbols of words that are also other words, and the context list that tells them apart.
AMBIGUOUS = {"month_or_word": "month", "season": "season"}


def add_part(fields: Fields, word: Piece, after: Words) -> None:
    """Puts what one word says into ``fields``."""
    symbol, value = word.symbol, word.value
    if symbol in MONTHS:
        fields["month"] = value
    elif symbol in ("weekday", "weekday_short"):
        fields["weekday"] = value
    elif symbol == "season":
        fields["season"] = value
    elif symbol == "year":
        fields["year"] = value
    elif symbol in ("part", "overnight"):
        add_daypart(fields, str(value))
    elif symbol == "clock":
        fields["clock"] = value
    elif symbol == "meridiem":
        add_meridiem(fields, int(value))
    elif symbol == "zone":
        fields["zone"] = value
    elif symbol == "era":
        fields["before_christ"] = True
    elif symbol == "deictic":
        fields |= {"unit": "D", "offset": value, "anchor": "now"}
    elif symbol in ("edge", "early"):
        fields.setdefault("position", value)
    elif (
        symbol in INTEGERS
        or symbol in ORDINALS
        or (symbol == "number" and after and after[0].symbol == "oclock")
    ):
        add_number(fields, word, after)


def add_number(fields: Fields, word: Piece, after: Words) -> None:
    """A small number is a day, or an hour before "p.m."; behind a quotation mark it is a short year."""
    follower = after[0].symbol if after else ""
    if follower in ("meridiem", "oclock"):
        hour = float(word.value)
        fields["clock"] = f"T{int(hour):02}:{round(hour % 1 * 100):02}"
    elif follower == "era":
        fields["year"] = int(word.value)
    elif word.symbol != "amount" and "day" not in fields and int(word.value) <= 31:
        fields["day"] = int(word.value)


def add_daypart(fields: Fields, code: str) -> None:
    if code[1].isdigit():
        fields["clock"] = code
    else:
        fields["part"] = code


def add_meridiem(fields: Fields, shift: int) -> None:
    clock = fields.get("clock", "T00")
    hour = int(clock[1:3]) % 12 + shift
    fields["clock"] = f"T{hour:02}{clock[3:]}"


def settle_clock(fields: Fields) -> None:
    """ "4:15 this afternoon" is T16:15: the part of the day tells the half."""
    clock, part = fields.get("clock"), fields.get("part")
    if not clock or not part:
        return
    hour = int(clock[1:3])
    if 1 <= hour < 12 and (part in ("TAF", "TEV") or (part == "TNI" and hour >= 6)):
        fields["clock"] = f"T{hour + 12:02}{clock[3:]}"


def is_plain_number(word: Piece, text: str) -> bool:
    """Whether four digits count something ("1400 victims") or number it ("Resolution 1483")."""
    if is_behind("numbered", text, word.start):
        return True
    after = word_after(text, word.end)
    counts = (
        after.endswith("s")
        and after not in context_words("no_plural")
        and text[word.end : word.end + 1] == " "
    )
    return counts and after.islower() and not is_behind("month", text, word.start)


def add_written_year(fields: Fields, words: Words) -> None:
    """ "nineteen ninety-six", and '96 behind a quotation mark."""
    numbers = [w for w in words if w.symbol == "number"]
    if len(numbers) >= 2 and 15 <= int(numbers[-2].value) <= 20 and 10 <= int(numbers[-1].value) <= 99:
        fields["year"] = int(numbers[-2].value) * 100 + int(numbers[-1].value)
    for left, right in pairwise(words):
        if left.symbol == "number" and right.symbol == "magnitude":
            fields["year"] = int(left.value) * int(right.value)
        if left.symbol == "quote" and right.symbol in ("small", "two_digits"):
            fields["year"] = full_year(int(right.value))


def full_year(short: int) -> int:
    """The year that two digits stand for: the century's turn is at 50."""
    return short + (2000 if short < 50 else 1900)


def add_pointer(fields: Fields, words: Words) -> None:
    """ "last", "this", "next" before a month, weekday, season or part; before a unit they tell the period."""
    for i, word in enumerate(words):
        if word.symbol in POINTERS:
            after = next((w for w in words[i + 1 :] if w.symbol not in POINTERS | {"early", "fiscal"}), None)
            if after is not None and after.symbol in UNITS:
                fields |= {"unit": unit_code(after), "offset": int(word.value), "anchor": anchor_of(word)}
            elif fields.get("part") and len({"month", "weekday", "season"} & fields.keys()) == 0:
                told = i > 0 and words[i - 1].symbol == "the"  # "the next morning"
                fields |= {
                    "unit": "D",
                    "offset": int(word.value),
                    "anchor": "text" if told else anchor_of(word),
                }
            else:
                fields |= {"pointer": int(word.value), "anchor": anchor_of(word)}


def trim(fields: Fields, words: Words) -> Fields:
    """``fields`` with the place of the last word that is not a mere mark."""
    last = next(w for w in reversed(words) if w.symbol not in ("comma", "dot", "of", "on", "the"))
    return fields | {"last": last.end}


def read_ordinal_day(words: Words, text: str) -> Fields | None:
    """ "on the 12th", "Monday the 11th", "the night of the 12th": a day of a month that the story tells.

    Without a weekday or a part of day before it only behind a word that asks for a time, and before a word
    or mark that does not go on with a noun: "the 12th floor" is no day.
    """
    weekday = next((w for w in words if w.symbol in ("weekday", "weekday_short")), None)
    part = next((w for w in words if w.symbol == "part"), None)
    asked = weekday or part or is_behind("ordinal_day", text, words[0].start)
    day, after = int(words[-1].value), word_after(text, words[-1].end)
    if words[-1].symbol == "ordinal" and not weekday:
        return None  # "after the first" counts things
    if not asked or day > 31 or (after and after not in context_words("after_ordinal_day")):
        return None
    fields: Fields = {"kind": "date", "day": day}
    if weekday:
        fields["weekday"] = weekday.value
    if part:
        add_daypart(fields, str(part.value))
    return fields


def read_figures(words: Words, text: str) -> Fields | None:
    """A date in figures: ISO order, else both orders of day and month where both are possible."""
    numbers = [int(w.value) for w in words if w.symbol in INTEGERS]
    if words[0].symbol == "figures":
        day, month, year = (int(n) for n in str(words[0].value).split("."))
    elif words[0].symbol == "year":
        year, month, day = numbers
        return {"kind": "date", "year": year, "month": month, "day": day} if month <= 12 else None
    else:
        month, day, year = numbers
    year = year if year > 99 else full_year(year)
    if month > 12:
        day, month = month, day
        return {"kind": "date", "year": year, "month": month, "day": day} if month <= 12 else None
    return {"kind": "date", "year": year, "month": month, "day": day, "swapped": day <= 12 and day != month}


def read_days(words: Words, text: str) -> Fields | None:
    """ "9-11 January 2022": the first day, and the second as the other end.

    "May 9 and 11" are two days, but for those that "between" makes a stretch.
    """
    between = is_behind("stretch", text, words[0].start)
    two = any(w.symbol == "and" for w in words)
    first = next(w.symbol for w in words if w.symbol in MONTHS | ORDINALS | INTEGERS)
    if two and not between and first in MONTHS:
        return None
    days = [int(w.value) for w in words if w.symbol in ORDINALS or w.symbol == "small"]
    month = next(w.value for w in words if w.symbol in MONTHS)
    year = next((w.value for w in words if w.symbol == "year"), None)
    if len(days) != 2 or not days[0] < days[1] <= 31:
        return None
    fields: Fields = {"kind": "date", "year": year, "month": month}
    return trim(
        fields
        | {
            "day": days[0],
            "other_end": fields | {"day": days[1]},
            "extent": "within" if two and between else "throughout",
        },
        words,
    )


def read_years(words: Words, text: str) -> Fields | None:
    """ "2014-16": the second year takes the first's century."""
    first, short = int(words[0].value), int(words[2].value)
    second = first // 100 * 100 + short
    if not first < second:
        return None
    return {
        "kind": "date",
        "year": first,
        "other_end": {"kind": "date", "year": second},
        "extent": "throughout",
    }


def read_era(words: Words, text: str) -> Fields | None:
    """ "490 BC": a year that the calendar does not reach, so it has a value and no place."""
    year = int(next(w.value for w in words if w.symbol in INTEGERS))
    return {"kind": "date", "year": year, "before_christ": True} if year < 10_000 else None


def read_century(words: Words, text: str) -> Fields | None:
    """ "the 20th century"; other units behind an ordinal ("the second day") count from the story."""
    ordinal = next(w for w in words if w.symbol in ORDINALS)
    unit = next(w for w in words[words.index(ordinal) + 1 :] if w.symbol in UNITS)
    if unit.value != "CE":
        return None
    position = next((w.value for w in words if w.symbol in ("edge", "early")), None)
    return {"kind": "date", "century": int(ordinal.value), "position": position}


def read_decade(words: Words, text: str) -> Fields | None:
    """ "the 1990s", "the mid-'80s", "the nineties"; "his twenties" is an age."""
    word = next(w for w in words if w.symbol in ("decade", "numeral_decade"))
    number = int(word.value)
    plain = words[0].symbol != "the" and number < 100 and not any(w.symbol == "quote" for w in words)
    if plain:
        return None
    position = next((w.value for w in words if w.symbol in ("edge", "early")), None)
    return {"kind": "date", "decade": read_decade_number(number), "position": position}


def read_decade_number(number: int) -> int:
    return number // 10 if number >= 100 else full_year(number) // 10


def read_lone_part(words: Words, text: str) -> Fields | None:
    """ "in the morning", "overnight", "mid-afternoon": a part of the story's day."""
    if words[0].symbol == "the" and not is_behind("daypart", text, words[0].start):
        return None
    fields = read_calendar(words, text)
    return None if fields is None or "clock" in fields else fields


def read_part_of(words: Words, text: str) -> Fields | None:
    """ "the last week of August": the period, and the end of it that is meant."""
    of = next(i for i, w in enumerate(words) if w.symbol == "of")
    fields = read_calendar(words[of + 1 :], text)
    unit = next((w for w in words[:of] if w.symbol in UNITS), None)
    if fields is None or fields.get("day") or unit is None or unit.value == "Q":
        return None
    place = next(w for w in words if w.symbol == "last" or w.symbol in ORDINALS)
    start = place.symbol != "last" and int(place.value) == 1
    return fields | {"position": "START" if start else "END" if place.symbol == "last" else None}
