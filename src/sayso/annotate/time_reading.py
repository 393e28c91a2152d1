"""From the words of one match to the fields of a TimeExpression: a reader for each rule.

A reader may abstain (None): the words fit the rule and are yet no time ("second half" of a match).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from sayso.annotate.time_words import Piece
from sayso.vocabulary import load_vocabulary

Fields = dict[str, Any]
Words = tuple[Piece, ...]

MONTHS = {"month", "month_or_word"}
POINTERS = {"this", "last", "previous", "past", "next", "following", "that", "latest"}
ORDINALS = {"ordinal", "ordinal_or_unit", "numeral_ordinal"}
UNITS = {"unit", "units", "ordinal_or_unit"}
INTEGERS = {"small", "year", "two_digits", "amount"}


def read_match(rule: str, words: Words, text: str) -> Fields | None:
    """The fields that ``rule`` reads from ``words``, or None where they are no time after all."""
    return READERS[rule](words, text)


# --- days, months and years -----------------------------------------------------------------------


def read_calendar(words: Words, text: str) -> Fields | None:
    """Fields from the parts of a date in any order; each symbol knows its own field."""
    fields: Fields = {"kind": "date"}
    for i, word in enumerate(words):
        add_part(fields, word, words[i + 1 : i + 2])
    add_written_year(fields, words)
    add_pointer(fields, words)
    if words[-1].symbol == "weekday_short" and "month" not in fields:
        return None
    context = AMBIGUOUS.get(words[0].symbol)
    if len(words) == 1 and context and not is_behind(context, text, words[0].start):
        return None
    if fields.keys() == {"kind"} or (words[0].value == "FA" and word_after(text, words[-1].end) == "of"):
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
    elif symbol in INTEGERS or symbol in ORDINALS:
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


def is_plain_number(word: Piece, text: str) -> bool:
    """Whether four digits count something ("1400 victims") or number it ("Resolution 1483")."""
    if is_behind("numbered", text, word.start):
        return True
    after = word_after(text, word.end)
    counts = after.endswith("s") and after not in context_words("no_plural") and text[word.end : word.end + 1] == " "
    return counts and after.islower() and not is_behind("month", text, word.start)


def add_written_year(fields: Fields, words: Words) -> None:
    """ "nineteen ninety-six", and '96 behind a quotation mark."""
    numbers = [w for w in words if w.symbol == "number"]
    if len(numbers) >= 2 and 15 <= int(numbers[-2].value) <= 20 and 10 <= int(numbers[-1].value) <= 99:
        fields["year"] = int(numbers[-2].value) * 100 + int(numbers[-1].value)
    for left, right in zip(words, words[1:], strict=False):
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


def anchor_of(word: Piece) -> str:
    return "text" if word.symbol in ("following", "previous", "that") else "now"


def word_before(text: str, start: int) -> str:
    """The word before ``start``, lower case, if nothing else stands between."""
    match = LAST_WORD.search(text, max(0, start - 20), start)
    return match[1].lower() if match else ""


LAST_WORD = re.compile(r"([\w'’]+)\s+$")
NEXT_WORD = re.compile(r"\s+([\w'’]+)")


def word_after(text: str, end: int) -> str:
    """The word after ``end``, lower case."""
    match = NEXT_WORD.match(text, end, end + 20)
    return match[1].lower() if match else ""


def is_behind(kind: str, text: str, start: int) -> bool:
    """Whether the word before ``start`` is in the context list ``kind``."""
    return word_before(text, start) in context_words(kind)


@cache
def context_words(kind: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "times")["context"][kind])


def trim(fields: Fields, words: Words) -> Fields:
    """``fields`` with the place of the last word that is not a mere mark."""
    last = next(w for w in reversed(words) if w.symbol not in ("comma", "dot", "of", "on", "the"))
    return fields | {"last": last.end}


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
    """ "9-11 January 2022": the first day, and the second as the other end."""
    days = [int(w.value) for w in words if w.symbol in ORDINALS or w.symbol == "small"]
    month = next(w.value for w in words if w.symbol in MONTHS)
    year = next((w.value for w in words if w.symbol == "year"), None)
    if len(days) != 2 or not days[0] < days[1] <= 31:
        return None
    fields: Fields = {"kind": "date", "year": year, "month": month}
    return trim(
        fields | {"day": days[0], "other_end": fields | {"day": days[1]}, "extent": "throughout"}, words
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


# --- periods --------------------------------------------------------------------------------------


def read_quarter(words: Words, text: str) -> Fields | None:
    """ "the third quarter of 1989"; an ordinal before any other unit is no period of the calendar."""
    ordinal = next(w for w in words if w.symbol in ORDINALS)
    index = words.index(ordinal)
    unit = next((w for w in words[index + 1 :] if w.symbol in UNITS), None)
    if unit is None or unit.value != "Q" or not 1 <= int(ordinal.value) <= 4:
        return None
    rest = tuple(w for w in words if w not in (ordinal, unit))
    fields: Fields = {"kind": "date", "quarter": int(ordinal.value)}
    for word in rest:
        add_part(fields, word, ())
    add_pointer(fields, rest)
    if any(w.symbol == "hyphen" for w in words) and words[0].symbol == "the":
        fields["first"] = words[1].start  # "the third-quarter loss": the article belongs to the loss
    return trim(fields | {"fiscal": any(w.symbol == "fiscal" for w in words)}, words)


def read_half(words: Words, text: str) -> Fields | None:
    """ "the first half of 1990", "the last half of the '80s"."""
    fields: Fields = {"kind": "date"}
    rest = words[[w.symbol for w in words].index("half") + 1 :]
    ordinal = next(w for w in words if w.symbol in ORDINALS | {"last"})
    first = ordinal.symbol != "last" and int(ordinal.value) == 1
    for word in rest:
        add_part(fields, word, ())
    add_written_year(fields, rest)
    add_pointer(fields, rest)
    decade = next((w for w in rest if w.symbol in ("decade", "numeral_decade")), None)
    if decade is not None:
        fields["decade"] = read_decade_number(int(decade.value))
    unit = next((w for w in rest if w.symbol in UNITS), None)
    if unit is not None and "unit" not in fields:
        fields |= {"unit": unit_code(unit), "offset": 0, "anchor": "now"}
    whole_year = "decade" not in fields and "month" not in fields and fields.get("unit") in (None, "Y")
    fields |= {"half": 1 if first else 2} if whole_year else {"position": "START" if first else "END"}
    return fields


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


# More of any unit than this is no date.
MANY = 100_000


def read_shift(words: Words, text: str) -> Fields | None:
    """ "three days ago", "a year earlier", "weeks later"."""
    direction = words[-1]
    unit = next(w for w in reversed(words) if w.symbol in UNITS)
    counted = read_count(words[: words.index(unit)])
    if counted is not None and counted[1] > MANY:
        return None
    sign = -1 if direction.symbol in ("ago", "earlier", "before") else 1
    if direction.symbol in ("before", "after") and followed_by_words(text, direction.end):
        return None
    number = None if counted is None else counted[1]
    offset = None if number is None else round(sign * number)
    anchor = "now" if direction.symbol == "ago" else "text"
    first = extend_over(text, words[0].start)
    fields: Fields = {"kind": "date", "unit": unit_code(unit), "offset": offset, "anchor": anchor}
    return fields | {"pointer": sign, "first": first}


MORE = re.compile(r"\b(\w+)\s+((?:over|under)\s+)$", re.IGNORECASE)


def extend_over(text: str, start: int) -> int:
    """Where a length opens: at "over" or "under" where these say more or less ("for over nine months")."""
    match = MORE.search(text, max(0, start - 24), start)
    measured = match is not None and match[1].lower() in context_words("measured")
    return match.start(2) if match and measured else start


def followed_by_words(text: str, end: int) -> bool:
    """Whether "after" or "before" goes on ("two days after the vote"): then no date of the story anchors it."""
    return bool(re.match(r"\s+[\w\"“]", text[end : end + 4]))


def read_pair(words: Words, text: str) -> Fields | None:
    """ "last week", "this year", "the following day"; "the past week" runs up to now."""
    fields: Fields = {"kind": "date"}
    add_pointer(fields, words)
    position = next((w.value for w in words if w.symbol in ("edge", "early")), None)
    unit = words[-1]
    if unit.symbol == "period":
        return (
            {"kind": "date", "unit": "Q", "offset": -1, "anchor": "now"}
            if words[-2].symbol == "latest"
            else None
        )
    if unit_code(unit)[0] == "T" or (words[-2].symbol == "this" and unit.symbol == "ordinal_or_unit"):
        return None
    if words[-2].symbol == "past":
        return {"kind": "duration", "unit": unit_code(unit), "count": 1, "pointer": -1, "anchor": "now"}
    if words[0].symbol == "the" and words[-2].symbol == "next" and unit.value == "D":
        fields["anchor"] = "text"  # "the next day" follows the day told of; tomorrow is "tomorrow"
    return fields | {"position": position}


def read_unit(words: Words, text: str) -> Fields | None:
    """ "the quarter", "the weekend", "the end of the year": the one that the story or the day of writing is in."""
    unit = words[-1]
    code = unit_code(unit) if unit.symbol in UNITS else ""
    told = any(w.symbol in ("edge", "earlier", "later", "full", "fiscal") for w in words)
    if code not in ("Q", "WE", "Y", "W", "M", "D") or (code in "WMD" and not told):
        return None
    if word_after(text, unit.end) in ("of", "that", "when"):
        return None
    position = next((w.value for w in words if w.symbol == "edge"), None)
    return {"kind": "date", "unit": code, "offset": 0, "anchor": "text", "position": position}


def read_year_ago(words: Words, text: str) -> Fields | None:
    """ "the year-earlier quarter", "year-ago": the period of the story, one unit before."""
    unit = next(w for w in words if w.symbol == "unit")
    first = words[0] if words[0].symbol != "a" else words[1]
    bare = words[-1].symbol in ("ago", "earlier")
    if bare and words[0].symbol == "the":
        first = words[1]
    quarter = next((int(w.value) for w in words if w.symbol in ORDINALS), None)
    fields: Fields = {
        "kind": "date",
        "unit": unit.value,
        "offset": -1,
        "anchor": "text",
        "first": first.start,
    }
    return fields | {"quarter": quarter if words[-1].value == "Q" else None, "pointer": -1}


def read_year_end(words: Words, text: str) -> Fields | None:
    """ "year-end", "month's end"."""
    unit = next(w for w in words if w.symbol == "unit")
    if unit_code(unit) not in ("Y", "M", "Q", "W", "CE", "DE") or words[-1].value != "END":
        return None
    return {"kind": "date", "unit": unit.value, "offset": 0, "anchor": "now", "position": "END"}


def read_stretch(words: Words, text: str) -> Fields | None:
    """ "the past two months", "the next few days": a duration that ends or begins now."""
    unit = next(w for w in reversed(words) if w.symbol in UNITS)
    pointer = next(w for w in words if w.symbol in POINTERS)
    fields = read_duration(words[words.index(pointer) + 1 :], text)
    if fields is None or (unit.symbol == "unit" and fields["count"] != 1):
        return None
    return fields | {"pointer": int(pointer.value) or -1, "anchor": anchor_of(pointer), "first": words[0].start}


def read_lone_part(words: Words, text: str) -> Fields | None:
    """ "in the morning", "overnight", "mid-afternoon": a part of the story's day."""
    if words[0].symbol == "the" and not is_behind("daypart", text, words[0].start):
        return None
    fields = read_calendar(words, text)
    return None if fields is None or "clock" in fields else fields


# --- durations, sets, references ------------------------------------------------------------------


def read_duration(words: Words, text: str) -> Fields | None:
    """ "three days", "a couple of years", "several weeks", "12 to 18 months"."""
    unit = next(w for w in words if w.symbol in UNITS)
    counted = read_count(words[: words.index(unit)])
    if not is_stretch(words, unit, text):
        return None
    fields: Fields = {"kind": "duration", "unit": unit_code(unit), "count": None}
    fields["first"] = extend_over(text, words[0].start)
    if counted is None or words[-1].symbol == "number":
        return fields
    low, high = counted
    half = 0.5 if words[-1].symbol == "half" else 0
    return fields | {"count": low + half if low == high <= MANY * 100 else None}


def is_stretch(words: Words, unit: Piece, text: str) -> bool:
    """Whether a number before a unit tells a length of time: not "$3 a year", "a second group", "three-quarters"."""
    single = words[0].symbol == "a" and words[1] is unit
    if unit.symbol == "ordinal_or_unit" or (
        unit.value == "Q" and (single or word_after(text, unit.end) == "of")
    ):
        return False
    if unit.value == "Q" and any(w.symbol == "hyphen" for w in words) and unit.symbol == "units":
        return False
    return not (single and is_rate(text, words[0].start))


def is_rate(text: str, start: int) -> bool:
    """Whether "a week" at ``start`` says how often: behind an amount or a plural."""
    word = word_before(text, start)
    plural = word.endswith("s") and word not in context_words("no_plural")
    return (
        plural
        or word[:1].isdigit()
        or word in context_words("rate")
        or text[max(0, start - 2) : start] == "% "
    )


def read_phase(words: Words, text: str) -> Fields | None:
    """ "the first nine months", "the four days"."""
    unit = next(w for w in words if w.symbol in UNITS)
    inner = tuple(w for w in words if w.symbol not in ("the", "latest") and w.symbol not in ORDINALS)
    counted = read_count(inner[: inner.index(unit)])
    known = counted is not None and counted[0] == counted[1]
    return {"kind": "duration", "unit": unit_code(unit), "count": counted[0] if counted and known else None}


def read_plural(words: Words, text: str) -> Fields | None:
    """ "for years", "within weeks": a stretch of unknown length, where a preposition says that it is one."""
    unit = next(w for w in words if w.symbol == "units")
    if unit.value in ("WE", "Q") or (len(words) == 1 and not is_behind("plural", text, unit.start)):
        return None
    return {"kind": "duration", "unit": unit_code(unit), "count": None}


def read_count(words: Words) -> tuple[float, float] | None:
    """The number that ``words`` write, low and high; None where they only say that there are some."""
    numbers: list[float] = []
    current: float | None = None
    for word in words:
        if word.symbol in INTEGERS or word.symbol == "number":
            current = (current or 0) + float(word.value)
        elif word.symbol == "magnitude":
            current = (current or 1) * float(word.value)
        elif word.symbol in ("hyphen", "to", "or") and current is not None:
            numbers.append(current)
            current = None
    numbers += [current] if current is not None else []
    return (numbers[0], numbers[-1]) if numbers else read_vague(words)


def read_vague(words: Words) -> tuple[float, float] | None:
    """ "a couple of" is two, "a" is one; "several" is no number."""
    vague = next((float(w.value) for w in words if w.symbol == "vague"), None)
    if vague is not None:
        return (vague, vague) if vague else None
    return (1.0, 1.0) if any(w.symbol == "a" for w in words) else None


def read_age(words: Words, text: str) -> Fields | None:
    """An age ("37 years old", "136-year-old") is no time of the story, and holds none."""
    return {}


def read_part_of(words: Words, text: str) -> Fields | None:
    """"the last week of August": the period, and the end of it that is meant."""
    of = next(i for i, w in enumerate(words) if w.symbol == "of")
    fields = read_calendar(words[of + 1 :], text)
    if fields is None or fields.get("day"):
        return None
    place = next(w for w in words if w.symbol == "last" or w.symbol in ORDINALS)
    start = place.symbol != "last" and int(place.value) == 1
    return fields | {"position": "START" if start else "END" if place.symbol == "last" else None}


def read_era(words: Words, text: str) -> Fields | None:
    """ "490 BC": a year that the calendar does not reach, so it has a value and no place."""
    year = int(next(w.value for w in words if w.symbol in INTEGERS))
    return {"kind": "date", "year": year, "before_christ": True} if year < 10_000 else None


def read_set(words: Words, text: str) -> Fields | None:
    """ "every Friday", "each year", "daily", "Tuesday nights"."""
    fields: Fields = {"kind": "set"}
    for i, word in enumerate(words):
        if word.symbol == "periodic":
            return fields | {"code": str(word.value)}
        if word.symbol in ("weekday", "weekdays", "weekday_short"):
            part = next((str(w.value) for w in words[i:] if w.symbol in ("part", "parts")), "")
            return fields | {"weekday": word.value, "code": f"XXXX-WXX-{int(word.value) + 1}{part}"}
        if word.symbol in MONTHS:
            return fields | {"code": f"XXXX-{int(word.value):02}"}
        if word.symbol == "season":
            return fields | {"code": f"XXXX-{word.value}"}
        if word.symbol in ("part", "parts"):
            return fields | {"code": f"XXXX-XX-XX{word.value}"}
        if word.symbol in UNITS:
            return fields | {"code": write_duration(unit_code(word), 1)}
    return None


def read_reference(words: Words, text: str) -> Fields | None:
    """ "now", "recently", "the past", "recent weeks"."""
    last, word = words[-1], words[0]
    if last.symbol == "units":
        vague = write_duration(unit_code(last), None)
        return {
            "kind": "reference",
            "code": "PAST_REF" if word.symbol == "recent" and last.value == "Y" else vague,
        }
    if last.symbol == "past" and (
        word_before(text, word.start) != "in" or word_after(text, last.end)[:1].isdigit()
    ):
        return None
    if last.symbol == "future" and word.symbol != "the":
        return None
    if last.value == "FUTURE_REF" and last.symbol == "reference" and not stands_as_soon(last, text):
        return None
    return {"kind": "reference", "code": "PAST_REF" if last.symbol == "past" else str(last.value)}


def stands_as_soon(word: Piece, text: str) -> bool:
    """Whether "soon" is a time of its own and no part of "as soon as" or "soon after"."""
    return not is_behind("soon", text, word.start) and word_after(text, word.end) not in context_words("soon")


def unit_code(word: Piece) -> str:
    """The unit that a word names; "second" is one only as a unit of time."""
    return "TS" if word.symbol == "ordinal_or_unit" else str(word.value)


def write_duration(unit: str, count: float | None) -> str:
    """The TIMEX3 value of a duration: "P3D", "PT4H", "PXY" where the count is vague."""
    multiple = re.match(r"\d+", unit)
    if multiple:
        unit = unit[multiple.end() :]
        count = None if count is None else count * int(multiple[0])
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


READERS: dict[str, Callable[[Words, str], Fields | None]] = {
    "figures": read_figures,
    "days": read_days,
    "years": read_years,
    "era": read_era,
    "part_of": read_part_of,
    "sets": read_set,
    "clocked": read_calendar,
    "calendar": read_calendar,
    "deictic": read_calendar,
    "spoken_part": read_calendar,
    "season": read_calendar,
    "year": read_calendar,
    "quarter": read_quarter,
    "halves": read_half,
    "centuries": read_century,
    "decades": read_decade,
    "shift": read_shift,
    "pair": read_pair,
    "stretch": read_stretch,
    "age": read_age,
    "duration": read_duration,
    "recently": read_reference,
    "plural": read_plural,
    "phase_of": read_phase,
    "unit_told": read_unit,
    "year_ago": read_year_ago,
    "year_end": read_year_end,
    "lone_part": read_lone_part,
}
