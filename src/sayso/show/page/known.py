"""What was known when: one column for each day on which something was published, and what changed then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.show.page.matrix import list_cells
from sayso.show.page.track import say_short
from sayso.show.rows import Account, ExplanationRow, FigureRow

MOST_COLUMNS = 12
MOST_FIGURES = 6
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class KnownCell:
    """What was known of something at the end of a day; ``change`` is new, revised or nothing."""

    words: str
    change: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One thing over the days; ``item`` is its id, and ``view`` where it stands."""

    title: str
    view: str
    item: str
    cells: tuple[KnownCell, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The table: ``days`` are the numbers of the days that it shows, with their words."""

    days: tuple[tuple[int, str], ...]
    rows: tuple[KnownRow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the table takes of one day's account, and all that is kept of it."""

    counts: tuple[tuple[str, str, int], ...]
    figures: dict[str, str]
    questions: dict[str, str]


def sum_up_day(account: Account) -> Summary:
    """The numbers of one day's account that the table shows."""
    view = account.overview
    places = len({row.place for row in account.timeline if row.place})
    counts = (
        ("Articles published", "reader", view.articles),
        ("Named origins", "sources", len(view.origins)),
        ("Events told", "timeline", view.events),
        ("Contradictions", "overview", len(account.contested)),
        ("Places with events", "map", places),
    )
    figures = {row.id: say_figure(row) for row in account.figures if row.reports}
    return Summary(counts, figures, {q.question: _say_question(q.explanations) for q in account.questions})


def say_figure(row: FigureRow) -> str:
    """The reach of a figure in few words; one that is open at its top has a plus."""
    return row.spread.replace(" or more", "+")


def _say_question(explanations: Sequence[ExplanationRow]) -> str:
    stances = [{cell.stance for cell in list_cells(row)} for row in explanations]
    disputed = sum({"asserts", "denies"} <= held for held in stances)
    told = f"{len(stances)} put forward"
    return f"{told}, {disputed} disputed" if disputed else told


def lay_known(summaries: Sequence[Summary], days: Sequence[date], chosen: int, account: Account) -> Known:
    """The table around the ``chosen`` day; what stands in it is what matters most at the end of that day."""
    first = max(0, min(chosen - MOST_COLUMNS + 3, len(days) - MOST_COLUMNS))
    shown = range(first, min(first + MOST_COLUMNS, len(days)))
    rows = (
        [_count_row(summaries, shown, place) for place in range(len(summaries[0].counts))]
        if summaries
        else []
    )
    for figure in [f for f in account.figures if not f.is_told_once][:MOST_FIGURES]:
        told = [summaries[n].figures.get(figure.id, "") for n in range(len(summaries))]
        rows.append(KnownRow(figure.title, "figures", figure.id, _compare(told, shown)))
    for question in account.questions[:MOST_QUESTIONS]:
        told = [summaries[n].questions.get(question.question, "") for n in range(len(summaries))]
        first_row = question.explanations[0].id if question.explanations else ""
        rows.append(KnownRow(question.question, "explanations", first_row, _compare(told, shown)))
    return Known(tuple((n, say_short(days[n])) for n in shown), tuple(rows))


def _count_row(summaries: Sequence[Summary], shown: range, place: int) -> KnownRow:
    title, view, _ = summaries[0].counts[place]
    told = [f"{summary.counts[place][2]:,}" if summary.counts[place][2] else "" for summary in summaries]
    return KnownRow(title, view, "", _compare(told, shown))


def _compare(told: Sequence[str], shown: range) -> tuple[KnownCell, ...]:
    """Each shown day's words, with what they are against the day before."""
    out = []
    for number in shown:
        before = told[number - 1] if number else ""
        change = "" if told[number] == before else "new" if not before else "revised"
        out.append(KnownCell(told[number], change))
    return tuple(out)
