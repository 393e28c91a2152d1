"""Where one time expression lies, given the day of writing, the date of the story, and the tense."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sayso.annotate import calendar_arithmetic as cal
from sayso.annotate.calendar_arithmetic import OutOfCalendar, Period
from sayso.annotate.tense import Tense
from sayso.annotate.time_context import write_duration
from sayso.annotate.time_expressions import TimeExpression


@dataclass(frozen=True, slots=True)
class Reference:
    """What an expression is told from: the day of writing, the story's last date, the verb's tense.

    ``certain``: the day of writing is known to the day. ``quarter`` is the quarter last told of.
    """

    day: date | None
    story: Period | None
    tense: Tense | None
    chronicle: bool = False
    certain: bool = True
    quarter: Period | None = None

    @property
    def now(self) -> date | None:
        """The day from which the calendar is read: in a chronicle the story's, else the day of writing."""
        if self.story and (self.chronicle or self.day is None):
            return self.story.earliest
        return self.day

    @property
    def story_day(self) -> date | None:
        """The story's last date, if it is a day."""
        return self.story.earliest if self.story and self.story.grain == "day" else None


def place_expression(expression: TimeExpression, reference: Reference) -> Period | None:
    """The period that ``expression`` names, None where nothing places it; may raise OutOfCalendar."""
    if expression.kind == "duration":
        return place_stretch(expression, reference)
    if expression.kind != "date":
        return None
    period = place_date(expression, reference)
    if period is not None and expression.second is not None:
        end = place_date(expression.second, Reference(reference.day, period, reference.tense, True))
        if end is not None and end.latest >= period.earliest:
            return Period(period.value, period.earliest, end.latest, period.grain)
    return period


def place_date(expression: TimeExpression, reference: Reference) -> Period | None:
    """A date: by the period it is counted in, by its own year, or by the nearest year that fits."""
    if expression.unit:
        return place_counted(expression, reference)
    if expression.before_christ:
        return None
    if expression.century:
        return cal.century_period(expression.century)
    if expression.decade:
        return cal.decade_period(expression.decade)
    if expression.year:
        return place_in_year(expression, expression.year)
    if expression.month or expression.season or expression.quarter or expression.half:
        return place_yearless(expression, reference)
    if expression.day:
        return place_ordinal_day(expression, reference)
    if expression.weekday is not None:
        return place_weekday(expression, reference)
    if expression.clock or expression.part:
        return place_clock(reference)
    return None


def place_in_year(expression: TimeExpression, year: int) -> Period:
    """The part of ``year`` that the expression names."""
    if expression.month and expression.day:
        if expression.swapped:
            return place_swapped(expression, year)
        return cal.day_period(cal.make_date(year, expression.month, expression.day))
    if expression.month:
        return cal.month_period(year, expression.month)
    if expression.season:
        return cal.season_period(year, expression.season)
    if expression.quarter:
        return cal.quarter_period(year, expression.quarter)
    if expression.half:
        return cal.half_period(year, expression.half)
    return cal.year_period(year)


def place_swapped(expression: TimeExpression, year: int) -> Period:
    """Both readings of a date in figures bound it; its value is the month-first reading."""
    month, day = expression.month or 1, expression.day or 1
    first, second = cal.make_date(year, month, day), cal.make_date(year, day, month)
    return Period(first.isoformat(), min(first, second), max(first, second), "day")


def place_counted(expression: TimeExpression, reference: Reference) -> Period | None:
    """ "last week", "three days earlier", "July last year": a period by its distance."""
    unit, offset = expression.unit or "D", expression.offset
    if expression.rule in ("shift", "year_ago") and unit == "Y" and keeps_grain(reference.quarter):
        return shift_period(reference.quarter, offset or 0)
    if expression.rule == "unit_told" and unit == "Q":
        return reference.quarter
    if expression.rule == "unit_told" and unit == "WE":
        return place_weekend(expression, reference)
    base = counted_from(expression, reference)
    if base is None or offset is None:
        return None
    period = cal.period_of(unit, cal.move(base, unit, offset))
    inner = expression.month or expression.season or expression.quarter or expression.half
    if inner and unit == "Y":
        return place_in_year(expression, period.earliest.year)
    if expression.weekday is not None and unit == "W":
        return cal.day_period(cal.move_days(period.earliest, expression.weekday))
    return period


def place_weekend(expression: TimeExpression, reference: Reference) -> Period | None:
    """ "the weekend": the last one, or the next one where the verb looks ahead."""
    if reference.now is None:
        return None
    this = cal.weekend_period(reference.now)
    behind = expression.tense == "past" and this.earliest > reference.now
    return cal.weekend_period(cal.move_days(reference.now, -7)) if behind else this


def keeps_grain(story: Period | None) -> bool:
    """Whether "a year earlier" means the same month or quarter of the year before."""
    return story is not None and story.grain in ("month", "season") and "W" not in story.value


def shift_period(story: Period | None, years: int) -> Period | None:
    """The same month or quarter, ``years`` on."""
    if story is None:
        return None
    year = story.earliest.year + years
    moved = cal.move_months(story.earliest, 12 * years)
    if "Q" in story.value:
        return cal.quarter_period(year, (moved.month + 2) // 3)
    return cal.month_period(year, moved.month) if story.grain == "month" else None


def counted_from(expression: TimeExpression, reference: Reference) -> date | None:
    """The day from which the expression counts. A day's distance in the story needs a date in the story."""
    if expression.anchor == "text" or reference.chronicle:
        if reference.story is not None:
            return reference.story.earliest
        long = expression.unit in ("Y", "Q", "M", "DE", "CE")
        return reference.day if long and expression.anchor == "text" else None
    return reference.day


def place_yearless(expression: TimeExpression, reference: Reference) -> Period | None:
    """A month, day, season or quarter in the best year: by weekday, pointer, tense, then nearness."""
    now = reference.now
    if now is None:
        return None
    candidates = [p for year in range(now.year - 2, now.year + 3) if (p := fitting(expression, year))]
    if not candidates:
        return None
    if reference.chronicle and reference.story is not None:
        return choose_onward(candidates, reference.story)
    if expression.pointer is not None and expression.anchor == "now":
        return choose_pointed(candidates, now, expression.pointer)
    return choose(candidates, now, direction(expression, reference))


# A chronicle may step back so many days before it goes on.
BACK = 190


def choose_onward(candidates: list[Period], story: Period) -> Period:
    """In a chronicle: the year that the story is in, else the next such date after the story's."""
    if story.grain in ("year", "decade", "century"):
        return next((p for p in candidates if p.earliest.year == story.earliest.year), candidates[0])
    onward = [p for p in candidates if (story.earliest - p.earliest).days <= BACK]
    return min(onward, key=lambda p: p.earliest) if onward else candidates[-1]


def choose_pointed(candidates: list[Period], now: date, pointer: int) -> Period:
    """ "last May" has begun before now and is over or not this month's; "this May" is in this year."""
    if pointer == 0:
        return next((p for p in candidates if p.earliest.year == now.year), candidates[0])
    if pointer > 0:
        return next((p for p in candidates if p.earliest > now), candidates[-1])
    return next((p for p in reversed(candidates) if p.latest < now), candidates[0])


def fitting(expression: TimeExpression, year: int) -> Period | None:
    """The expression in ``year``, if that year has the day and the weekday told beside it."""
    try:
        period = place_in_year(expression, year)
    except OutOfCalendar:
        return None
    wrong = expression.day and expression.weekday not in (None, period.earliest.weekday())
    return None if wrong else period


def direction(expression: TimeExpression, reference: Reference) -> int:
    """-1 for the last one before, 1 for the next one, 0 for the nearest."""
    if expression.pointer is not None and expression.anchor == "now":
        return expression.pointer
    if expression.extent == "since":
        return -1
    if reference.chronicle:
        return 0
    return {"past": -1, "present": 0, "future": 1, None: 0}[reference.tense]


# A date without a year so many days off on the other side is the nearer one, whatever the tense says:
# one that lies further off on the right side would have been told with its year (tuned on TimeBank).
CLOSE = {"day": 65, "month": 35, "season": 100}


def choose(candidates: list[Period], now: date, way: int) -> Period:
    """The candidate that holds or precedes ``now`` (-1), holds or follows it (1), or is nearest (0)."""
    nearest = min(candidates, key=lambda p: distance(p, now))
    if distance(nearest, now) <= CLOSE.get(nearest.grain, 0):
        return nearest
    if way < 0:
        before = [p for p in candidates if p.earliest <= now]
        return max(before, key=lambda p: p.earliest) if before else candidates[0]
    if way > 0:
        after = [p for p in candidates if p.latest >= now]
        return min(after, key=lambda p: p.latest) if after else candidates[-1]
    return nearest


def distance(period: Period, day: date) -> int:
    """Days between a period and a day; none if it holds the day."""
    return max(0, (period.earliest - day).days, (day - period.latest).days)


# Months back and ahead in which a day without its month is looked for.
MONTHS_BACK, MONTHS_AHEAD = 6, 2


def place_ordinal_day(expression: TimeExpression, reference: Reference) -> Period | None:
    """ "the 12th": in the story's month, else the last up to now, or the next if the verb looks ahead."""
    now = reference.now
    if now is None or expression.day is None:
        return None
    months = [cal.move_months(now.replace(day=1), n) for n in range(-MONTHS_BACK, MONTHS_AHEAD + 1)]
    candidates = [p for m in months if (p := fitting(replace(expression, month=m.month), m.year)) is not None]
    if not candidates:
        return None
    story = reference.story
    if reference.chronicle and story is not None and story.grain in ("day", "month"):
        return min(candidates, key=lambda p: distance(p, story.earliest))
    before = [p for p in candidates if p.earliest <= now]
    if direction(expression, reference) > 0 or not before:
        return min((p for p in candidates if p.latest >= now), key=lambda p: p.latest, default=candidates[-1])
    return before[-1]


def place_weekday(expression: TimeExpression, reference: Reference) -> Period | None:
    """A weekday alone: the last one up to the day of writing, the next one where the verb looks ahead."""
    if reference.chronicle and reference.story and reference.story.grain not in ("day", "week", "month"):
        reference = replace(reference, chronicle=False, story=None)  # no year has one Friday
    now = reference.now
    if now is None or expression.weekday is None:
        return None
    if reference.story_day and not reference.certain and expression.pointer is None:
        return nearest_weekday(reference.story_day, expression.weekday)
    if expression.definite and expression.tense != "future" and not reference.chronicle:
        return place_day_of_story(reference.story_day, now, expression.weekday)
    if expression.pointer == 0:
        return cal.day_period(cal.move_days(cal.week_period(now).earliest, expression.weekday))
    if expression.anchor == "text":
        now = reference.story_day or now
    back = (now.weekday() - expression.weekday) % 7
    way = direction(expression, reference)
    if back == 0 and (expression.pointer == -1 or expression.extent == "since"):
        back = 7  # "since Friday", told on a Friday
    if expression.anchor == "text" and expression.pointer == 1:
        way = 1
    if way > 0 or (reference.chronicle and expression.pointer is None):
        ahead = -back % 7
        return cal.day_period(cal.move_days(now, ahead or (7 if expression.pointer == 1 else 0)))
    return cal.day_period(cal.move_days(now, -back))


# A day told that lies further back is background, and no story goes on from it.
LOOK_BACK = 21


def place_day_of_story(story: date | None, now: date, weekday: int) -> Period:
    """ "On the Monday": the first since the story's day, if that is a week gone, else the last one."""
    if story is not None and 6 < (now - story).days <= LOOK_BACK:
        return cal.day_period(cal.move_days(story, (weekday - story.weekday()) % 7))
    return cal.day_period(cal.move_days(now, -((now.weekday() - weekday) % 7 or 7)))


def nearest_weekday(day: date, weekday: int) -> Period:
    """The day of that weekday within three days of ``day``."""
    ahead = (weekday - day.weekday() + 3) % 7 - 3
    return cal.day_period(cal.move_days(day, ahead))


def place_clock(reference: Reference) -> Period | None:
    """A clock time alone is on the story's day, else on the day of writing."""
    if reference.story is not None and reference.story.grain == "day":
        return cal.day_period(reference.story.earliest)
    return cal.day_period(reference.day) if reference.day and not reference.chronicle else None


def place_stretch(expression: TimeExpression, reference: Reference) -> Period | None:
    """A duration told from now: "the past two months" end there; others lie nowhere."""
    base = counted_from(expression, reference)
    if expression.pointer is None or expression.count is None or base is None or expression.unit is None:
        return None
    other = cal.move(base, expression.unit, round(expression.pointer * expression.count))
    grain = cal.period_of(expression.unit, base).grain
    return Period(write_unplaced(expression), min(base, other), max(base, other), grain)


def write_unplaced(expression: TimeExpression) -> str:
    """The TIMEX3 value of the words alone, with X for what they leave open."""
    if expression.code:
        return expression.code
    if expression.before_christ:
        month = f"-{expression.month:02}" if expression.month else ""
        return f"BC{expression.year:04}" + (f"-{expression.season}" if expression.season else month)
    if expression.kind == "duration":
        return write_duration(expression.unit or "D", expression.count)
    finer = expression.clock or expression.part or ""
    if expression.unit and expression.offset is None:
        return write_duration(expression.unit, None)
    if expression.month:
        day = f"-{expression.day:02}" if expression.day else ""
        return f"XXXX-{expression.month:02}{day}{finer}"
    if expression.weekday is not None:
        return f"XXXX-WXX-{expression.weekday + 1}{finer}"
    if expression.season or expression.quarter:
        return f"XXXX-{expression.season or f'Q{expression.quarter}'}"
    unplaced = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}
    return unplaced.get(expression.unit or "D", "XXXX-XX-XX") + finer
