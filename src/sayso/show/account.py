"""The account: what is said, on whose say-so, and how well that stands. Built from the claims alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sayso.model import Event, Weighed
from sayso.show.index import Index
from sayso.show.measures import NO_BEST, list_figures
from sayso.show.quotes import read_backing, read_quotes, read_relation
from sayso.show.rows import (
    Account,
    Backing,
    Coverage,
    FigureRow,
    Overview,
    QuestionRow,
    RelationRow,
    TimelineRow,
    Unread,
)
from sayso.show.sources import list_sources
from sayso.show.stances import list_questions
from sayso.show.tellings import agree_place, agree_when, all_places, choose_label
from sayso.show.words import HOW_DATED, say_when

Named = tuple[str, str]


def build_account(weighed: Weighed) -> Account:
    """The account of a weighed case: a row for everything that a view tells, already in words."""
    index = Index(weighed)
    timeline, figures, questions = list_timeline(index), list_figures(index), list_questions(index)
    return Account(
        weighed.as_of,
        _sum_up(index, timeline, figures, questions),
        timeline,
        figures,
        list_sources(index),
        questions,
        list_contested(index),
        read_coverage(index),
    )


def list_timeline(index: Index) -> tuple[TimelineRow, ...]:
    """The events in the order of the chronology; those that it leaves out by their dates, undated last."""
    rank = {event_id: place for place, event_id in enumerate(index.weighed.order)}
    rows = [_read_event(index, event) for event in index.events.values()]
    return tuple(sorted(rows, key=lambda row: (rank.get(row.id, len(rank)), _first_day(row), row.id)))


def _first_day(row: TimelineRow) -> date:
    return (row.interval.earliest or row.interval.latest or date.max) if row.interval else date.max


def _read_event(index: Index, event: Event) -> TimelineRow:
    claims = index.told(event.claim_ids)
    when, place = agree_when(claims), agree_place(index, claims)
    places = all_places(index, claims)
    return TimelineRow(
        event.id,
        say_when(when),
        HOW_DATED.get(when.basis, "") if when else "",
        place.name if place else " / ".join(places[:2]),
        places,
        choose_label(index, claims),
        event.type or "",
        read_backing(index, index.weighed.event_support.get(event.id)),
        any(claim.id in index.contested for claim in claims),
        event.part_of if event.part_of in index.events else None,
        read_quotes(index, claims),
        when,
        index.notes(event.id, event.claim_ids),
    )


def list_contested(index: Index) -> tuple[RelationRow, ...]:
    """What stands against what: real conflicts alone, those of one thing together."""
    rows = [read_relation(index, k) for k in index.conflicts.values() if k.kind == "conflict"]
    size = Counter(row.subject_id for row in rows)
    return tuple(sorted(rows, key=lambda row: (-size[row.subject_id], row.subject, row.id)))


def read_coverage(index: Index) -> Coverage:
    """What was read and what was not."""
    reasons = {article_id: index.why_unread(article_id) for article_id in index.articles}
    unread = tuple(Unread(key, index.articles[key].name, why) for key, why in reasons.items() if why)
    readings = [index.readings[key] for key in index.articles if key in index.readings]
    undated = sum(index.published(key) is None for key in index.articles)
    return Coverage(
        len(index.articles),
        len(index.articles) - len(unread),
        unread,
        sum(reading.numbers_not_read for reading in readings),
        undated,
        sum(article.id in index.weighed.possible for article in index.weighed.linked.articles),
    )


def sum_up(index: Index) -> Overview:
    """How big the pile is, on whom it rests, what is agreed and what is contested."""
    return _sum_up(index, list_timeline(index), list_figures(index), list_questions(index))


def _sum_up(
    index: Index,
    timeline: tuple[TimelineRow, ...],
    figures: tuple[FigureRow, ...],
    questions: tuple[QuestionRow, ...],
) -> Overview:
    backings = [event.backing for event in timeline] + [figure.backing for figure in figures]
    timeline = tuple(sorted(timeline, key=lambda row: -row.backing.articles))
    figures = tuple(sorted(figures, key=lambda row: -row.backing.articles))
    return Overview(
        len(index.articles),
        len({article.outlet for article in index.articles.values() if article.outlet}),
        _each_once(name for backing in backings for name in backing.origins),
        _each_once(name for backing in backings for name in backing.unnamed),
        len(timeline),
        len(figures),
        sum(len(question.explanations) for question in questions),
        len(questions),
        tuple(_agreed(timeline, figures)),
        tuple(_contested(timeline, figures, questions)),
        tuple(_resting(timeline, figures, lambda backing: len(backing.origins) == 1)),
        tuple(_resting(timeline, figures, lambda backing: not backing.origins)),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _name_figure(row: FigureRow) -> Named:
    return row.id, f"{row.title}: {row.spread}"


def _agreed(timeline: tuple[TimelineRow, ...], figures: tuple[FigureRow, ...]) -> Iterator[Named]:
    """What two or more named origins tell and nobody contests."""
    for row in timeline:
        if len(row.backing.origins) >= 2 and not row.contested:
            yield row.id, row.label
    for figure in figures:
        if len(figure.backing.origins) >= 2 and not figure.contested and figure.best != NO_BEST:
            yield _name_figure(figure)


def _contested(
    timeline: tuple[TimelineRow, ...], figures: tuple[FigureRow, ...], questions: tuple[QuestionRow, ...]
) -> Iterator[Named]:
    yield from (_name_figure(row) for row in figures if row.contested)
    yield from ((row.id, row.label) for row in timeline if row.contested)
    for question in questions:
        for row in question.explanations:
            if {"asserts", "denies"} <= {cell.stance for cells in row.cells for cell in cells}:
                yield row.id, row.label


def _resting(
    timeline: tuple[TimelineRow, ...], figures: tuple[FigureRow, ...], test: Callable[[Backing], bool]
) -> Iterator[Named]:
    yield from (_name_figure(row) for row in figures if test(row.backing) and not row.contested)
    yield from ((row.id, row.label) for row in timeline if test(row.backing) and not row.contested)
