"""Pages by address: the only module that opens a socket."""

from __future__ import annotations

import gzip
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from sayso.model import Problem
from sayso.read.pages import Given, Limits, describe_size, refuse
from sayso.version import __version__

TIMEOUT = 20.0
# A server that drips a byte at a time keeps within every single timeout.
LONGEST = 120.0
REDIRECTS = 5
CHUNK = 65_536
AGENT = f"sayso/{__version__} (reads reports for an account of a crisis)"
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "text/csv": "csv",
    "application/zip": "zip",
}


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects; the base class refuses other schemes but FTP, which no handler here opens."""

    max_redirections = REDIRECTS


def fetch_address(
    url: str, given: Given, limits: Limits, timeout: float = TIMEOUT
) -> tuple[bytes, Given] | Problem:
    """The bytes at an http or https address, with what its server says of them added to ``given``."""
    if not _allowed(url):
        return refuse(url, "only http and https addresses are read")
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"})
    try:
        with _opener().open(request, timeout=timeout) as response:
            raw = _read_body(response, limits)
            return raw, _known(url, response.headers, given)
    except urllib.error.HTTPError as error:
        error.close()
        return refuse(url, f"the server answered {error.code} {error.reason}")
    except urllib.error.URLError as error:
        return refuse(url, f"not reached: {error.reason}")
    except (OSError, ValueError, EOFError, zlib.error, http.client.HTTPException) as error:
        return refuse(url, f"not read: {error or type(error).__name__}")


def _allowed(url: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _opener() -> urllib.request.OpenerDirector:
    """An opener for http and https alone: the standard one would follow to files and FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _read_body(response: Any, limits: Limits) -> bytes:
    deadline = time.monotonic() + LONGEST
    packed = response.headers.get("Content-Encoding", "").lower() == "gzip"
    source = gzip.GzipFile(fileobj=response) if packed else response
    told = response.headers.get("Content-Length", "")
    chunks, size = [], 0
    while chunk := source.read(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.document:
            raise ValueError(f"over the limit of {describe_size(limits.document)}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {LONGEST:g} seconds")
    if not packed and told.isdigit() and size < int(told):
        raise ValueError("the answer was cut short")
    return b"".join(chunks)


def _known(url: str, headers: Message, given: Given) -> Given:
    return replace(
        given,
        url=url,
        charset=headers.get_content_charset(),
        kind=KINDS.get(headers.get_content_type()),
        retrieved=_moment(headers.get("Date")),
    )


def _moment(header: str | None) -> str | None:
    """When the server says it answered, as ISO 8601: no clock of ours is asked."""
    try:
        return parsedate_to_datetime(header).isoformat() if header else None
    except ValueError:
        return None
