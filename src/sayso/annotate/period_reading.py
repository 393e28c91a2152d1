"""Readers of periods: quarters and halves, and what is told by its distance ("two weeks ago")."""

from __future__ import annotations

import re

from sayso.annotate.date_reading import add_part, add_pointer, add_written_year, read_decade_number, trim
from sayso.annotate.length_reading import MANY, extend_over, read_count
from sayso.annotate.time_context import (
    ORDINALS,
    UNITS,
    Fields,
    Words,
    unit_code,
    word_after,
)


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


def read_eve(words: Words, text: str) -> Fields | None:
    """ "the night before" counts from the story's day, "the day before yesterday" from today."""
    told, direction = words[1], words[2]
    sign = -1 if direction.symbol == "before" else 1
    if told.symbol != "part" and told.value != "D":
        return None
    if words[-1].symbol == "deictic":
        same = int(words[-1].value) == sign  # "the day after yesterday" is nobody's word for today
        return {"kind": "date", "unit": "D", "offset": 2 * sign, "anchor": "now"} if same else None
    if followed_by_words(text, direction.end):
        return None
    fields: Fields = {"kind": "date", "unit": "D", "offset": sign, "anchor": "text"}
    part = str(told.value) if told.symbol == "part" else ""
    return fields | ({"part": part} if part and not part[1].isdigit() else {})


def followed_by_words(text: str, end: int) -> bool:
    """Whether "after" or "before" goes on ("two days after the vote"): the story then anchors nothing."""
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
    """ "the quarter", "the end of the year": the one that the story or the day of writing is in."""
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
