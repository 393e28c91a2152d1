"""Placing time expressions: each becomes an interval, by what the text says and then by its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.annotate.calendar_arithmetic import OutOfCalendar, Period, day_period, join, move_days, narrow
from sayso.annotate.dating import collect_evidence, is_bare, is_lone
from sayso.annotate.placing import Reference, fitting, place_expression, write_unplaced
from sayso.annotate.posting import Posted, written_at
from sayso.annotate.time_expressions import TimeExpression
from sayso.annotate.tokens import sentence_at
from sayso.annotate.weeks import Told, shift_weeks
from sayso.ids import mention_id
from sayso.model import Article, Interval, Sentence, TimeMention


@dataclass(frozen=True, slots=True)
class Story:
    """Where the telling stands: the last placed date and quarter, and whether the text is a chronicle.

    ``lone``: one day alone is told by its date, so that weekdays alone are the days since. ``scene`` is
    the last day told by weekday or date, in paragraph ``scene_at``; ``passing`` the paragraph in which a
    day told from the day of writing ("last night") has passed over it, None where none has. ``said`` is
    where the sentence starts that last told when something was said, ``night`` whether the last day was
    told as a night.
    """

    period: Period | None
    chronicle: bool
    quarter: Period | None = None
    lone: bool = False
    scene: Period | None = None
    scene_at: int = 0
    passing: int | None = None
    said: int | None = None
    night: bool = False


def anchor_times(
    article: Article,
    sentences: tuple[Sentence, ...],
    expressions: tuple[TimeExpression, ...],
    published: Interval | None,
    posted: Posted = (),
) -> tuple[TimeMention, ...]:
    """A mention for each expression, placed where the words or the dates at hand allow it."""
    lone = is_lone(collect_evidence(article, expressions).days)
    story = Story(None, is_chronicle(expressions, published), lone=lone)
    periods = place_all(sentences, expressions, story, published, posted, {})
    shifts = find_shifts(sentences, expressions, periods, story)
    if shifts:
        periods = place_all(sentences, expressions, story, published, posted, shifts)
    mentions: list[TimeMention] = []
    for i, (expression, period) in enumerate(zip(expressions, periods, strict=True)):
        whole = period
        if expression.opens and period and i + 1 < len(expressions):
            written = written_at(posted, expression.span.start, published)
            whole = reach_end(expressions[i + 1], period, written) or period
        mentions.append(make_mention(expression, period, whole))
    return tuple(mentions)


def place_all(
    sentences: tuple[Sentence, ...],
    expressions: tuple[TimeExpression, ...],
    story: Story,
    published: Interval | None,
    posted: Posted,
    shifts: Mapping[int, timedelta],
) -> list[Period | None]:
    """Where each expression lies, the story going on from one to the next; ``shifts`` as in ``weeks``."""
    periods: list[Period | None] = []
    for i, expression in enumerate(expressions):
        sentence = sentence_at(sentences, expression.span.start)
        written = written_at(posted, expression.span.start, published)
        period = place(expression, recall_scene(story, expression, sentence), written)
        if period and i in shifts:
            period = day_period(period.earliest + shifts[i])
        elif period and period.latest.year < LAST_YEAR and story.night and is_small_hours(expression):
            period = day_period(move_days(period.earliest, 1))
        periods.append(period)
        story = note_scene(carry(story, expression, period), expression, period, sentence)
    return periods


def find_shifts(
    sentences: tuple[Sentence, ...],
    expressions: tuple[TimeExpression, ...],
    periods: Sequence[Period | None],
    story: Story,
) -> dict[int, timedelta]:
    """The weekdays that a story told in their order sets a week earlier; a chronicle has its own order."""
    if story.chronicle or not any(e.weekday is not None for e in expressions):
        return {}
    told = []
    for i, (expression, period) in enumerate(zip(expressions, periods, strict=True)):
        sentence = sentence_at(sentences, expression.span.start) if is_bare(expression) else None
        if sentence and period and period.earliest == period.latest and period.earliest.year > 1:
            told.append(Told(i, sentence.paragraph, sentence.start, expression.definite, period.earliest))
    return shift_weeks(told)


# Of the calendar: a day more may leave it.
LAST_YEAR = 9999
# Behind a night or an evening an hour before this one, told alone, is of the day after.
SMALL_HOURS = "T06"


def is_small_hours(expression: TimeExpression) -> bool:
    """Whether the words tell an hour after midnight, or the morning, and no day."""
    alone = not (expression.unit or expression.month or expression.day or expression.weekday is not None)
    early = bool(expression.clock and expression.clock < SMALL_HOURS)
    return alone and expression.kind == "date" and (early or expression.part == "TMO")


# So many stated years that lie back two years or more make a chronicle, if little is told as news.
BYGONE = 3


def is_chronicle(expressions: Iterable[TimeExpression], published: Interval | None) -> bool:
    """Whether the text tells of years long before its own date, as an account of history does."""
    if published is None or published.latest is None:
        return False
    dates = [e for e in expressions if e.kind == "date"]
    far = sum(1 for e in dates if e.year and e.year < published.latest.year - 1)
    full = sum(1 for e in dates if e.year and e.month and e.year < published.latest.year - 1)
    near = sum(1 for e in dates if (e.year and e.year >= published.latest.year - 1) or told_as_news(e))
    lately = [is_lately(e, published.latest) for e in dates if e.month and e.day and not e.year]
    if sum(lately) > max(1, len(lately) / 2):
        return False  # most days without a year were just before: they are of this year
    return full > 0 and far >= BYGONE and near < far


# A day told without its year is news if it lies so many days back, seen from the day of writing.
LATELY = 45


def is_lately(expression: TimeExpression, written: date) -> bool:
    """Whether a day without a year was not long before the day of writing."""
    years = (written.year, written.year - 1)
    days = [p.earliest for year in years if (p := fitting(expression, year)) is not None]
    return any(0 <= (written - day).days <= LATELY for day in days)


def told_as_news(expression: TimeExpression) -> bool:
    """Whether the words count from the day of writing, or name a weekday alone."""
    near = expression.unit in ("D", "W", "WE") and expression.anchor == "now"
    return near or (expression.weekday is not None and not expression.month)


def place(expression: TimeExpression, story: Story, published: Interval | None) -> Period | None:
    """Where ``expression`` lies; over all days that the article may have been published on."""
    days = {published.earliest, published.latest} if published else {None}
    if story.lone and published and published.basis in ("inferred", "case") and is_bare(expression):
        days = {published.earliest}  # the newest day told, a weekday alone included
    certain = len(days) == 1
    periods = []
    for day in sorted(days, key=lambda d: (d is None, d)):
        try:
            periods.append(
                place_expression(
                    expression,
                    Reference(day, story.period, expression.tense, story.chronicle, certain, story.quarter),
                )
            )
        except OutOfCalendar:
            return None
    if None in periods or not periods:
        return None
    found = [p for p in periods if p]
    return join(found[0], found[-1])


def reach_end(expression: TimeExpression, start: Period, published: Interval | None) -> Period | None:
    """The stretch from ``start`` to the end of the range that ``expression`` closes."""
    end = place(expression, Story(start, True), published)
    if end is None or end.latest < start.earliest:
        return None
    return Period(start.value, start.earliest, end.latest, start.grain)


def looks_aside(expression: TimeExpression) -> bool:
    """Whether the words compare with a time before ("a year earlier"); the story then stays where it was."""
    return expression.rule == "year_ago" or (
        expression.rule == "shift" and expression.unit in ("Y", "Q", "M")
    )


def carry(story: Story, expression: TimeExpression, period: Period | None) -> Story:
    """The story after ``expression``: a date moves it on; durations, sets and, in news, bare years do not."""
    if expression.kind != "date" or period is None or expression.extent == "since":
        return story
    if not story.chronicle and (period.grain in ("year", "decade", "century") or looks_aside(expression)):
        return story
    if "-Q" in period.value:
        story = replace(story, quarter=period)
    named = expression.weekday is not None or bool(expression.day)
    return replace(story, period=period, night=named and expression.part in ("TNI", "TEV"))


def note_scene(
    story: Story, expression: TimeExpression, period: Period | None, sentence: Sentence | None
) -> Story:
    """The story with the day that ``expression`` sets as its scene, or passes over it."""
    paragraph = sentence.paragraph if sentence else 0
    if expression.said and sentence:
        return replace(story, said=sentence.start, passing=None)
    if expression.kind != "date" or period is None or period.grain != "day" or expression.tense == "future":
        return story
    if expression.unit == "D" and expression.anchor == "now":
        return replace(story, passing=paragraph if (expression.offset or 0) < 0 else None)
    named = expression.weekday is not None or expression.month is not None
    set_here = replace(story, scene=period, scene_at=paragraph, passing=None, said=None)
    return set_here if named else story


def recall_scene(story: Story, expression: TimeExpression, sentence: Sentence | None) -> Story:
    """An hour alone is of the day that is told about: in a paragraph after news of "last night", and in a
    sentence after one that told when something was said.
    """
    alone = expression.clock and not (expression.unit or expression.month or expression.weekday is not None)
    if not alone or story.scene is None or sentence is None:
        return story
    passed = story.passing not in (None, sentence.paragraph)
    near = sentence.paragraph - story.scene_at <= 1
    said = near and story.said not in (None, sentence.start)
    return replace(story, period=story.scene) if passed or said else story


def make_mention(expression: TimeExpression, period: Period | None, whole: Period | None) -> TimeMention:
    """The mention of ``expression`` with its TIMEX3 value."""
    value = write_value(expression, period)
    interval = None
    if whole is not None:
        cut = narrow(whole, expression.position)
        finer = expression.clock or expression.part or ""
        interval = Interval(
            earliest=cut.earliest,
            latest=cut.latest,
            grain="minute" if expression.clock else "part" if expression.part else whole.grain,
            extent=expression.extent,
            basis="stated" if expression.year or expression.decade or expression.century else "anchored",
            clock=finer,
        )
    return TimeMention(
        id=mention_id("time", expression.span),
        span=expression.span,
        value=value,
        interval=interval,
        is_set=expression.kind == "set",
    )


def write_value(expression: TimeExpression, period: Period | None) -> str:
    """The TIMEX3 value: the period's with the clock behind it, or what the words say without an anchor."""
    if period is None or expression.kind != "date":
        return write_unplaced(expression)
    return period.value + (expression.clock or expression.part or "")
