"""What stands before every answer: who may ask, what the browser may do with it, and how much may be sent."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
CHANGES = frozenset({"POST", "PUT", "DELETE", "PATCH"})


class Guard:
    """Lets through what this machine's own browser asks of this page, and nothing else.

    A name that was made to point here (DNS rebinding) is told by the Host header, a form on a foreign page
    by the Origin. Both lack the token too, which what changes something asks for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers or refuses one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = self._refuse(scope)
        answer: ASGIApp = PlainTextResponse(reason, status_code=403) if reason else self._app
        await answer(scope, receive, _with_headers(send))

    def _refuse(self, scope: Scope) -> str:
        """Why a request is refused; empty where it is not."""
        headers = Headers(scope=scope)
        if not is_loopback(headers.get("host", "")):
            return "This page answers to this machine alone."
        if scope["method"] not in CHANGES:
            return ""
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "This came from another page."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "This came from another page."
        return ""


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine by one of its own names."""
    try:
        return (urlsplit(f"//{host}").hostname or "") in LOOPBACK
    except ValueError:
        return False


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
