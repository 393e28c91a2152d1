"""Readers of lengths of time, sets ("every Friday") and references ("now")."""

from __future__ import annotations

import re

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
    word_before,
    write_duration,
)
from sayso.annotate.time_words import Piece

# More of any unit than this is no date.
MANY = 100_000

MORE = re.compile(r"\b(\w+)\s+((?:over|under)\s+)$", re.IGNORECASE)


def extend_over(text: str, start: int) -> int:
    """Where a length opens: at "over" or "under" where these say more or less ("for over nine months")."""
    match = MORE.search(text, max(0, start - 24), start)
    measured = match is not None and match[1].lower() in context_words("measured")
    return match.start(2) if match and measured else start


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


def read_stretch(words: Words, text: str) -> Fields | None:
    """ "the past two months", "the next few days": a duration that ends or begins now."""
    unit = next(w for w in reversed(words) if w.symbol in UNITS)
    pointer = next(w for w in words if w.symbol in POINTERS)
    fields = read_duration(words[words.index(pointer) + 1 :], text)
    if fields is None or (unit.symbol == "unit" and fields["count"] != 1):
        return None
    return fields | {
        "pointer": int(pointer.value) or -1,
        "anchor": anchor_of(pointer),
        "first": words[0].start,
    }


def is_stretch(words: Words, unit: Piece, text: str) -> bool:
    """Whether a number before a unit tells a length: not "$3 a year", "a second group", "three-quarters"."""
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
