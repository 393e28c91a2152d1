"""The account: plain rows for each view, with everything already in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal, Protocol

from sayso.model import ConflictKind, ExplanationStance, Interval, Polarity, VoiceKind


class Bounded(Protocol):
    """What has a least, a best and a greatest value, or some of them."""

    @property
    def low(self) -> float | None:
        """The least."""

    @property
    def best(self) -> float | None:
        """The best."""

    @property
    def high(self) -> float | None:
        """The greatest."""


def known_values(told: Bounded) -> list[float]:
    """The bounds and the best value that are known, and are numbers that can be drawn."""
    return [value for value in (told.low, told.best, told.high) if value is not None and isfinite(value)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the record: ``what`` a person judged or set right, and what has become of it.

    ``state`` is "stands", "withdrawn", "overruled" (``why`` names the newer entries), "without effect" or
    "orphaned" (``why`` tells the reason); ``words`` are what the items said then.
    """

    id: str
    kind: str
    by: str
    at: str
    what: str
    words: tuple[str, ...]
    reason: str
    state: str
    why: str
    withdrawn: str | None
    withdrawn_by: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a person set right in what a row tells, or judged of it."""

    entry_id: str
    item: str
    field: str
    value: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one article, with the chain of say-so from the article outwards; empty: its own voice.

    ``rests_on`` is the origin after copies fold together, under the name that every view gives it.
    """

    claim_id: str
    article_id: str
    outlet: str
    published: str
    words: str
    chain: tuple[str, ...]
    polarity: Polarity
    voice: VoiceKind = "author"
    notes: tuple[Note, ...] = ()
    rests_on: str = ""
    rests: Literal["named", "unnamed", "unsourced"] = "unsourced"

    @property
    def origin(self) -> str:
        """Whose say-so it is in the end."""
        return self.chain[-1] if self.chain else self.outlet


@dataclass(frozen=True, slots=True)
class Backing:
    """On whose say-so something rests, by name; the three lists are never added up."""

    articles: int
    origins: tuple[str, ...]
    unnamed: tuple[str, ...]
    unsourced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event. ``how_dated`` is empty where its words say when; ``places`` are all that are named."""

    id: str
    when: str
    how_dated: str
    place: str
    places: tuple[str, ...]
    label: str
    type: str
    backing: Backing
    contested: bool
    part_of: str | None
    quotes: tuple[Quote, ...]
    interval: Interval | None
    notes: tuple[Note, ...] = ()

    @property
    def is_named_by_hand(self) -> bool:
        """Whether the label is a person's, and so no quote of anybody's words."""
        return any(note.field == "label" for note in self.notes)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of a figure, with the value as its words give it and when it held and was reported."""

    value: str
    as_of: str
    reported: str
    quote: Quote
    before: bool
    repeats: str
    low: float | None
    best: float | None
    high: float | None
    day: date | None

    @property
    def values(self) -> list[float]:
        """The bounds and the best value that it has, as far as they can be drawn."""
        return known_values(self)


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How claims differ or agree, with the words of each side; ``subject`` names what they are about."""

    id: str
    kind: ConflictKind
    why: str
    subject: str
    subject_id: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measured thing, its range with the reason for it, its reports, and how they differ."""

    id: str
    title: str
    spread: str
    best: str
    why: str
    as_of: str
    backing: Backing
    contested: bool
    reports: tuple[ReportRow, ...]
    relations: tuple[RelationRow, ...]
    notes: tuple[Note, ...] = ()

    @property
    def is_told_once(self) -> bool:
        """Whether there is one report of it alone, and so nothing to compare."""
        return len(self.reports) == 1


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One way in which an article comes to know things, and the claims that rest on it."""

    chain: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Words that one article shares with an earlier one."""

    article_id: str
    outlet: str
    origin_id: str
    origin: str
    passages: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article: what it is, on whom it rests, and how much was read out of it."""

    id: str
    name: str
    outlet: str
    title: str
    byline: str
    address: str
    language: str
    published: str
    why_dated: str
    claims: int
    chains: tuple[ChainRow, ...]
    copies: tuple[CopyRow, ...]
    unread: str


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin and the articles that rest on it."""

    id: str
    name: str
    kind: str
    articles: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]

    def by_article(self) -> tuple[tuple[str, str, tuple[Quote, ...]], ...]:
        """Each article's id and outlet with what it tells of this origin."""
        said: dict[str, list[Quote]] = {article_id: [] for article_id, _ in self.articles}
        for quote in self.quotes:
            said[quote.article_id].append(quote)
        return tuple((article_id, outlet, tuple(said[article_id])) for article_id, outlet in self.articles)


@dataclass(frozen=True, slots=True)
class Sources:
    """Who rests on whom."""

    articles: tuple[ArticleRow, ...]
    origins: tuple[OriginRow, ...]
    copies: tuple[CopyRow, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One voice's stance on one explanation, with its words."""

    stance: ExplanationStance
    quote: Quote


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """One explanation; ``cells`` has an entry for each voice of the question, empty where it is silent."""

    id: str
    label: str
    cells: tuple[tuple[Cell, ...], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with its voices and the explanations that they put forward."""

    question: str
    voices: tuple[str, ...]
    explanations: tuple[ExplanationRow, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that is kept and not read, and why."""

    article_id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read, what was not and why, and the sentences with numbers of which nothing was made."""

    articles: int
    read: int
    unread: tuple[Unread, ...]
    numbers_not_read: int
    undated: int
    possible: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How big the pile is and on how few shoulders it rests; the lists hold (id, words)."""

    articles: int
    outlets: int
    origins: tuple[str, ...]
    unnamed: tuple[str, ...]
    events: int
    figures: int
    explanations: int
    questions: int
    agreed: tuple[tuple[str, str], ...]
    contested: tuple[tuple[str, str], ...]
    on_one_origin: tuple[tuple[str, str], ...]
    on_none: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What sayso makes of a case as of one day (None: all of it)."""

    as_of: date | None
    overview: Overview
    timeline: tuple[TimelineRow, ...]
    figures: tuple[FigureRow, ...]
    sources: Sources
    questions: tuple[QuestionRow, ...]
    contested: tuple[RelationRow, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two days: new, raised, lowered, moved, newly contested, no longer contested."""

    kind: str
    view: str
    id: str
    label: str
    before: str
    after: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its context, with where to find it."""

    quote: Quote
    before: str
    after: str
    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the case, opened: its words in their context and what it stands in."""

    id: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    relations: tuple[RelationRow, ...]
    notes: tuple[Note, ...] = ()
