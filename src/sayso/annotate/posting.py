"""The days on which the parts of a text were written: posts of a channel, comments, updates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from sayso.annotate.dating import day_in, full_day, gives_day, line_around, month_day
from sayso.annotate.time_expressions import TimeExpression
from sayso.model import Article, Interval

Posted = tuple[tuple[int, Interval], ...]
# So many posts under one name make a page of posts, which was written from the first to the last.
POSTS = 3


def find_posted(
    article: Article, expressions: Sequence[TimeExpression], published: Interval | None
) -> Posted:
    """Where each dated part of the text starts, with its day; the text before them has the article's own."""
    found = []
    for expression in expressions:
        if expression.day and gives_day(article.text, expression, anywhere=True):
            day = full_day(expression) or day_near(expression, published)
            if day is not None:
                found.append((expression.span.start, Interval(day, day, "day", basis="stated")))
    return tuple(found)


def day_near(expression: TimeExpression, published: Interval | None) -> date | None:
    """A day without a year in the year that lies nearest to when the article was published."""
    last = published.latest if published else None
    if last is None or expression.year or not expression.month:
        return None
    days = [
        d for year in (last.year - 1, last.year, last.year + 1) if (d := day_in(year, month_day(expression)))
    ]
    return min(days, key=lambda d: abs((d - last).days), default=None)


def written_at(posted: Posted, offset: int, published: Interval | None) -> Interval | None:
    """When the words at ``offset`` were written: on the day of their part, else when the article was."""
    place = bisect_right(posted, offset, key=lambda part: part[0])
    return posted[place - 1][1] if place else published


def find_posts(article: Article, expressions: Sequence[TimeExpression]) -> Interval | None:
    """The days of a page of posts, from the first to the last; None for a page of another kind."""
    if article.published is not None:
        return None
    days: dict[str, list[date]] = {}
    for expression in expressions:
        day = full_day(expression)
        if day is not None and gives_day(article.text, expression, anywhere=True):
            before, _ = line_around(article.text, expression.span.start, expression.span.end)
            days.setdefault(before.strip(), []).append(day)
    told = max((d for name, d in days.items() if name.strip("[(")), key=len, default=[])
    if len(told) < POSTS or min(told) == max(told):
        return None
    why = f"the text gives its dates: {len(told)} posts"
    return Interval(min(told), max(told), "day", basis="stated", why=why)
