"""The public class: a case and what can be asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sayso.model import Article, Fetch, Interval, Linked, Problem, Weighed
from sayso.store import CaseError, Store, open_store, query
from sayso.store.errors import clear_errors
from sayso.store.query import Hit
from sayso.store.records import BY_HAND_FIELDS

if TYPE_CHECKING:
    from sayso.read import Fetcher
    from sayso.run import Added, Stages
    from sayso.show.rows import (
        Account,
        Change,
        Coverage,
        FigureRow,
        Item,
        Overview,
        QuestionRow,
        RelationRow,
        Sources,
        TimelineRow,
    )

Day = date | str | None
Progress = Callable[[str], None]


def open_case(path: str | Path, *, create: bool = True) -> Case:
    """The case at ``path``, made if there is none and ``create``; raises CaseError if it cannot be used."""
    return Case(open_store(path, create=create))


def ignore_progress(name: str) -> None:
    """Tells nobody."""


def parse_day(day: Day) -> date | None:
    """A day given as a date or in ISO form; raises ValueError on other words."""
    return date.fromisoformat(day) if isinstance(day, str) else day


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found: how many articles, claims and quotes were looked at, and what is wrong."""

    articles: int
    claims: int
    quotes: int
    problems: tuple[Problem, ...]


class Case:
    """An open case. Questions derive it again first where articles, readings or judgements have changed."""

    def __init__(self, store: Store, stages: Stages | None = None) -> None:
        self._store = store
        self._stages = stages
        self._watching: Fetcher | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; all that was done is in it."""
        self._store.close()

    def _load_stages(self) -> Stages:
        from sayso.run import load_stages

        return self._stages or load_stages()

    # --- changing it ---

    def add(
        self,
        *sources: str | Path,
        outlet: str | None = None,
        published: date | str | None = None,
        language: str | None = None,
        fetch: bool = False,
        progress: Progress = ignore_progress,
    ) -> Added:
        """Adds files, folders, archives and addresses; what is refused is told, and the rest is kept.

        With ``fetch``, the pages at addresses that a file only lists are fetched too.
        """
        day = published.isoformat() if isinstance(published, date) else published
        given = {"outlet": outlet, "published": day, "language": language, "follow": fetch}
        return self._add(sources, self._make_fetcher(patient=False), progress, given)

    def watch(
        self,
        *feeds: str,
        outlet: str | None = None,
        language: str | None = None,
        progress: Progress = ignore_progress,
    ) -> Added:
        """Adds what is new in feeds since the last time, with the pages that they lead to; one round."""
        self._watching = self._watching or self._make_fetcher(patient=True)
        given = {"outlet": outlet, "language": language, "follow": True}
        return self._add(feeds, self._watching, progress, given)

    def _add(
        self, sources: Iterable[str | Path], fetcher: Fetcher, progress: Progress, given: dict[str, Any]
    ) -> Added:
        from sayso.run import add_sources

        with clear_errors(self._store.path):
            names = (str(source) for source in sources)
            stages = self._load_stages()
            added = add_sources(self._store, names, stages, progress=progress, fetcher=fetcher, **given)
            if query.read_fetches(self._store):
                self._store.drop_kept_twice()
        progress("")
        self._derive(progress)
        return added

    def _make_fetcher(self, *, patient: bool) -> Fetcher:
        """What fetches for this case, and notes it in its log."""
        from sayso.read import Fetcher

        recall = partial(query.read_past, self._store)
        return Fetcher(note=self._store.add_fetch, recall=recall, patient=patient)

    def fetches(self) -> tuple[Fetch, ...]:
        """Every request that was made for the case, in order, with what came of it."""
        return query.read_fetches(self._store)

    def set(self, article: str, *, by: str = "", at: str = "", **values: str | None) -> Article:
        """Sets fields of an article by hand; None or an empty string takes back what was set."""
        found = self._find_article(article)
        checked = [(field, self._check_field(field, value)) for field, value in values.items()]
        for field, value in checked:
            self._store.set_by_hand(found.id, field, value, at=at, by=by)
        self._derive(ignore_progress)
        return query.read_article(self._store, found.id)

    def _check_field(self, field: str, value: str | None) -> str | Interval | None:
        from sayso.read import read_date

        if field not in BY_HAND_FIELDS:
            raise CaseError(self._store.path, f"no field {field}; there are {', '.join(BY_HAND_FIELDS)}")
        if not value or field != "published":
            return value or None
        if (when := read_date(value)) is None:
            raise CaseError(self._store.path, f"{value!r} is no date that can be read with certainty")
        return when

    def remove(self, article: str) -> Article:
        """Removes an article with all that was made of it, as if it had never been added."""
        found = self._find_article(article)
        self._store.remove_article(found)
        self._derive(ignore_progress)
        return found

    def forget(self, where: str) -> bool:
        """Forgets that a file or address was refused; False if none of this name was."""
        known = any(problem.where == where for problem in self.problems())
        self._store.clear_problems(where)
        return known

    def update(self, *, progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Reads again what an older version had read, joins all of it, and names what was read again."""
        from sayso.run import derive_case

        again: list[str] = []

        def note(name: str) -> None:
            again.append(name)
            progress(name)

        derive_case(self._store, self._load_stages(), again=True, progress=note)
        # An article that the case dates is read twice: by itself, and with that date.
        return tuple(dict.fromkeys(again))

    def _derive(self, progress: Progress) -> None:
        from sayso.run import derive_case, is_stale

        if is_stale(self._store):
            derive_case(self._store, self._load_stages(), progress=progress)

    def _find_article(self, wanted: str) -> Article:
        return query.find_article(self._store, wanted)

    # --- asking it ---

    def linked(self) -> Linked:
        """The case as its articles, readings and what joins them."""
        from sayso.run import derive_case, is_stale, join_case

        if not is_stale(self._store):
            return query.read_linked(self._store)
        derive = join_case if self._store.read_only else derive_case
        return derive(self._store, self._load_stages())

    def weighed(self, as_of: Day = None) -> Weighed:
        """The case as of the end of a day (None: all of it)."""
        from sayso.weigh import weigh_case

        return weigh_case(self.linked(), parse_day(as_of))

    def account(self, as_of: Day = None) -> Account:
        """What sayso makes of the case, as plain rows for every view."""
        from sayso.show import build_account

        return build_account(self.weighed(as_of))

    def overview(self, as_of: Day = None) -> Overview:
        """How big the pile is, on how many origins it rests, what is agreed and contested."""
        return self.account(as_of).overview

    def timeline(self, as_of: Day = None) -> tuple[TimelineRow, ...]:
        """What happened, in order."""
        return self.account(as_of).timeline

    def figures(self, as_of: Day = None) -> tuple[FigureRow, ...]:
        """How many, according to whom, as of when."""
        return self.account(as_of).figures

    def sources(self, as_of: Day = None) -> Sources:
        """Who rests on whom."""
        return self.account(as_of).sources

    def explanations(self, as_of: Day = None) -> tuple[QuestionRow, ...]:
        """Who puts forward, denies or hedges which explanation."""
        return self.account(as_of).questions

    def contested(self, as_of: Day = None) -> tuple[RelationRow, ...]:
        """Where claims contradict one another."""
        return self.account(as_of).contested

    def coverage(self, as_of: Day = None) -> Coverage:
        """What was read, what was not and why."""
        return self.account(as_of).coverage

    def problems(self) -> tuple[Problem, ...]:
        """What was refused when it was added."""
        return query.read_problems(self._store)

    def count_outdated(self) -> int:
        """How many articles were read by an older version; ``update`` reads them again."""
        from sayso.run import count_outdated

        return count_outdated(self._store)

    def search(self, words: str) -> tuple[Hit, ...]:
        """The articles that hold all the words, in any language, best first."""
        return query.search_articles(self._store, words)

    def changes(self, since: Day, *, as_of: Day = None) -> tuple[Change, ...]:
        """What is new, raised, lowered or newly contested against the end of the day before ``since``."""
        from sayso.show import list_changes

        first = parse_day(since) or date.min
        before = first - timedelta(days=1) if first > date.min else first
        return list_changes(self.weighed(before), self.weighed(as_of))

    def show(self, item: str, *, as_of: Day = None) -> Item:
        """One thing of the case by its id, or the beginning of it; raises CaseError if it is not just one."""
        from sayso.show import UnknownItem, open_item

        try:
            return open_item(self.weighed(as_of), item)
        except UnknownItem as error:
            raise CaseError(self._store.path, str(error)) from error

    def export(self, to: str = "json", *, as_of: Day = None, generated: str = "") -> dict[str, str]:
        """The case as files by name, for other programs (json), spreadsheets (csv) or readers (html)."""
        return EXPORTS[to](self.weighed(as_of), generated)

    # --- checking it ---

    def check(self) -> Checked:
        """Every invariant of the case, and every quote against its text."""
        from sayso.check import check_case, check_weighed, count_spans
        from sayso.weigh import weigh_case

        damage = tuple(query.find_damage(self._store))
        # A case that was interrupted is whole once it is joined; a sound one is looked at as it is stored.
        if not self._store.read_only:
            self._derive(ignore_progress)
        linked = query.read_linked(self._store, checked=False)
        claims = sum(len(reading.claims) for reading in linked.readings)
        problems = (*damage, *check_case(linked))
        if not problems:  # what is broken cannot be weighed
            problems = check_weighed(weigh_case(linked, None))
        return Checked(len(linked.articles), claims, count_spans(linked), problems)


def export_json(weighed: Weighed, generated: str) -> dict[str, str]:
    """The public form of a case."""
    from sayso.show import to_json

    return {"case.json": json.dumps(to_json(weighed, generated), ensure_ascii=False, indent=1) + "\n"}


def export_csv(weighed: Weighed, generated: str) -> dict[str, str]:
    """Three tables."""
    from sayso.show.sheets import to_csv

    return {f"{name}.csv": text for name, text in to_csv(weighed).items()}


def export_html(weighed: Weighed, generated: str) -> dict[str, str]:
    """The account on one page."""
    from sayso.show.html import to_html

    return {"case.html": to_html(weighed, generated=generated)}


EXPORTS: dict[str, Callable[[Weighed, str], dict[str, str]]] = {
    "json": export_json,
    "csv": export_csv,
    "html": export_html,
}
