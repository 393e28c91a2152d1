"""The record of a time expression as the words give it, before any date anchors it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.annotate.tense import Tense
from sayso.model import Extent, Span

Kind = Literal["date", "duration", "set", "reference"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What the words of one time expression say, in parts; a part that they do not name is None.

    ``unit`` and ``offset`` tell a period by its distance ("last week": W, -1; "three days earlier":
    D, -3), counted from ``anchor``: the day of writing (now) or the date that the story has reached
    (text). ``offset`` is None where the distance is vague ("years ago"). Calendar parts beside them
    lie inside that period ("July last year"). A month, weekday, season or part of day has ``pointer``
    -1, 0 or 1 where "last", "this" or "next" stands before it. ``second`` is the other end of a range
    in one expression ("9-11 January"). ``code`` is the TIMEX3 value of a set or a reference.
    ``swapped`` marks a date in figures whose day and month could change places. ``opens`` marks the
    first of two expressions that make a range ("between Friday and Sunday"). ``tense`` is that of the
    verb that it stands by, None where no tag tells it. ``definite``: a weekday of the
    story ("on the Monday"). ``said``: it tells when something was said.
    """

    span: Span
    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    before_christ: bool = False
    part: str | None = None
    clock: str | None = None
    zone: float | None = None
    position: str | None = None
    pointer: int | None = None
    unit: str | None = None
    offset: int | None = None
    anchor: Literal["now", "text"] | None = None
    fiscal: bool = False
    count: float | None = None
    code: str = ""
    swapped: bool = False
    extent: Extent = "within"
    second: TimeExpression | None = None
    opens: bool = False
    tense: Tense | None = None
    definite: bool = False
    said: bool = False
