"""Pages by address: the only module that opens a socket."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import time
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from typing import Any
from urllib.error import URLError

from sayso.read.addresses import Origin, is_public, read_origin
from sayso.read.pages import Limits, describe_size
from sayso.version import __version__

TIMEOUT = 20.0
# A server that drips a byte at a time keeps within every single timeout.
LONGEST = 120.0
REDIRECTS = 5
MOVED = frozenset((301, 302, 303, 307, 308))
CHUNK = 65_536
# What may stand in an address as it is; a blank or a letter outside of ASCII may not.
SAFE = "%/:=&?~+!$,;'@()*[]|"
NAME = "sayso"
AGENT = f"{NAME}/{__version__} (reads reports for an account of a crisis)"


class Unfetched(ValueError):
    """An address that was not fetched; the message says why."""


class Unasked(Unfetched):
    """An address that nobody was asked for, and that may be later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, in the end: ``final`` is the address after redirects."""

    final: str
    status: int
    reason: str
    headers: Message
    body: bytes


class _Timer:
    """Cuts a connection off once it has lasted too long, whatever it is doing."""

    def __init__(self, seconds: float) -> None:
        self._sockets: list[socket.socket] = []
        self.rang = False
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Timer:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, opened: socket.socket) -> None:
        """Has a socket cut off in its time."""
        self._sockets.append(opened)

    def _ring(self) -> None:
        self.rang = True
        for opened in self._sockets:
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def ask(
    url: str,
    limits: Limits,
    *,
    headers: dict[str, str] | None = None,
    trusted: frozenset[Origin] = frozenset(),
    timeout: float = TIMEOUT,
    before: Callable[[str], None] = lambda url: None,
) -> Answer:
    """What the server of an http or https address answers, redirects followed; raises Unfetched.

    Only the servers in ``trusted`` may have an address that is not public. ``before`` is called with each
    address to which a server sends on, and may refuse it.
    """
    asked = [_sendable(url)]
    with _Timer(LONGEST) as timer:
        while True:
            answer = _ask_once(asked[-1], (limits, headers or {}, trusted), (timeout, timer))
            target = _target(answer)
            if target is None:
                return answer
            if target in asked or len(asked) > REDIRECTS:
                raise Unfetched(f"redirects that lead nowhere ({answer.status} to {target[:200]})")
            if read_origin(target) is None:
                raise Unfetched(f"a redirect to {target[:200]}, which is not allowed")
            before(target)
            asked.append(target)


def _target(answer: Answer) -> str | None:
    """Where an answer sends on to."""
    where = answer.headers.get("Location") if answer.status in MOVED else None
    if not where:
        return None
    try:
        # Headers are read as Latin-1; an address with other letters is most often written in UTF-8.
        with suppress(UnicodeError):
            where = where.encode("latin-1").decode("utf-8")
        return _sendable(urllib.parse.urljoin(answer.final, where))
    except ValueError as error:
        raise Unfetched(f"a redirect to no address: {where[:200]}") from error


def _sendable(url: str) -> str:
    """An address in ASCII and without its fragment, as a request must have it; itself where it is none."""
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except ValueError:
        return url
    path, query = (urllib.parse.quote(part, safe=SAFE) for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


def _ask_once(
    url: str, how: tuple[Limits, dict[str, str], frozenset[Origin]], times: tuple[float, _Timer]
) -> Answer:
    limits, headers, trusted = how
    origin = read_origin(url)
    if origin is None:
        raise Unfetched("only http and https addresses are read")
    open_to_all = origin in trusted
    sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip", **headers}
    with _plain_errors(times[1]):
        refuse_private(url, trusted)
        request = urllib.request.Request(url, headers=sent)
        with _opener(open_to_all, times[1]).open(request, timeout=times[0]) as response:
            # What is moved is somewhere else: nobody reads the page that says so.
            body = b"" if response.status in MOVED else _read_body(response, limits)
            return Answer(url, response.status, response.reason or "", response.headers, body)


@contextmanager
def _plain_errors(timer: _Timer) -> Iterator[None]:
    """Turns what a connection raises into Unfetched."""
    try:
        yield
    except Unfetched:
        raise
    except (OSError, ValueError, EOFError, zlib.error, http.client.HTTPException) as error:
        if timer.rang:
            raise Unfetched(f"not read: not done after {LONGEST:g} seconds") from error
        inner = error.reason if isinstance(error, URLError) else error
        if isinstance(inner, Unfetched):
            raise inner from error
        what = "not reached" if isinstance(error, URLError) else "not read"
        raise Unfetched(f"{what}: {inner or type(error).__name__}") from error


# --- where a connection may lead ------------------------------------------------------------------


def refuse_private(url: str, trusted: Collection[Origin]) -> None:
    """Raises Unfetched if a server that nobody typed is within reach of this machine alone."""
    origin = read_origin(url)
    if origin is None or origin in trusted:
        return
    try:
        found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # a proxy may know it; without one the connection fails anyway
    if not all(is_public(str(entry[4][0])) for entry in found):
        raise Unfetched(f"{origin.host} is no public address; type it yourself if it is to be read")


def _connect(base: type[http.client.HTTPConnection], guard: bool, timer: _Timer) -> Callable[..., Any]:
    """A maker of connections that look again whom they have reached: names can change between two looks."""

    class Guarded(base):  # type: ignore[misc, valid-type]
        def connect(self) -> None:
            super().connect()
            timer.watch(self.sock)
            if guard and not is_public(str(self.sock.getpeername()[0])):
                self.close()
                raise Unfetched(f"{self.host} is no public address; type it yourself if it is to be read")

    return Guarded


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, trusted: bool, timer: _Timer) -> None:
        super().__init__()
        self._how = (trusted, timer)

    def http_open(self, req: urllib.request.Request) -> Any:
        guard = not self._how[0] and not req.has_proxy()
        return self.do_open(_connect(http.client.HTTPConnection, guard, self._how[1]), req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, trusted: bool, timer: _Timer) -> None:
        super().__init__()
        self._how = (trusted, timer)

    def https_open(self, req: urllib.request.Request) -> Any:
        # Behind a proxy, whom we have reached is the proxy.
        guard = not self._how[0] and not getattr(req, "_tunnel_host", None)
        return self.do_open(_connect(http.client.HTTPSConnection, guard, self._how[1]), req)


def _opener(trusted: bool, timer: _Timer) -> urllib.request.OpenerDirector:
    """An opener for http and https alone, which leaves redirects and refusals to us."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Plain(trusted, timer),
        _Secure(trusted, timer),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


# --- the body -------------------------------------------------------------------------------------


def _read_body(response: Any, limits: Limits) -> bytes:
    deadline = time.monotonic() + LONGEST
    packed = response.headers.get("Content-Encoding", "").lower() == "gzip"
    source = gzip.GzipFile(fileobj=response) if packed else response
    told = response.headers.get("Content-Length", "")
    chunks, size = [], 0
    for chunk in iter(partial(source.read, CHUNK), b""):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.document:
            raise ValueError(f"over the limit of {describe_size(limits.document)}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {LONGEST:g} seconds")
    if not packed and told.isdigit() and size < int(told):
        raise ValueError("the answer was cut short")
    return b"".join(chunks)
