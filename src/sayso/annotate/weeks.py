"""The week of weekdays told in order: "on the Monday", "by Tuesday", "on Wednesday" is one story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sayso.annotate.time_expressions import TimeExpression
from sayso.model import Sentence

WEEK = timedelta(days=7)
# Paragraphs from one weekday of a story to the next.
REACH = 2
# Days from one to the next: from Thursday to Tuesday is rather a look back.
GAP = timedelta(days=4)
# No story is told in more weekdays; the bound is for pages that are nothing but weekdays.
LONGEST = 30
# Weekdays that tell an order; of two the later may as well be a look back.
ENOUGH = 3
# "On the Monday", "by that Friday", "23 that Friday": of the story's week, not of the week of writing.
DEFINITE = re.compile(r"(?i)\b(?:on|by|until|till|since|from|before|after) (?:the|that) $|\b\d{1,9} that $")
WITHIN = re.compile(r"(?i)\b(?:of|on) the [a-z]{3,6}day\b")
# What "the Monday" is counted from where these follow it: "the Monday after the vote".
COUNTED = frozenset({"after", "before", "of", "following", "when"})


def is_definite(text: str, sentence: Sentence, expression: TimeExpression) -> bool:
    """Whether a weekday stands behind "the" or "that" as a day of the story, and marks no noun."""
    start, tokens = expression.span.start, sentence.tokens
    if expression.weekday is None or expression.month or expression.unit or expression.pointer is not None:
        return False
    if WITHIN.search(expression.span.exact) is None and not DEFINITE.search(text, max(0, start - 14), start):
        return False
    after = bisect_left(tokens, expression.span.end, key=lambda t: t.start)
    following = tokens[after] if after < len(tokens) else None
    return following is None or not (following.text in COUNTED or following.tag.startswith(("NN", "POS")))


class Told(NamedTuple):
    """A weekday alone, told of what was: its number among the expressions, where it stands, and its day."""

    number: int
    paragraph: int
    sentence: int
    definite: bool
    day: date


def shift_weeks(told: Sequence[Told]) -> dict[int, timedelta]:
    """How far back weekdays are set so that a story told day by day keeps its order, by their number.

    Each was taken for the last one before the day of writing. A story opens with "on the Monday", or is a
    list within a sentence; whoever says "the Monday" again means the same one.
    """
    shifts: dict[int, timedelta] = {}
    place = 0
    while place < len(told):
        run = _read_run(told, place)
        days = _settle(run)
        ordered = len(run) >= ENOUGH and days is not None
        if ordered and days:
            shifts |= {t.number: day - t.day for t, day in zip(run, days, strict=True) if day != t.day}
        place += len(run) if ordered else 1
    return shifts | _same_again(told, shifts)


def _read_run(told: Sequence[Told], place: int) -> list[Told]:
    """The weekdays from ``place`` on that can be told in order."""
    run = [told[place]]
    for following in told[place + 1 : place + LONGEST]:
        listed = following.sentence == run[0].sentence
        near = following.paragraph - run[-1].paragraph <= REACH
        if not (listed or (run[0].definite and near)) or _settle([*run, following]) is None:
            break
        run.append(following)
    return run


def _settle(run: Sequence[Told]) -> list[date] | None:
    """Days in order, each as told or a week before; None where no such days are in order and close."""
    days: list[date] = []
    bound = run[-1].day
    for told in reversed(run):
        day = told.day if told.day <= bound else told.day - WEEK
        if not timedelta() <= bound - day <= GAP:
            return None
        bound = day
        days.append(day)
    return days[::-1]


def _same_again(told: Sequence[Told], shifts: dict[int, timedelta]) -> dict[int, timedelta]:
    """The shifts of weekdays behind "the" that another story has placed, and of those told after them."""
    known: dict[int, date] = {}
    for one in (t for t in told if t.number in shifts):
        known.setdefault(one.day.weekday(), one.day + shifts[one.number])
    again: dict[int, timedelta] = {}
    last: tuple[Told, date] | None = None
    for one in told:
        day = known.get(one.day.weekday()) if one.definite else _follow(last, one)
        if one.number in shifts or day is None or day > one.day:
            last = None
            continue
        last = (one, day)
        if day < one.day:
            again[one.number] = day - one.day
    return again


def _follow(last: tuple[Told, date] | None, one: Told) -> date | None:
    """The next such weekday after the one told before, if that is near in the text and in time."""
    if last is None or one.paragraph - last[0].paragraph > REACH:
        return None
    ahead = timedelta(days=(one.day - last[1]).days % 7)
    return last[1] + ahead if ahead <= GAP else None
