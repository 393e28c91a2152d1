"""The article's own date from its words: stated, or inferred with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sayso.annotate.calendar_arithmetic import OutOfCalendar, make_date, move_days
from sayso.annotate.time_context import word_before
from sayso.annotate.time_expressions import TimeExpression
from sayso.model import Article, DateEvidence, Interval, Span

MonthDay = tuple[int, int, int]
# A day without a year belongs to the year of a full date told within so many days of it.
NEAR = 45
# A stated date stands in a short line near the head, or behind a word that says so.
HEAD = 700
LONG_LINE = 110
STATED = re.compile(
    r"(?i)\b(?:posted|published|updated|modified|revised|issued|filed|dated?|printed|broadcast|aired)\b[^\n]{0,40}$"
)
# "NEW YORK (Agency), ", "London, ": a place at the opening of a paragraph; then the day; then a stop.
DATELINE_BEFORE = re.compile(
    r"(?:^|\n)[ \t]*[A-Z][\w.'’/-]*(?:,? (?:[A-Z][\w.'’/-]*|of|de|la)){0,5}(?: ?\([A-Za-z. ]+\))?[ ,(–—-]+$"
)
AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)"
DATELINE_AFTER = re.compile(rf",? ?(?:{AGENCY}? *[.:–—)-]{{1,3}}|{AGENCY})(?=\s|$)")
# Marks that part the cells of a line of furniture: "Harbour Wire | 14.04.2031 | 21:15".
HOUR = re.compile(r"[\s,|–—-]{0,4}(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{2,4})?\s*")
CELL = re.compile(r"[|·•¦]")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")


def collect_evidence(
    article: Article, expressions: tuple[TimeExpression, ...], page: tuple[TimeExpression, ...] = ()
) -> DateEvidence:
    """What the article's own words tell of its date, so that the case can be asked for the rest."""
    told = narrated(article.text, [e for e in expressions if e.kind == "date" and e.tense != "future"])
    days = tuple(month_day(e) for e in told if e.month and e.day and not e.year)
    dateline = find_dateline(article.text, told) or find_dateline(article.text, list(page))
    if dateline and all(d[:2] != dateline for d in days):
        days = (*days, (*dateline, -1))
    years = tuple(sorted({e.year for e in expressions if e.year}))
    full = [d for e in told if (d := full_day(e)) is not None]
    return DateEvidence(
        years=years,
        days=days,
        newest=find_newest(days, years, full),
        relative=tuple(dict.fromkeys(f"{e.unit}{e.offset:+d}" for e in expressions if told_from_now(e))),
        weekdays=tuple(dict.fromkeys(e.weekday for e in told if e.weekday is not None and is_bare(e))),
        dateline=dateline,
    )


def find_dateline(text: str, told: list[TimeExpression]) -> tuple[int, int] | None:
    """The day without a year that the text gives as its own; of updates alone the newest."""
    own = [e for e in told if e.day and not e.year and gives_day(text, e)]
    if own and all(is_update(text, e) for e in own):
        newest = newest_of([month_day(e) for e in own], 2000)
        return (newest.month, newest.day) if newest else None
    first = next((e for e in own if not is_update(text, e)), None)
    return month_day(first)[:2] if first else None


def gives_day(text: str, expression: TimeExpression, *, anywhere: bool = False) -> bool:
    """Whether the text tells a day as its own: in a dateline, a byline or a line by itself.

    Such lines count near the head of the text, or ``anywhere`` for parts of it.
    """
    span = expression.span
    update = is_update(text, expression) and DATELINE_AFTER.match(text, span.end, span.end + 60)
    alone = stands_alone(text, span.start, span.end, anywhere=anywhere)
    return bool(update) or is_dateline(text, expression) or alone


def tells_own_day(text: str, span: Span) -> bool:
    """Whether a time is the text's own date, and not the day of anything told; an update's day is both."""
    if UPDATE.search(text, max(0, span.start - 40), span.start):
        return False
    return has_dateline(text, span.start, span.end) or stands_alone(text, span.start, span.end)


UPDATE = re.compile(r"(?i)(?:^|\n)\W{0,4}(?:update|correction|edit)\b[^\n]{0,20}$")


def is_update(text: str, expression: TimeExpression) -> bool:
    """Whether the day opens an addition ("UPDATE 2, 9 May:")."""
    start = expression.span.start
    return UPDATE.search(text, max(0, start - 40), start) is not None


def narrated(text: str, told: list[TimeExpression]) -> list[TimeExpression]:
    """``told`` without days ahead in the present tense ("votes on 1 May"), unless no other is told."""
    past = [
        e for e in told if not (e.day and e.tense == "present" and word_before(text, e.span.start) == "on")
    ]
    return past if any(e.month and e.day for e in past) else told


def is_bare(expression: TimeExpression) -> bool:
    """Whether a weekday stands alone and tells of what was."""
    told = expression.tense not in ("present", "future") and expression.extent != "until"
    lone = not expression.month and not expression.unit and expression.pointer is None
    return told and lone and expression.weekday is not None


def told_from_now(expression: TimeExpression) -> bool:
    """Whether the words count from the day of writing by days or weeks."""
    near = expression.unit in ("D", "W", "WE") and expression.anchor == "now"
    return near and expression.offset is not None and expression.kind == "date"


def month_day(expression: TimeExpression) -> MonthDay:
    weekday = -1 if expression.weekday is None else expression.weekday
    return expression.month or 0, expression.day or 0, weekday


def full_day(expression: TimeExpression) -> date | None:
    """The day that an expression states in full."""
    if not (expression.year and expression.month and expression.day) or expression.swapped:
        return None
    return day_in(expression.year, month_day(expression))


def day_in(year: int, told: MonthDay) -> date | None:
    """The day in ``year``, or None where that year lacks it or its weekday does not agree."""
    try:
        day = make_date(year, told[0], told[1])
    except OutOfCalendar:
        return None
    return day if told[2] in (-1, day.weekday()) else None


# --- the newest day -------------------------------------------------------------------------------


def find_newest(days: tuple[MonthDay, ...], years: tuple[int, ...], full: list[date]) -> date | None:
    """The newest day of the narrative, where the words alone give its year."""
    if not days:
        newest = max(full, default=None)
        return newest if newest and newest.year >= max(years, default=0) else None
    fitting = year_by_weekday(days, years) or year_by_neighbours(days, full)
    newest = newest_of(days, fitting) if fitting else None
    return max([newest, *(d for d in full if 0 <= (d - newest).days <= NEAR)]) if newest else None


def year_by_weekday(days: tuple[MonthDay, ...], years: tuple[int, ...]) -> int | None:
    """The newest stated year in which every weekday told beside a day agrees."""
    dated = [d for d in days if d[2] >= 0]
    fitting = [year for year in years if dated and all(day_in(year, d) for d in dated)]
    return max(fitting, default=None)


def year_by_neighbours(days: tuple[MonthDay, ...], full: list[date]) -> int | None:
    """The year of the newest full date, if a day without a year stands close to it."""
    newest = max(full, default=None)
    if newest is None:
        return None
    for year in (newest.year, newest.year + 1):
        if any((d := day_in(year, told)) and abs((d - newest).days) <= NEAR for told in days):
            return newest.year if year == newest.year else year
    return None


def newest_of(days: Iterable[MonthDay], year: int) -> date | None:
    """The newest of ``days`` when ``year`` is the year of the newest: the year turns at the widest gap."""
    ordered = sorted({d for told in days if (d := day_in(2000, (told[0], told[1], -1)))})
    if not ordered:
        return None
    gaps = [(((ordered[(i + 1) % len(ordered)] - day).days - 1) % 366, day) for i, day in enumerate(ordered)]
    newest = max(gaps)[1]
    return day_in(year, (newest.month, newest.day, -1))


# --- the date -------------------------------------------------------------------------------------


def date_article(
    article: Article,
    expressions: tuple[TimeExpression, ...],
    hint: Interval | None = None,
    page: tuple[TimeExpression, ...] = (),
) -> Interval | None:
    """When the article was published: told, stated, hinted by the case or inferred; None if nothing says.

    ``page``: the expressions of the page around the article, asked where its own words state nothing.
    """
    if article.published is not None:
        return article.published
    stated = find_stated(article, expressions) or find_stated(article, page) or find_in_address(article)
    return stated or hint or infer_published(collect_evidence(article, expressions, page))


def find_stated(article: Article, expressions: tuple[TimeExpression, ...]) -> Interval | None:
    """A full date that the text gives as its own: in a line at its head, a dateline, or behind "posted"."""
    for expression in expressions:
        day = full_day(expression)
        if day is not None and gives_day(article.text, expression):
            return state(day, expression.span.exact)
    stamp = STAMP.search(article.text, 0, HEAD)
    day = day_in(int(stamp[1]), (int(stamp[2]), int(stamp[3]), -1)) if stamp else None
    return state(day, stamp[0]) if day and stamp else None


# A machine's time, as pages print it near their head: "2031-05-14T10:22:00Z".
STAMP = re.compile(r"(?<![\w-])((?:19|20)\d\d)-(\d\d)-(\d\d)T\d\d:\d\d")


def state(day: date, words: str) -> Interval:
    """The article's date as its own words give it."""
    return Interval(day, day, "day", basis="stated", why=f"the text gives its date: {words}")


def stands_alone(text: str, start: int, end: int, *, anywhere: bool = False) -> bool:
    """Whether the day is told as the text's own: behind "posted", in a byline, or in a line of its own."""
    before, after = line_around(text, start, end)
    if len(before) + len(after) > LONG_LINE:
        return False
    if STATED.search(before):
        return True
    bracketed = before.endswith(("(", "["))
    before, after = before.rstrip(" \t(["), after.lstrip(" \t)]")
    alone = not before.strip() and not after.strip()
    first = text.rfind("\n", max(0, start - LONG_LINE), start) + 1
    title = not bracketed and not text[:first].strip()
    return (anywhere or start < HEAD) and (alone or (not title and is_byline(before, after)))


def line_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The line, or the cell of it, before and after [start, end), without the hour behind a day."""
    first = max(0, start - LONG_LINE, text.rfind("\n", max(0, start - LONG_LINE), start) + 1)
    last = text.find("\n", end, end + LONG_LINE)
    before, after = text[first:start], text[end : last if last >= 0 else end + LONG_LINE]
    before, after = CELL.split(before)[-1], CELL.split(after)[0]
    return before, "" if HOUR.fullmatch(after) else after


def is_byline(before: str, after: str) -> bool:
    """Whether the rest of a line is too little for a sentence: "By Ann Lee | " or " 10:30"."""
    words = f"{before} {after}".split()
    told_in = before.split()[-1:] and before.split()[-1].lower() in IN_SENTENCE
    return (
        len(words) <= 6
        and not told_in
        and not after.rstrip().endswith((".", "?", "!", ","))
        and not (before.strip() and after.strip())
    )


IN_SENTENCE = frozenset(
    ["on", "in", "of", "since", "until", "by", "from", "to", "after", "before", "the", "and"]
)


def is_dateline(text: str, expression: TimeExpression) -> bool:
    """Whether the day stands between a place in capitals and a dash, at the opening of a paragraph."""
    return bool(expression.day) and has_dateline(text, expression.span.start, expression.span.end)


def has_dateline(text: str, start: int, end: int) -> bool:
    """Whether [start, end) stands between a place in capitals and a dash, at the opening of a paragraph."""
    before = DATELINE_BEFORE.search(text, max(0, start - 80), start)
    if not any(c.isdigit() for c in text[start:end]) or text[max(0, start - 6) : start].lower() == "as of ":
        return False
    return bool(before) and bool(DATELINE_AFTER.match(text, end, end + 60))


def find_in_address(article: Article) -> Interval | None:
    """The day that the article's address holds."""
    match = IN_ADDRESS.search(article.url or "")
    day = day_in(int(match[1]), (int(match[2]), int(match[3]), -1)) if match else None
    return Interval(day, day, "day", basis="metadata", why="the day in the address") if day else None


def infer_published(evidence: DateEvidence) -> Interval | None:
    """The publication interval, from the newest day told and the words that count from the day of writing."""
    newest = evidence.newest
    if newest is None:
        return None
    if evidence.dateline:
        newest = day_in(newest.year, (*evidence.dateline, -1)) or newest
    elif is_lone(evidence.days):
        newest = max(day_since(newest, weekday) for weekday in (*evidence.weekdays, newest.weekday()))
    latest, reason = reach_of(evidence, newest)
    why = f"the newest dated event is of {newest.day} {newest:%B %Y}; {reason}"
    return Interval(newest, latest, "day", basis="inferred", why=why)


def is_lone(days: tuple[MonthDay, ...]) -> bool:
    """Whether one day alone is told by its date: what it is all about. Weekdays alone are the days since."""
    return len(set(days)) == 1 and days[0][2] < 0


def day_since(day: date, weekday: int) -> date:
    """The first day of that weekday, from ``day`` on."""
    return move_days(day, (weekday - day.weekday()) % 7)


def reach_of(evidence: DateEvidence, newest: date) -> tuple[date, str]:
    """The last day on which the words could still have been written, and why."""
    if evidence.dateline:
        return newest, "a dateline gives the day"
    if "W-1" in evidence.relative or "WE-1" in evidence.relative:
        return move_days(newest, 13 - newest.weekday()), "“last week” says that week or the next"
    if any(word.startswith("D") and -2 <= int(word[1:]) <= 1 for word in evidence.relative):
        return move_days(newest, 2), "“yesterday” or “today” says that it was still new"
    return move_days(newest, 6), "it is told as new, within a week"
