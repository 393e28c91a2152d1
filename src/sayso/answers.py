"""Answers kept in the case: the rows of each view, made when first asked and good until something changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from sayso.model import Weighed
from sayso.run import JOINED, resting_collector
from sayso.show.account import list_contested, list_timeline, sum_up
from sayso.show.index import Index
from sayso.show.measures import list_figures
from sayso.show.rows import (
    Coverage,
    FigureRow,
    Overview,
    QuestionRow,
    RelationRow,
    Sources,
    TimelineRow,
    Unread,
)
from sayso.show.sources import list_sources
from sayso.show.stances import list_questions
from sayso.store import Store, facts, query

ANSWERS = 2  # goes up whenever weigh or show makes other rows of the same joined case
VERSION = f"{JOINED}+{ANSWERS}"


class View(NamedTuple):
    """What makes the rows of a view, and the type in which they are kept."""

    make: Callable[[Index], Any]
    kind: Any


VIEWS = {
    "overview": View(sum_up, Overview),
    "timeline": View(list_timeline, tuple[TimelineRow, ...]),
    "figures": View(list_figures, tuple[FigureRow, ...]),
    "sources": View(list_sources, Sources),
    "questions": View(list_questions, tuple[QuestionRow, ...]),
    "contested": View(list_contested, tuple[RelationRow, ...]),
}


def answer(store: Store, view: str, weigh: Callable[[], Weighed]) -> Any:
    """The rows of a view of the whole case: as they are kept, else those of all views are made and kept.

    Joining and weighing cost most, and one view is seldom asked alone.
    """
    stamp = query.compute_stamp(store, VERSION)
    kept = query.read_answer(store, view, stamp)
    if kept is not None:
        return msgspec.json.decode(kept, type=VIEWS[view].kind)
    index = Index(weigh())
    if store.read_only:
        return VIEWS[view].make(index)
    with resting_collector():
        rows = {name: made.make(index) for name, made in VIEWS.items()}
    # Joining the case may have read articles again.
    stamp = query.compute_stamp(store, VERSION)
    store.put_answers({name: msgspec.json.encode(told) for name, told in rows.items()}, VERSION, stamp)
    return rows[view]


def count_coverage(store: Store) -> Coverage:
    """The coverage of the whole case, counted in the file."""
    told = facts.count_read(store)
    unread = tuple(Unread(*one) for one in told.unread)
    read = told.articles - len(unread)
    return Coverage(told.articles, read, unread, told.numbers_not_read, told.undated, 0)
