"""What differs between two days of one case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.model import Figure, FigureRange, Weighed
from sayso.show.index import Index
from sayso.show.quotes import read_quotes
from sayso.show.rows import Change
from sayso.show.stances import list_stances
from sayso.show.tellings import agree_when, choose_label
from sayso.show.words import UNKNOWN, say_spread, say_when


class Days(NamedTuple):
    """One case as of two days."""

    old: Index
    new: Index


def list_changes(before: Weighed, after: Weighed) -> tuple[Change, ...]:
    """What is new, raised, lowered, moved or newly contested in ``after``, figures first."""
    days = Days(Index(before), Index(after))
    return (*_changed_figures(days), *_changed_events(days), *_changed_explanations(days))


def _changed_figures(days: Days) -> Iterator[Change]:
    old, new = days
    for figure in new.figures.values():
        then, now = old.weighed.figure_ranges.get(figure.id), new.weighed.figure_ranges.get(figure.id)
        known = figure.id in old.figures
        kind = _direction(then, now) if known else "new"
        said = _say_reach(figure, then) if known else ""
        if kind:
            yield _change(days, kind, figure.id, view="figures", moved=(said, _say_reach(figure, now)))
        yield from _contest(days, figure.id, view="figures")


def _say_reach(figure: Figure, reach: FigureRange | None) -> str:
    return say_spread(reach.low, reach.high, figure.unit) if reach else UNKNOWN


def _direction(then: FigureRange | None, now: FigureRange | None) -> str:
    """Raised or lowered where foot and top do not part; widened or narrowed where they do."""
    old, new = _known_bounds(then), _known_bounds(now)
    if old is None or new is None or old == new:
        return "" if old == new else "changed"
    low, high = _compare(old[0], new[0]), _compare(old[1], new[1])
    if low * high < 0:
        return "widened" if high > 0 else "narrowed"
    return "raised" if low + high > 0 else "lowered"


def _known_bounds(reach: FigureRange | None) -> tuple[float, float] | None:
    """The least and the greatest value that anybody gave."""
    values = [v for v in (reach.low, reach.best, reach.high) if v is not None] if reach else []
    return (min(values), max(values)) if values else None


def _compare(then: float, now: float) -> int:
    return (now > then) - (now < then)


def _changed_events(days: Days) -> Iterator[Change]:
    old, new = days
    for event in new.events.values():
        now = say_when(agree_when(new.told(event.claim_ids)))
        then = say_when(agree_when(old.told(event.claim_ids)))
        if event.id not in old.events:
            yield _change(days, "new", event.id, view="timeline", moved=("", now))
        elif then != now:
            yield _change(days, "moved", event.id, view="timeline", moved=(then, now))
        yield from _contest(days, event.id, view="timeline")


def _changed_explanations(days: Days) -> Iterator[Change]:
    old, new = days
    for explanation in new.explanations.values():
        known = {stance.claim.id for stance in list_stances(old, explanation)}
        fresh = [stance for stance in list_stances(new, explanation) if stance.claim.id not in known]
        said = ", ".join(dict.fromkeys(f"{stance.voice} {stance.stance}" for stance in fresh))
        if fresh:
            kind = "new stance" if known else "new"
            yield _change(days, kind, explanation.id, view="explanations", moved=("", said))
        yield from _contest(days, explanation.id, view="explanations")


def _contest(days: Days, item: str, *, view: str) -> Iterator[Change]:
    was, is_now = _is_contested(days.old, item), _is_contested(days.new, item)
    if was != is_now:
        kind = "newly contested" if is_now else "no longer contested"
        yield _change(days, kind, item, view=view)


def _is_contested(index: Index, item: str) -> bool:
    return any(claim_id in index.contested for claim_id in _claims_of(index, item))


def _claims_of(index: Index, item: str) -> tuple[str, ...]:
    holder = index.figures.get(item) or index.events.get(item) or index.explanations.get(item)
    return holder.claim_ids if holder else ()


def _change(days: Days, kind: str, item: str, *, view: str, moved: tuple[str, str] = ("", "")) -> Change:
    old, new = days
    claims = new.told(_claims_of(new, item))
    contested = [claim for claim in claims if claim.id in new.contested]
    fresh = [claim for claim in claims if claim.id not in old.claims]
    shown = (contested if kind == "newly contested" else fresh) or claims
    return Change(kind, view, item, _label(new, item), *moved, read_quotes(new, shown))


def _label(index: Index, item: str) -> str:
    if item in index.figures:
        return index.figure_title(index.figures[item])
    if item in index.explanations:
        return index.explanations[item].label
    return choose_label(index, index.told(_claims_of(index, item)))
