"""The local runner: what turns a pile of reports into a case, stage by stage."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, NamedTuple

from sayso.corrections import apply_to_linked, apply_to_readings
from sayso.model import (
    Article,
    Claim,
    DateEvidence,
    Doc,
    Interval,
    Judgement,
    Linked,
    Listed,
    Problem,
    Reading,
)
from sayso.side_by_side import SideBySide
from sayso.store import Store, facts, query
from sayso.store.records import check_spans
from sayso.store.sqlite import digest_inputs
from sayso.version import __version__

READINGS = 4  # goes up whenever annotate or claims read the same words otherwise
JOININGS = 3  # goes up whenever link joins the same readings otherwise
VERSION = f"{__version__}+{READINGS}"
JOINED = f"{__version__}+{JOININGS}"
# Characters of an article that is read; some rules look at all of it for each of its sentences.
LONGEST = 400_000
READABLE = frozenset({"en"})
FAILED = "could not be read: "


Evidence = tuple[Article, DateEvidence, Interval | None]


class Stages(NamedTuple):
    """Every stage as a plain function, in the order in which they run."""

    find_pages: Callable[..., Iterator[Any]]
    read_page: Callable[[Any], Article | Problem]
    load_reader: Callable[[str], Any]
    annotate_article: Callable[[Article, Any, Interval | None], Doc]
    extract_claims: Callable[[Doc], tuple[Claim, ...]]
    count_numbers: Callable[[Doc, tuple[Claim, ...]], int]
    date_case: Callable[[Mapping[str, Evidence]], Mapping[str, Interval]]
    link_case: Callable[[tuple[Article, ...], tuple[Reading, ...], tuple[Judgement, ...]], Linked]


@dataclass
class Added:
    """What adding did: the ids of new articles, of those that were there, what was refused, and which
    addresses were named and not fetched."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)


def ignore_progress(name: str) -> None:
    """Tells nobody."""


@cache
def load_stages() -> Stages:
    """The stages of the package, imported when first needed, so that a question to a case stays quick."""
    from sayso.annotate import annotate_article, load_reader
    from sayso.claims import count_unread_numbers, extract_claims
    from sayso.link import link_case
    from sayso.link.dating import date_case
    from sayso.read import find_pages, read_page

    return Stages(
        find_pages,
        read_page,
        load_reader,
        annotate_article,
        extract_claims,
        count_unread_numbers,
        date_case,
        link_case,
    )


# --- one article ----------------------------------------------------------------------------------


def read_one(article: Article, reader: Any, hint: Interval | None, stages: Stages) -> Reading:
    """All that the per-article stages make of ``article``: a pure function of it and ``hint``."""
    doc = stages.annotate_article(article, reader, hint)
    claims = stages.extract_claims(doc)
    return Reading(
        article_id=article.id,
        version=VERSION,
        published=doc.published,
        evidence=doc.evidence,
        hint=hint,
        furniture=doc.furniture,
        voices=doc.voices,
        names=doc.names,
        places=doc.places,
        claims=claims,
        numbers_not_read=stages.count_numbers(doc, claims),
    )


def leave_unread(article: Article, hint: Interval | None, why: str) -> Reading:
    """The reading of an article that is kept and not read."""
    published = article.published or hint
    return Reading(article.id, VERSION, published, DateEvidence(), hint=hint, unread=why)


def read_article(article: Article, hint: Interval | None, stages: Stages) -> Reading | Problem:
    """The reading of one article; a Problem if a stage fails on it, which must not cost the others."""
    if len(article.text) > LONGEST:
        return leave_unread(article, hint, f"longer than {LONGEST:,} characters")
    if article.language not in READABLE:
        return leave_unread(article, hint, f"language: {article.language or 'not recognised'}")
    try:
        return read_one(article, stages.load_reader(article.language), hint, stages)
    except Exception as error:  # the one place where a fault of ours is kept to the article that shows it
        return Problem("annotate", article.name, f"{FAILED}{type(error).__name__}: {error}")


Ahead = SideBySide[tuple[Article, Any], Reading | Problem]


# --- adding ---------------------------------------------------------------------------------------


def add_sources(
    store: Store,
    sources: Iterable[str],
    stages: Stages,
    *,
    progress: Callable[[str], None] = ignore_progress,
    **given: Any,
) -> Added:
    """Adds what ``sources`` hold, each article in a transaction of its own; nothing is joined yet.

    Articles are read side by side, one on each core, and kept in the order in which they came.
    """
    added = Added()

    def keep(about: tuple[Article, Any], reading: Reading | Problem) -> None:
        article, page = about
        add_new(store, article, page.raw, reading, added)
        store.clear_problems(page.name)

    with SideBySide(keep) as ahead:
        for source in sources:
            for page in stages.find_pages(source, **given):
                if isinstance(page, Listed):
                    added.listed.append(page)
                    continue
                if is_own_file(store, page):
                    continue
                if isinstance(page, Problem):
                    refuse(store, page, added)
                    continue
                progress(page.name)
                add_page(store, page, stages, ahead, added)
    return added


def is_own_file(store: Store, page: Any) -> bool:
    """Whether a page is the case itself, or SQLite's files beside it, met in a folder of reports."""
    name = os.path.realpath(page.where if isinstance(page, Problem) else page.name)
    own = os.path.realpath(store.path)
    return name in (own, f"{own}-wal", f"{own}-shm", f"{own}-journal")


def add_page(store: Store, page: Any, stages: Stages, ahead: Ahead, added: Added) -> None:
    """Adds one page, or notes why not."""
    article = stages.read_page(page)
    if isinstance(article, Problem):
        refuse(store, article, added)
        return
    if any(article.id == other.id for other, _ in ahead.pending()):
        ahead.finish()
    if query.has_article(store, article.id):
        add_again(store, article, added)
    else:
        ahead.begin((article, page), partial(read_article, article, None, stages))


def refuse(store: Store, problem: Problem, added: Added) -> None:
    """Keeps a refusal in the case, since its coverage must tell it."""
    added.problems.append(problem)
    store.add_problem(problem)


def add_new(store: Store, article: Article, raw: bytes, reading: Reading | Problem, added: Added) -> None:
    """Keeps a new article with its first reading."""
    if isinstance(reading, Problem):
        added.problems.append(reading)
        reading = leave_unread(article, None, reading.message)
    if store.add_article(article, raw, reading, digest_inputs(article, None)):
        added.new.append(article.id)
    else:
        added.known.append(article.id)


def add_again(store: Store, article: Article, added: Added) -> None:
    """Meets a known article again; another date for it is a matter for ``set``, since bytes decide."""
    known = query.read_original(store, article.id)
    added.known.append(article.id)
    store.merge_article(article)
    if article.published not in (None, known.published):
        reason = f"is in the case as {article.id} with another date, which stays; `sayso set` changes it"
        added.problems.append(Problem("store", article.name, reason))


# --- the whole case -------------------------------------------------------------------------------


def is_stale(store: Store) -> bool:
    """Whether articles, readings or judgements have changed since the case was last joined."""
    return query.read_stamp(store) != query.compute_stamp(store, JOINED)


def derive_case(
    store: Store, stages: Stages, *, again: bool = False, progress: Callable[[str], None] = ignore_progress
) -> Linked:
    """Dates the case, reads again what that changes (``again``: also what is older), and joins it all."""
    date_articles(store, stages, again=again, progress=progress)
    stamp = query.compute_stamp(store, JOINED)
    with resting_collector():
        linked = join_case(store, stages)
        # If another process has changed the case by now, this is not kept, and the next question joins anew.
        store.put_linked(linked, JOINED, stamp)
    return linked


def date_articles(
    store: Store, stages: Stages, *, again: bool = False, progress: Callable[[str], None] = ignore_progress
) -> None:
    """Reads again what has changed, and what the case dates otherwise than when it was read."""
    refresh_readings(store, None, stages, again=again, progress=progress)
    refresh_readings(store, find_hints(store, stages), stages, progress=progress)


def find_hints(store: Store, stages: Stages) -> Mapping[str, Interval]:
    """What the case tells of each article's date, worked out from what the articles tell by themselves."""
    with store.snapshot():
        if facts.tells_every_date(store):
            return {}
        articles, evidence = query.read_articles(store), facts.read_evidence(store)
    return stages.date_case({a.id: (a, *evidence[a.id]) for a in articles})


def count_outdated(store: Store) -> int:
    """How many readings an older version made."""
    return facts.count_other_versions(store, VERSION)


def join_case(store: Store, stages: Stages) -> Linked:
    """The case joined in memory; raises InexactSpan where a reading's quote is not in its text."""
    with resting_collector():
        with store.snapshot():
            articles = query.read_articles(store)
            readings, judgements, corrections = query.read_inputs(store)
        check_spans(readings, {article.id: article.text for article in articles})
        corrected = apply_to_readings(readings, corrections)
        return apply_to_linked(stages.link_case(articles, corrected, judgements), corrections)


@contextmanager
def resting_collector() -> Iterator[None]:
    """No search for cycles meanwhile: records hold none, and to look takes half the time of a large case."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def refresh_readings(
    store: Store,
    hints: Mapping[str, Interval] | None,
    stages: Stages,
    *,
    again: bool = False,
    progress: Callable[[str], None] = ignore_progress,
) -> None:
    """Reads again what was read from something else: another hint, or (None) another article than now.

    ``again`` also reads what an older version had read, or had failed on.
    """
    sound: list[str] = []

    def keep(about: tuple[Article, Interval | None], reading: Reading) -> None:
        store.put_readings([(reading, digest_inputs(*about))])

    with SideBySide(keep) as ahead:
        for article_id in list_doubtful(store, hints, again=again):
            article, before = query.read_article(store, article_id), query.read_usable(store, article_id)
            hint = hints.get(article_id) if hints is not None else None
            wanted = digest_inputs(article, before.hint if hints is None and before else hint)
            same = query.read_made_from(store, article_id) == wanted
            if before and same and not (again and is_old(before)):
                sound.append(article_id)
                continue
            progress(article.name)
            ahead.begin((article, hint), partial(read_or_leave, article, hint, stages))
    store.clear_suspects(sound if hints is None and not again else ())


def list_doubtful(store: Store, hints: Mapping[str, Interval] | None, *, again: bool) -> list[str]:
    """The articles whose readings have to be looked at: all of them, or where something may have changed."""
    if again:
        return facts.list_articles(store)
    if hints is None:
        return facts.list_suspects(store, VERSION)
    before = facts.read_hints(store)
    return sorted(i for i in before.keys() | hints.keys() if before.get(i) != hints.get(i))


def is_old(reading: Reading) -> bool:
    """Whether reading again may give another result."""
    return reading.version != VERSION or (reading.unread or "").startswith(FAILED)


def read_or_leave(article: Article, hint: Interval | None, stages: Stages) -> Reading:
    """The reading of a kept article; where a stage fails, an unread one that says so."""
    reading = read_article(article, hint, stages)
    return leave_unread(article, hint, reading.message) if isinstance(reading, Problem) else reading
