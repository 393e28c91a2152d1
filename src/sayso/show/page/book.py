"""A case as the page shows it: its days, and what each of them makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.model import Weighed
from sayso.show.account import build_account
from sayso.show.index import Index
from sayso.show.page.atlas import Whereabouts, find_whereabouts, frame_places, is_exact, place_of
from sayso.show.page.bars import Axis, Bar, draw_bar, lay_axis
from sayso.show.page.known import Summary, sum_up_day
from sayso.show.page.shapes import Signs, give_signs
from sayso.show.page.texts import Uses, list_uses
from sayso.show.page.track import Track, lay_track
from sayso.show.page.world import Frame
from sayso.show.rows import Account, TimelineRow
from sayso.weigh import Weigher

KEPT = 24  # days of which the whole account is kept at a time
IN_FRAME = (
    0.9  # of the events that have a place on the map; the outermost few would make it a map of the world
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the timeline with its bar and who takes part."""

    row: TimelineRow
    bar: Bar | None
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """A case at the end of one of its days."""

    number: int
    weighed: Weighed

    @cached_property
    def index(self) -> Index:
        """The tables of that day."""
        return Index(self.weighed)

    @cached_property
    def account(self) -> Account:
        """What sayso makes of the case on that day."""
        return build_account(self.weighed)

    @cached_property
    def uses(self) -> Uses:
        """Every place that uses a claim."""
        return list_uses(self.index)

    @cached_property
    def summary(self) -> Summary:
        """The few numbers that are compared over the days."""
        return sum_up_day(self.account)


class Book:
    """A weighed case, opened to be leafed through day by day; what is the same on all days is here.

    The day of ``weighed`` is the last that is shown.
    """

    def __init__(
        self, weighed: Weighed, title: str = "", generated: str = "", weigher: Weigher | None = None
    ) -> None:
        self.weighed = weighed
        self._known_weigher = weigher
        self.linked = weighed.linked
        self.title = title or "Untitled case"
        self.generated = generated
        self.track: Track = lay_track(weighed.linked, weighed.as_of)
        self.open_day = lru_cache(maxsize=KEPT)(self._open_day)
        self._list_events = lru_cache(maxsize=KEPT)(self._read_events)
        self._summaries: dict[int, Summary] = {}

    @property
    def last(self) -> int:
        """The number of the last day, which stands for the whole case."""
        return max(len(self.track.days) - 1, 0)

    def _open_day(self, number: int) -> Day:
        """The case at the end of the day of this number."""
        if number >= self.last:
            return Day(number, self.weighed)
        return Day(number, self._weigher.weigh(self.track.ask(number)))

    @cached_property
    def _weigher(self) -> Weigher:
        return self._known_weigher or Weigher(self.linked)

    def whole(self) -> Day:
        """The whole case."""
        return self.open_day(self.last)

    def summary(self, number: int) -> Summary:
        """The few numbers of a day, kept although its account is not."""
        if number not in self._summaries:
            self._summaries[number] = self.open_day(number).summary
        return self._summaries[number]

    def summaries(self) -> list[Summary]:
        """Those of all days."""
        return [self.summary(number) for number in range(self.last + 1)]

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language of each article; empty where it is not known."""
        return {article.id: article.language or "" for article in self.linked.articles}

    @cached_property
    def signs(self) -> Signs:
        """The sign of each origin."""
        return give_signs(self.whole().index)

    @cached_property
    def axis(self) -> Axis | None:
        """The stretch of days on which the bars of the timeline are drawn."""
        return lay_axis(self.whole().account.timeline, [known.day for known in self.track.days])

    @cached_property
    def frame(self) -> Frame | None:
        """The stretch of the world that the map shows."""
        index, events = self.whole().index, Counter[str]()
        for event in self.whole().index.events.values():
            key = place_of(index, event)
            if key and is_exact(index, key):
                events[key] += 1
        kept, seen = [], 0
        for key, number in sorted(events.items(), key=lambda found: (-found[1], found[0])):
            if seen >= IN_FRAME * events.total():
                break
            kept.append(index.entities[key])
            seen += number
        return frame_places(kept)

    def events(self, day: Day) -> list[EventRow]:
        """The rows of the timeline of a day."""
        return self._list_events(day.number)

    def _read_events(self, number: int) -> list[EventRow]:
        day = self.open_day(number)
        return [self._read_event(day, row) for row in day.account.timeline]

    def _read_event(self, day: Day, row: TimelineRow) -> EventRow:
        claims = day.index.told(day.index.events[row.id].claim_ids)
        roles = [role for claim in claims for role in claim.actors]
        named = ((day.index.entity_of(role.mention_id), role.name) for role in roles)
        actors = tuple(dict.fromkeys(entity.name if entity else words for entity, words in named))
        return EventRow(row, draw_bar(day.index, claims, self.axis), actors)

    def places(self, day: Day, rows: Sequence[TimelineRow]) -> Whereabouts:
        """Where the events of a day are set."""
        return find_whereabouts(day.index, rows, self.frame)
