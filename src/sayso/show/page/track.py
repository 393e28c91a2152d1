"""The days of a case: what was published on each, for the slider that goes back to any of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sayso.model import Linked
from sayso.show.words import MONTHS, count, say_day
from sayso.weigh.visible import published_of


@dataclass(frozen=True, slots=True)
class TrackDay:
    """A day: how many articles surely appeared on it, how many perhaps from it on, how many by its end."""

    day: date
    sure: int
    possible: int
    by_then: int


@dataclass(frozen=True, slots=True)
class Track:
    """Every day on which what is known can change; the last stands for the whole case."""

    days: tuple[TrackDay, ...]
    articles: int
    undated: int

    def find(self, day: date | None) -> int:
        """The number of the last day that is not after ``day`` (None: the last); -1 before the first."""
        if day is None:
            return len(self.days) - 1
        return max((n for n, known in enumerate(self.days) if known.day <= day), default=-1)

    def ask(self, number: int) -> date | None:
        """What to ask the case for on the day of this number: the day, or None for all of it."""
        return None if number >= len(self.days) - 1 else self.days[number].day


def lay_track(linked: Linked, until: date | None = None) -> Track:
    """The days of a case in their order, up to ``until``."""
    published = [when for when in published_of(linked).values() if when and (when.earliest or when.latest)]
    sure = Counter(when.latest for when in published if when.latest)
    open_ones = [when.earliest for when in published if when.earliest and when.earliest != when.latest]
    possible = Counter(day for day in open_ones if day)
    days, by_then = [], 0
    for day in sorted(sure.keys() | possible.keys()):
        if until and day > until:
            break
        by_then += sure[day]
        days.append(TrackDay(day, sure[day], possible[day], by_then))
    return Track(tuple(days), len(linked.articles), len(linked.articles) - len(published))


def say_short(day: date) -> str:
    """A day as "4 Mar"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def say_weekday(day: date) -> str:
    """A day as "Tue 11 March 2031"."""
    return f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[day.weekday()]} {say_day(day)}"


def say_stop(track: Track, number: int, origins: int | None) -> str:
    """A stop of the slider in words, as it is spoken; without ``origins`` those are not told."""
    if number < 0:
        return "nothing was published yet"
    seen = track.articles if track.ask(number) is None else track.days[number].by_then
    known = f"{seen} of {count(track.articles, 'article')} published"
    known += f", {count(origins, 'named origin')}" if origins is not None else ""
    return f"{say_day(track.days[number].day)}: {known}" if track.days else known
