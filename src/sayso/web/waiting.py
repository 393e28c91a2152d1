"""What is said while the account of a big case is being made: the one from before, or that it is coming."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from sayso.show.page.render import load_templates

PATIENCE = 0.4  # seconds for which a question waits for an account that is being made
AGAIN = 2  # seconds after which to ask again


class NotYet(Exception):
    """The account of a case is still being made."""

    def __init__(self, title: str, articles: int, seconds: float) -> None:
        super().__init__(
            f"{articles:,} articles are being weighed against one another, for {seconds:.0f} seconds so far. "
            "The account opens when that is done."
        )
        self.title = title


async def tell_waiting(request: Request, error: Exception) -> Response:
    """A page that says so and asks again by script, or a line for what is no page."""
    headers = {"Retry-After": str(AGAIN), "Cache-Control": "no-store"}
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{error}\n", 503, headers)
    page = load_templates().get_template("waiting.html").render(error=error, again=AGAIN)
    return HTMLResponse(page, 503, headers)


def mark_old(page: str) -> str:
    """A page that was kept before the case changed, with a line that says so."""
    words = "The case has changed since; this is the account from before. The new one is being made."
    head = '<main id="main">'
    return page.replace(head, f'{head}<p class="notice" role="status">{words}</p>', 1)
