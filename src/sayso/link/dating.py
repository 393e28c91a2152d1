"""What the other articles of a case tell of an article's date: the same in any order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from sayso.annotate.dating import day_in, infer_published, newest_of, year_by_weekday
from sayso.model import Article, DateEvidence, Interval
from sayso.vocabulary import load_vocabulary

Known = tuple[Article, DateEvidence, Interval]
# Days told without a year belong to happenings that other articles date within so many days.
NEAR = 30
# Two articles are on the same happenings when they share so many names.
SHARED = 2
NAME = re.compile(r"\b[A-Z]\w{3,}")


def date_case(evidences: Mapping[str, tuple[Article, DateEvidence, Interval | None]]) -> dict[str, Interval]:
    """For each article (by id) that does not tell its date: what the others allow, with the reason."""
    entries = [evidences[key] for key in sorted(evidences)]
    known = [(a, e, p) for a, e, p in entries if p is not None and p.basis != "case"]
    names = {article.id: names_in(article) for article, _, _ in entries}
    hints = {}
    for article, evidence, published in entries:
        if published is None:
            near = [k for k in known if len(names[article.id] & names[k[0].id]) >= SHARED]
            around = [(a, e) for a, e, _ in entries if len(names[article.id] & names[a.id]) >= SHARED]
            hint = (
                date_by_days(evidence, near)
                or date_by_pool(evidence, around)
                or date_by_weeks(evidence, near)
                or date_by_weekdays(evidence, near)
            )
            if hint is not None:
                hints[article.id] = hint
    return hints


def names_in(article: Article) -> frozenset[str]:
    """Words with a capital that stand within sentences: names, near enough."""
    text = article.text
    found = (m[0] for m in NAME.finditer(text) if m.start() > 1 and text[m.start() - 2].isalpha())
    return frozenset(found) - calendar_names()


@cache
def calendar_names() -> frozenset[str]:
    """Names of days and months, which articles on anything share."""
    tables = load_vocabulary("en", "times")
    return frozenset(
        word.capitalize() for name in ("month", "month_or_word", "weekday") for word in tables[name]
    )


# --- a day without a year -------------------------------------------------------------------------


def date_by_days(evidence: DateEvidence, known: list[Known]) -> Interval | None:
    """The year of the article's newest day, from articles that date the same happenings."""
    votes: Counter[int] = Counter()
    voters: dict[int, list[str]] = {}
    for article, other, published in known:
        year = year_near(evidence, anchor_day(other, published))
        if year is not None:
            votes[year] += 1
            voters.setdefault(year, []).append(article.name)
    if not votes:
        return None
    ranked = votes.most_common()
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return hint_in_year(evidence, ranked[0][0], voters[ranked[0][0]])


def date_by_pool(evidence: DateEvidence, around: list[tuple[Article, DateEvidence]]) -> Interval | None:
    """The year that all together give where none does alone: one states it, another the weekday of a day."""
    years = {year for _, other in around for year in other.years}
    newest = newest_of(evidence.days, 2000)
    if newest is None:
        return None
    near = [(a, e) for a, e in around if any(in_season(told, newest) for told in e.days)]
    days = tuple(sorted({told for _, other in near for told in other.days if in_season(told, newest)}))
    year = year_by_weekday(days, tuple(sorted(years)))
    if year is None:
        return None
    stating = [a.name for a, e in around if year in e.years]
    weekdays = [a.name for a, e in near if any(told[2] >= 0 for told in e.days)]
    return hint_in_year(evidence, year, stating + weekdays)


def in_season(told: tuple[int, int, int], newest: date) -> bool:
    """Whether a day of any year lies within reach of ``newest``, going by month and day alone."""
    day = day_in(2000, (told[0], told[1], -1))
    return day is not None and abs((day - newest).days) <= NEAR


def anchor_day(evidence: DateEvidence, published: Interval) -> date | None:
    """The day about which an article tells news: no later than it was written."""
    told = evidence.newest or published.earliest or published.latest
    return min(told, published.latest) if told and published.latest else told


def year_near(evidence: DateEvidence, day: date | None) -> int | None:
    """The year that puts the article's newest day within reach of ``day``, its weekdays agreeing."""
    if day is None or not evidence.days:
        return None
    for year in (day.year, day.year + 1, day.year - 1):
        newest = newest_of(evidence.days, year)
        fits = all(day_in(year, told) or newest_year_differs(told, newest) for told in evidence.days)
        if newest and fits and abs((newest - day).days) <= NEAR:
            return year
    return None


def newest_year_differs(told: tuple[int, int, int], newest: date | None) -> bool:
    """Whether a day lies in the year before the newest one's ("28 December" beside "3 January")."""
    return newest is not None and told[0] > newest.month and day_in(newest.year - 1, told) is not None


def hint_in_year(evidence: DateEvidence, year: int, names: list[str]) -> Interval | None:
    newest = newest_of([(*evidence.dateline, -1)] if evidence.dateline else evidence.days, year)
    found = infer_published(replace(evidence, newest=newest))
    if found is None:
        return None
    why = f"{found.why}; the year from {tell(names)}"
    return replace(found, basis="case", why=why)


def tell(names: list[str]) -> str:
    """Names of articles in order, the first three in full."""
    ordered = sorted(set(names))
    more = f" and {len(ordered) - 3} more" if len(ordered) > 3 else ""
    return ", ".join(ordered[:3]) + more


# --- words told from the day of writing -----------------------------------------------------------


def date_by_weeks(evidence: DateEvidence, known: list[Known]) -> Interval | None:
    """The week after the one in which most of the other articles set their happenings, for "last week"."""
    if evidence.days or not ({"W-1", "WE-1"} & set(evidence.relative)):
        return None
    busiest, names = busiest_weeks(known)
    if not busiest or (busiest[-1] - busiest[0]).days > NEAR:
        return None
    first, last = busiest[0] + timedelta(days=7), busiest[-1] + timedelta(days=13)
    why = f"“last week” is the week of {busiest[0]:%d %B %Y}, in which {tell(names)} set what happened"
    return Interval(first, last, "week", basis="case", why=why)


def date_by_weekdays(evidence: DateEvidence, known: list[Known]) -> Interval | None:
    """The newest weekday that the article names, in the one week in which the others set their happenings."""
    busiest, names = busiest_weeks(known)
    if evidence.days or not evidence.weekdays or len(busiest) != 1:
        return None
    found = infer_published(replace(evidence, newest=busiest[0] + timedelta(days=max(evidence.weekdays))))
    why = f"its weekdays lie in the week of {busiest[0]:%d %B %Y}, in which {tell(names)} set what happened"
    return replace(found, basis="case", why=why) if found else None


def busiest_weeks(known: list[Known]) -> tuple[list[date], list[str]]:
    """The Mondays of the weeks of which most articles tell, and the names of the articles."""
    weeks: Counter[date] = Counter()
    names = []
    for article, other, published in known:
        newest = anchor_day(other, published)
        if newest is not None:
            names.append(article.name)
            weeks.update({monday_of(d) for d in days_of(other, newest)})
    most = max(weeks.values(), default=0)
    return sorted(week for week, count in weeks.items() if count == most), names


def days_of(evidence: DateEvidence, newest: date) -> list[date]:
    """The days that an article tells of, in the years that lead up to its newest."""
    found = [newest]
    for told in evidence.days:
        days = [d for year in (newest.year, newest.year - 1) if (d := day_in(year, told)) and d <= newest]
        found += days[:1]
    return [d for d in found if (newest - d).days <= NEAR]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
