"""The public class: a case and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sayso.model import Article, Correction, Fetch, Interval, Judgement, Linked, Problem, Weighed
from sayso.store import CaseError, Store, facts, open_store, query
from sayso.store.errors import clear_errors
from sayso.store.query import Hit
from sayso.store.records import BY_HAND_FIELDS

if TYPE_CHECKING:
    from sayso.read import Fetcher
    from sayso.run import Added, Stages
    from sayso.show.exports import Loss
    from sayso.show.notebook import Rows
    from sayso.show.rows import (
        Account,
        Change,
        Coverage,
        Entry,
        FigureRow,
        Item,
        Overview,
        QuestionRow,
        RelationRow,
        Sources,
        TimelineRow,
    )
    from sayso.show.tables import ClaimRecord, ReportRecord, TellingRecord

Day = date | str | None
# Articles up to which a case is joined whenever it changes, so that other tools find it whole: in two
# seconds, measured on 300 real reports with 26,000 claims.
AT_ONCE = 300
Progress = Callable[[str], None]


def open_case(path: str | Path, *, create: bool = True, stages: Stages | None = None) -> Case:
    """The case at ``path``, made if there is none and ``create``; raises CaseError if it cannot be used."""
    return Case(open_store(path, create=create), stages)


def name_case(path: Path) -> str:
    """What a case is called by its file."""
    return path.stem.replace("-", " ").replace("_", " ")


def ignore_progress(name: str) -> None:
    """Tells nobody."""


def display(rows: Iterable[Any]) -> Rows[Any]:
    """The rows as a tuple that a notebook shows as a table."""
    from sayso.show.notebook import Rows

    return Rows(rows)


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
        # What was worked out last: several questions of one state need it once.
        self._linked: tuple[str, Linked] | None = None
        self._weighed: Weighed | None = None
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

    def judge(
        self, left: str, right: str, verdict: str, *, by: str, reason: str, at: str, about: str = ""
    ) -> Entry:
        """Says that two items are the "same" or "different" ones, whatever the machine makes of them.

        Items are events, figures, explanations or names, or a telling (claim) and one of these, or an article
        and a name, or two claims or mentions, by id; ``about`` (event, figure, explanation) says as what
        two claims are judged. The newest word holds. Raises CaseError on what means nothing.
        """
        from sayso.judging import make_judgement, told_of

        with told_of(self._store.path):
            pair = (left, right)
            told = make_judgement(self.linked(), pair, verdict, about=about, by=by, reason=reason, at=at)
        return self._keep_entry(told)

    def correct(self, item: str, field: str, value: str, *, by: str, at: str, reason: str = "") -> Entry:
        """Sets one field of an item right: what was read stays stored, and the record says who, when and why.

        Of a claim ``when``, ``as_of``, ``place``, ``speaker`` (empty: none, or the article's own voice),
        ``misread`` ("yes": it is not said there) and ``explanation`` (a row of its own, with this label); of
        an event, figure, explanation or name its ``label``; of anything ``checked`` ("yes"; needs no reason).
        """
        from sayso.judging import make_correction, told_of

        with told_of(self._store.path):
            linked = self.linked()
            conflicts = [k.id for k in self.weighed().conflicts] if item.startswith("k") else ()
            made = make_correction(
                linked, item, field, value, by=by, reason=reason, at=at, conflicts=conflicts
            )
        return self._keep_entry(made)

    def withdraw(self, entry: str, *, by: str, at: str) -> Entry:
        """Takes an entry of the record back; it stays in the record with the name and the date of that."""
        from sayso.judging import check_moment, check_person, find_entry, told_of

        with told_of(self._store.path):
            found = find_entry([row.id for row in self.record()], entry)
            when, who = check_moment(at), check_person(by)
        if not self._store.withdraw_entry(found, at=when, by=who):
            raise CaseError(self._store.path, f"{found} is withdrawn already")
        self._derive(ignore_progress)
        return next(row for row in self.record() if row.id == found)

    def record(self) -> tuple[Entry, ...]:
        """What persons judged and set right in the case, oldest first, and whether each entry holds."""
        from sayso.show.record import list_record

        return list_record(self.linked())

    def _keep_entry(self, entry: Judgement | Correction) -> Entry:
        kept = self._store.add_entry(entry)
        self._derive(ignore_progress)
        row = next(row for row in self.record() if row.id == kept)
        if row.withdrawn:
            raise CaseError(self._store.path, f"just this was said before and withdrawn ({kept})")
        return row

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
        """Reads again what has changed, and joins the case: a large one when it is next asked something."""
        from sayso.run import date_articles, derive_case, is_stale

        if is_stale(self._store):
            small = facts.count_articles(self._store) <= AT_ONCE
            (derive_case if small else date_articles)(self._store, self._load_stages(), progress=progress)

    def is_joined(self) -> bool:
        """Whether what was read has been joined; if not, the next question does it first."""
        from sayso.run import is_stale

        return not is_stale(self._store)

    def _find_article(self, wanted: str) -> Article:
        return query.find_article(self._store, wanted)

    # --- asking it ---

    def linked(self) -> Linked:
        """The case as its articles, readings and what joins them."""
        from sayso.run import JOINED, derive_case, is_stale, join_case, resting_collector

        stamp = query.compute_stamp(self._store, JOINED)
        if self._linked is not None and self._linked[0] == stamp:
            return self._linked[1]
        if not is_stale(self._store):
            with resting_collector():
                linked = query.read_linked(self._store)
        else:
            derive = join_case if self._store.read_only else derive_case
            linked = derive(self._store, self._load_stages())
        self._linked = query.compute_stamp(self._store, JOINED), linked
        return linked

    def weighed(self, as_of: Day = None) -> Weighed:
        """The case as of the end of a day (None: all of it)."""
        from sayso.run import resting_collector
        from sayso.weigh import weigh_case

        linked, day = self.linked(), parse_day(as_of)
        if self._weighed is not None and self._weighed.linked is linked and self._weighed.as_of == day:
            return self._weighed
        with resting_collector():
            self._weighed = weigh_case(linked, day)
        return self._weighed

    def account(self, as_of: Day = None, *, only: Sequence[str] = ()) -> Account:
        """What sayso makes of the case, as plain rows for every view; ``only``: for these, the rest empty."""
        from sayso.show import build_account
        from sayso.show.rows import Account, Overview, Sources

        if as_of is not None or not only:
            return build_account(self.weighed(as_of))
        nothing = Overview(0, 0, (), (), 0, 0, 0, 0, (), (), (), ())
        empty = Account(None, nothing, (), (), Sources((), (), ()), (), (), self.coverage())
        return replace(empty, **{view: self._answer(view) for view in only})

    def _answer(self, view: str) -> Any:
        """The rows of a view of the whole case, as they are kept in it."""
        from sayso.answers import answer

        return answer(self._store, view, self.weighed)

    def overview(self, as_of: Day = None) -> Overview:
        """How big the pile is, on how many origins it rests, what is agreed and contested."""
        return self.account(as_of, only=("overview",)).overview

    def timeline(self, as_of: Day = None) -> Rows[TimelineRow]:
        """What happened, in order."""
        return display(self.account(as_of, only=("timeline",)).timeline)

    def figures(self, as_of: Day = None) -> Rows[FigureRow]:
        """How many, according to whom, as of when."""
        return display(self.account(as_of, only=("figures",)).figures)

    def sources(self, as_of: Day = None) -> Sources:
        """Who rests on whom."""
        return self.account(as_of, only=("sources",)).sources

    def explanations(self, as_of: Day = None) -> Rows[QuestionRow]:
        """Who puts forward, denies or hedges which explanation."""
        return display(self.account(as_of, only=("questions",)).questions)

    def contested(self, as_of: Day = None) -> Rows[RelationRow]:
        """Where claims contradict one another."""
        return display(self.account(as_of, only=("contested",)).contested)

    def claims(self, as_of: Day = None) -> Rows[ClaimRecord]:
        """Every claim, flat: its words, whose they are, what they say."""
        return self._list("claims", as_of)

    def tellings(self, as_of: Day = None) -> Rows[TellingRecord]:
        """Every telling of every event, flat."""
        return self._list("events", as_of)

    def reports(self, as_of: Day = None) -> Rows[ReportRecord]:
        """Every report of every figure, flat."""
        return self._list("figures", as_of)

    def _list(self, table: str, as_of: Day) -> Rows[Any]:
        from sayso.show.tables import read_table

        return display(read_table(self.weighed(as_of), table))

    def coverage(self, as_of: Day = None) -> Coverage:
        """What was read, what was not and why."""
        from sayso.answers import count_coverage
        from sayso.run import date_articles, is_stale
        from sayso.show.account import read_coverage
        from sayso.show.index import Index

        if as_of is not None:
            return read_coverage(Index(self.weighed(as_of)))
        if not self._store.read_only and is_stale(self._store):
            date_articles(self._store, self._load_stages())
        return count_coverage(self._store)

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

    def export(self, to: str = "json", *, as_of: Day = None, generated: str = "") -> dict[str, Any]:
        """The case as files by name, text or bytes (parquet), in a form of docs/exports.md; else KeyError."""
        from sayso.show.exports import export_case

        return dict(export_case(self.weighed(as_of), to, generated, name_case(self._store.path)).files)

    def losses(self, to: str, *, as_of: Day = None) -> tuple[Loss, ...]:
        """What the form ``to`` does not hold of the case."""
        from sayso.show.exports import export_case

        return export_case(self.weighed(as_of), to).losses

    def table(self, name: str, kind: str = "pandas", *, as_of: Day = None) -> Any:
        """The table "claims", "events" or "figures" as in CSV, for pandas, polars or arrow, each an extra.

        Raises KeyError for another name or kind, and MissingExtra where the library is not installed.
        """
        from sayso.show.frames import read_frame

        return read_frame(self.weighed(as_of), name, kind)

    # --- checking it ---

    def check(self) -> Checked:
        """Every invariant of the case, and every quote against its text."""
        from sayso.check import check_case, check_weighed, count_spans
        from sayso.weigh import weigh_case

        damage = tuple(query.find_damage(self._store))
        # A case that was interrupted is whole once it is joined; a sound one is looked at as it is stored.
        if not self._store.read_only and not self.is_joined():
            self.linked()
        linked = query.read_linked(self._store, checked=False)
        claims = sum(len(reading.claims) for reading in linked.readings)
        problems = (*damage, *check_case(linked))
        if not problems:  # what is broken cannot be weighed
            problems = check_weighed(weigh_case(linked, None))
        return Checked(len(linked.articles), claims, count_spans(linked), problems)
