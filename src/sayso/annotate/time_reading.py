"""From the words of one match to the fields of a TimeExpression: a reader for each rule.

A reader may abstain (None): the words fit the rule and are yet no time. It may answer that there is no
time in them at all (no fields), so that no shorter rule is tried.
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.annotate import date_reading as dates
from sayso.annotate import length_reading as lengths
from sayso.annotate import period_reading as periods
from sayso.annotate.time_context import Fields, Words


def read_match(rule: str, words: Words, text: str) -> Fields | None:
    """The fields that ``rule`` reads from ``words``, or None where they are no time after all."""
    return READERS[rule](words, text)


READERS: dict[str, Callable[[Words, str], Fields | None]] = {
    "figures": dates.read_figures,
    "days": dates.read_days,
    "years": dates.read_years,
    "era": dates.read_era,
    "part_of": dates.read_part_of,
    "sets": lengths.read_set,
    "clocked": dates.read_calendar,
    "calendar": dates.read_calendar,
    "ordinal_day": dates.read_ordinal_day,
    "deictic": dates.read_calendar,
    "spoken_part": dates.read_calendar,
    "season": dates.read_calendar,
    "year": dates.read_calendar,
    "quarter": periods.read_quarter,
    "halves": periods.read_half,
    "centuries": dates.read_century,
    "decades": dates.read_decade,
    "shift": periods.read_shift,
    "eve": periods.read_eve,
    "pair": periods.read_pair,
    "stretch": lengths.read_stretch,
    "age": lengths.read_age,
    "duration": lengths.read_duration,
    "recently": lengths.read_reference,
    "plural": lengths.read_plural,
    "phase_of": lengths.read_phase,
    "unit_told": periods.read_unit,
    "year_ago": periods.read_year_ago,
    "year_end": periods.read_year_end,
    "lone_part": dates.read_lone_part,
}
