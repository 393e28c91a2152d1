"""How addresses are fetched: politely where a source names them, and with a note of every request."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from sayso.model import Fetch, Past
from sayso.read import fetch
from sayso.read.addresses import Origin, read_origin
from sayso.read.fetch import Answer, Unasked, Unfetched
from sayso.read.kinds import CONTENT_TYPES
from sayso.read.pages import Given, Limits
from sayso.read.robots import Robots, read_robots

TRIES = 3
BUSY = frozenset((429, 500, 502, 503, 504))
# Of these a server means all of its pages; where it fails on one it may well have the next.
RESTS = frozenset((429, 503))
# How a note begins of a request that was repeated at once; store.query counts none of these as a failure.
AGAIN = "asked again after"
# The address is wrong or not for us, and will be tomorrow.
REFUSALS = frozenset(range(400, 500)) - {408, 425, 429}
# Seconds: between two requests to one server, after its first refusal, and the longest that is waited for.
PAUSE, FIRST_WAIT, LONGEST_WAIT = 1.0, 2.0, 60.0
# So long a server is left alone that goes on refusing, if it does not say itself.
REST = 600.0
# A robots.txt is asked for again after a day.
ROBOTS_AGE = 86_400.0
# In watching, what failed is tried again after a quarter of an hour, then half an hour, at last once a day.
FIRST_RETRY, LONGEST_RETRY = 900.0, 86_400.0
ROBOTS_SAY_NO = "robots.txt asks programs to leave this address alone"


def note_nothing(made: Fetch, body: bytes) -> None:
    """Keeps no note."""


def know_nothing(url: str) -> Past:
    """Nothing is known."""
    return Past()


def tell_time() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Fetcher:
    """Fetches addresses, and holds what politeness has to remember from one to the next.

    ``note`` is told of every request, ``recall`` asked what is known of an address. With ``patient``
    (watching) what a person typed is asked for politely too, and only if it has changed.
    """

    def __init__(
        self,
        *,
        note: Callable[[Fetch, bytes], None] = note_nothing,
        recall: Callable[[str], Past] = know_nothing,
        patient: bool = False,
        now: Callable[[], datetime] = tell_time,
        sleep: Callable[[float], None] = time.sleep,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._note, self._recall, self._patient = note, recall, patient
        self._now, self._sleep, self._ticks = now, sleep, ticks
        self._typed: set[Origin] = set()
        self._asked: dict[str, float] = {}
        self._resting: dict[str, float] = {}
        self._robots: dict[Origin, tuple[float, Robots]] = {}

    def fetch(
        self, url: str, given: Given, limits: Limits, *, named: bool = False
    ) -> tuple[bytes, Given] | None:
        """The bytes at an address, with what its server says of them added to ``given``; raises Unfetched.

        ``named``: a source names it, no person. None if there is nothing new: it has not changed, the
        case has it, or it is not yet time to try again.
        """
        past = self._recall(url)
        if self._may_wait(past, named):
            return None
        if not named and (origin := read_origin(url)):
            self._typed.add(origin)
        try:
            fetch.refuse_private(url, self._typed)
            if polite := named or self._patient:
                self._refuse_forbidden(url, limits)
            answer = self._ask(url, limits, past.good if self._patient and not named else None, polite)
        except Unasked:
            if self._patient:
                return None
            raise
        except Unfetched as error:
            self._note(Fetch(self._moment(), url, url, None, note=str(error)), b"")
            raise
        if answer.status == 304:
            return None
        if answer.status != 200:
            raise Unfetched(f"the server answered {answer.status} {answer.reason}".rstrip())
        return answer.body, self._known(url, answer.headers, given)

    def _may_wait(self, past: Past, named: bool) -> bool:
        """Whether an address that a source names needs not be asked for now."""
        if not named:
            return False
        if past.good is not None:
            return True
        if not self._patient or past.last is None:
            return False
        final = past.last.note == ROBOTS_SAY_NO or (past.last.status or 0) in REFUSALS
        wait = LONGEST_RETRY if final else min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(past.failures - 1, 20))
        return (self._now() - datetime.fromisoformat(past.last.at)).total_seconds() < wait

    # --- one address ---

    def _ask(self, url: str, limits: Limits, good: Fetch | None, polite: bool = False) -> Answer:
        """The answer to a request that is repeated while the server is busy; each is noted."""
        headers = _conditions(good)
        for attempt in range(TRIES):
            answer = self._ask_in_turn(url, limits, (headers, polite))
            asked_for = _retry_after(answer.headers, self._now())
            wait = FIRST_WAIT * 2**attempt if asked_for is None else asked_for
            again = answer.status in BUSY and wait <= LONGEST_WAIT and attempt < TRIES - 1
            self._note_answer(url, answer, f"{AGAIN} {wait:g} s" if again else "")
            if not again:
                break
            self._sleep(wait)
        if answer.status in RESTS:
            self._rest(answer.final, REST if asked_for is None else max(asked_for, PAUSE))
        return answer

    def _ask_in_turn(self, url: str, limits: Limits, how: tuple[dict[str, str], bool]) -> Answer:
        """One request, when the turn of its server has come."""
        headers, polite = how

        def look(where: str) -> None:
            if polite:
                self._refuse_forbidden(where, limits)
            self._wait_turn(where)

        self._wait_turn(url)
        try:
            return fetch.ask(
                url,
                limits,
                headers=headers,
                trusted=frozenset(self._typed),
                before=look,
            )
        finally:
            self._asked[_host(url)] = self._ticks()

    def _wait_turn(self, url: str) -> None:
        """Waits until the server may be asked again; raises Unfetched if it has asked to be left alone."""
        host = _host(url)
        if self._ticks() < self._resting.get(host, 0.0):
            raise Unasked(f"{host} has asked to be left alone for a while")
        if host in self._asked:
            pause = self._asked[host] + self._pause(url) - self._ticks()
            if pause > 0:
                self._sleep(pause)

    def _rest(self, url: str, seconds: float) -> None:
        self._resting[_host(url)] = self._ticks() + seconds

    # --- robots.txt ---

    def _refuse_forbidden(self, url: str, limits: Limits) -> None:
        """Raises Unfetched if the server asks programs to leave this address alone."""
        origin = read_origin(url)
        robots = self._find_robots(url, origin, limits) if origin else Robots()
        if robots.closed:
            raise Unfetched("its server's robots.txt cannot be had, so it is left alone for now")
        if not robots.allow(url):
            raise Unfetched(ROBOTS_SAY_NO)

    def _find_robots(self, url: str, origin: Origin, limits: Limits) -> Robots:
        age, robots = self._robots.get(origin, (0.0, None))
        if robots is None or self._ticks() - age > (REST if robots.closed else ROBOTS_AGE):
            # Two servers that send each other's programs on to each other must not be asked for ever.
            self._robots[origin] = (self._ticks(), Robots())
            robots = read_robots(url, lambda where: self._ask(where, limits, None))
            self._robots[origin] = (self._ticks(), robots)
        return robots

    def _pause(self, url: str) -> float:
        """Seconds between two requests to a server."""
        known = self._robots.get(read_origin(url) or Origin("", 0))
        return max(PAUSE, min(known[1].pause, LONGEST_WAIT)) if known else PAUSE

    # --- what is noted ---

    def _note_answer(self, url: str, answer: Answer, note: str) -> None:
        came = answer.status == 200
        made = Fetch(
            at=self._moment(),
            url=url,
            final=answer.final,
            status=answer.status,
            etag=answer.headers.get("ETag"),
            modified=answer.headers.get("Last-Modified"),
            digest=hashlib.sha256(answer.body).hexdigest() if came else None,
            size=len(answer.body) if came else 0,
            note=note,
        )
        self._note(made, answer.body if came else b"")

    def _moment(self) -> str:
        return self._now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _known(self, url: str, headers: Message, given: Given) -> Given:
        """When it was retrieved is by the server's clock if it has one, else by ours."""
        return replace(
            given,
            url=url,
            charset=headers.get_content_charset(),
            kind=CONTENT_TYPES.get(headers.get_content_type()),
            retrieved=_server_time(headers.get("Date")) or self._moment(),
        )


def _conditions(good: Fetch | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed since its last good answer."""
    told = {"If-None-Match": good.etag, "If-Modified-Since": good.modified} if good else {}
    return {name: value for name, value in told.items() if value}


def _host(url: str) -> str:
    origin = read_origin(url)
    return origin.host if origin else ""


def _retry_after(headers: Message, now: datetime) -> float | None:
    """The seconds that a server asks to wait, as a number or as a moment."""
    told = (headers.get("Retry-After") or "").strip()
    if told.isdecimal():
        return float(told[:9])
    try:
        moment = parsedate_to_datetime(told)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _server_time(header: str | None) -> str | None:
    """When the server says it answered, as ISO 8601."""
    try:
        return parsedate_to_datetime(header).isoformat() if header else None
    except (ValueError, TypeError, OverflowError):
        return None
