"""The routes: each view as a page and as JSON, the panel, the search, and what changes the case."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sayso.show.items import UnknownItem, find_item
from sayso.show.page import VIEWS, Asked, Book, render_panel, render_part, render_view
from sayso.show.page.filters import cut_window
from sayso.show.page.render import lay_slots, load_templates, say_stops
from sayso.show.page.whole import read_static
from sayso.web.asking import make_links, read_asked
from sayso.web.changing import change_routes, render_work
from sayso.web.desk import Desk, find_desk
from sayso.web.finding import find_passages
from sayso.web.guard import Guard
from sayso.web.keeping import TOKEN_HERE, name_key
from sayso.web.waiting import NotYet, mark_old, tell_waiting

PAUSE = 1.0  # seconds between looks whether a case has changed
STATIC = {
    "sayso.css": "text/css",
    "sayso.js": "text/javascript",
    "work.js": "text/javascript",
    "waiting.js": "text/javascript",
}
TITLES = {**dict(VIEWS), "work": "Add and correct", "search": "Search", "item": "Every telling"}


def make_app(desks: Sequence[Desk], *, changes: bool = True, token: str = "") -> Starlette:
    """The application for some cases; with ``changes`` they can be added to and corrected."""
    secret = token or secrets.token_urlsafe(24)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        warming = [asyncio.create_task(keep_warm(app, desk)) for desk in desks]
        yield
        for task in warming:
            task.cancel()
        for desk in desks:
            desk.close()

    app = Starlette(
        routes=[
            Route("/", home),
            Route("/static/{name}", send_static),
            Route("/case/{slug}", to_overview),
            Route("/case/{slug}/panel/{claim}", show_panel),
            Route("/case/{slug}/search", show_search),
            Route("/case/{slug}/work", show_work),
            *change_routes(),
            Route("/case/{slug}/{view:str}.json", show_json),
            Route("/case/{slug}/reader/{item}", show_reader),
            Route("/case/{slug}/item/{item}", show_item),
            Route("/case/{slug}/{view}", show_view),
        ],
        middleware=[Middleware(Guard), Middleware(GZipMiddleware, minimum_size=2000)],
        exception_handlers={HTTPException: show_failure, NotYet: tell_waiting, 500: show_failure},
        lifespan=lifespan,
    )
    app.state.desks = {desk.slug: desk for desk in desks}
    app.state.changes, app.state.token = changes, secret
    return app


async def keep_warm(app: Starlette, desk: Desk) -> None:
    """Renders a big case ahead of the questions, and again whenever it has changed."""
    seen: Book | None = None
    while True:
        if desk.is_open() and (book := await desk.ask(desk.book)) is not seen:
            seen = book
            await warm(app, desk)
        await asyncio.sleep(PAUSE)


async def home(request: Request) -> Response:
    """The first case."""
    return RedirectResponse(f"/case/{next(iter(request.app.state.desks))}/overview")


async def to_overview(request: Request) -> Response:
    """The first view of a case."""
    return RedirectResponse(f"/case/{find_desk(request).slug}/overview")


async def send_static(request: Request) -> Response:
    """The style and the script."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404, "There is no such file.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(read_static(name), media_type=STATIC[name], headers=headers)


@cache
def stamp_static() -> str:
    """What changes when the style or the script does, so that no old one is kept."""
    return hashlib.sha256("".join(read_static(name) for name in STATIC).encode()).hexdigest()[:12]


# --- the views ----------------------------------------------------------------------------------------


async def show_view(request: Request) -> Response:
    """One view of a case at the end of a day."""
    view = request.path_params["view"]
    if view not in dict(VIEWS):
        raise HTTPException(404, "There is no such view.")
    return await answer(request, view, "")


async def show_reader(request: Request) -> Response:
    """The text of an article, or the one that holds a claim, with its words marked."""
    return await answer(request, "reader", request.path_params["item"])


async def answer(request: Request, view: str, item: str) -> Response:
    """A page with the view that is asked for; that of a big case without filters may be kept from before."""
    desk, changes = find_desk(request), request.app.state.changes
    plain = not item and request.query_params.keys() <= {"asof"} and not desk.is_behind()
    if plain and (desk.is_big() or not desk.has_book()):
        key = name_key(view, request.query_params.get("asof", ""), changes=changes)
        kept = await desk.keeper.read(key)
        if kept is None and not desk.has_book() and (old := await desk.keeper.read_old(key)) is not None:
            kept = mark_old(old)
        if kept is not None:
            desk.open_soon()
            return send_page(request, kept)
    page = await desk.ask_soon(render_asked, request.app, desk, view, request.query_params, item)
    return send_page(request, page)


def send_page(request: Request, page: str) -> Response:
    """A page with the token of this start, without which it could change nothing."""
    return HTMLResponse(page.replace(TOKEN_HERE, request.app.state.token))


def render_asked(app: Starlette, desk: Desk, view: str, query: QueryParams, item: str = "") -> str:
    """The page of a view; to be called on the case's thread."""
    book = desk.book()
    asked = read_asked(book, view, query, item)
    links = make_links(book, desk.slug, asked.number, changes=app.state.changes)
    panel = render_panel(book, links, asked) if asked.open and view != "reader" else ""
    section = render_view(book, links, asked)
    return frame_page(app, desk, book, asked, section, panel=panel, told=query.get("told", ""))


async def warm(app: Starlette, desk: Desk) -> None:
    """Renders every view of every day of a big case, and keeps it for now and for the next start."""
    days = await desk.ask(lambda: [desk.book().track.ask(n) for n in range(desk.book().last + 1)])
    if not desk.is_big():
        return
    # What panels and texts ask for first takes longest.
    await desk.ask(lambda: (desk.book().whole().uses, desk.book().events(desk.book().whole())))
    for day in reversed(days):
        for view, _ in VIEWS:
            query = QueryParams({"asof": day.isoformat()} if day else {})
            key = name_key(view, query.get("asof", ""), changes=app.state.changes)
            if await desk.keeper.read(key) is None and not desk.is_behind():
                await desk.keeper.keep({key: await desk.ask(render_asked, app, desk, view, query)})


def frame_page(
    app: Starlette,
    desk: Desk,
    book: Book,
    asked: Asked,
    section: object,
    *,
    panel: object = "",
    searched: str = "",
    told: str = "",
) -> str:
    """A whole page around a section."""
    changes = app.state.changes
    links = make_links(book, desk.slug, asked.number, changes=changes)
    slots, stops = lay_slots(book), say_stops(book, asked.number)
    notice = asked.note or told[:300]
    if desk.is_behind():
        notice = "The case is being changed; this is the account from before. " + notice
    return (
        load_templates()
        .get_template("page.html")
        .render(
            book=book,
            links=links,
            asked=asked,
            nav=render_part("nav.html", book, links, asked),
            slider=render_part("asof.html", book, links, asked, slots=slots, stops=stops),
            section=section,
            panel=panel,
            notice=notice,
            view_title=TITLES.get(asked.view, ""),
            stamp=stamp_static(),
            slug=desk.slug,
            searched=searched,
            can_change=changes,
            token=TOKEN_HERE if changes else "",
        )
    )


async def show_panel(request: Request) -> Response:
    """The source panel alone, for the script."""
    desk = find_desk(request)

    def render() -> str:
        book = desk.book()
        view = request.query_params.get("view", "overview")
        asked = read_asked(book, view if view in dict(VIEWS) else "overview", request.query_params)
        links = make_links(book, desk.slug, asked.number, changes=request.app.state.changes)
        return render_panel(book, links, Asked(asked.number, asked.view, open=request.path_params["claim"]))

    panel = await desk.ask_soon(render)
    if not panel:
        raise HTTPException(404, "That passage is not in what was published by this day.")
    return HTMLResponse(panel)


async def show_json(request: Request) -> Response:
    """What a view shows, as JSON."""
    desk, view = find_desk(request), request.path_params["view"]
    if view not in dict(VIEWS):
        raise HTTPException(404, "There is no such view.")
    return Response(await desk.ask_soon(encode_view, request, desk, view), media_type="application/json")


def encode_view(request: Request, desk: Desk, view: str) -> bytes:
    """The rows of a view as JSON; to be called on the case's thread."""
    book = desk.book()
    asked = read_asked(book, view, request.query_params)
    day = book.open_day(asked.number)
    account = day.account
    rows: dict[str, Any] = {
        "overview": account.overview,
        "timeline": account.timeline,
        "figures": account.figures,
        "map": book.places(day, account.timeline),
        "sources": account.sources,
        "explanations": account.questions,
        "reader": account.sources.articles,
        "known": book.summaries(),
    }
    as_of = book.track.ask(asked.number) if book.track.days else None
    return msgspec.json.encode({view: rows[view], "as_of": as_of, "coverage": account.coverage})


# --- search and work ----------------------------------------------------------------------------------


async def show_search(request: Request) -> Response:
    """The articles and claims that hold some words."""
    desk = find_desk(request)

    def render() -> str:
        book = desk.book()
        query = request.query_params
        asked = Asked(book.last, "search")
        links = make_links(book, desk.slug, book.last, changes=request.app.state.changes)
        found = find_passages(desk.case(), book, query)
        section = render_part("views/search.html", book, links, asked, found=found)
        return frame_page(request.app, desk, book, asked, section, searched=query.get("q", ""))

    return send_page(request, await desk.ask_soon(render))


async def show_item(request: Request) -> Response:
    """Every telling of an item, in windows."""
    desk = find_desk(request)

    def render() -> str:
        book = desk.book()
        asked = replace(read_asked(book, "item", request.query_params), item=request.path_params["item"])
        day = book.open_day(asked.number)
        try:
            item = find_item(day.index, asked.item)
        except UnknownItem as error:
            raise HTTPException(404, "There is no such item in what was published by this day.") from error
        links = make_links(book, desk.slug, asked.number, changes=request.app.state.changes)
        window = cut_window(len(item.passages), asked.first, asked.size)
        pairs = cut_window(len(item.relations), asked.first, asked.size)
        section = render_part(
            "views/item.html",
            book,
            links,
            asked,
            item=item,
            window=window,
            pairs=pairs,
            passages=item.passages[window.first - 1 : window.last],
            relations=item.relations[pairs.first - 1 : pairs.last],
        )
        return frame_page(request.app, desk, book, asked, section)

    return send_page(request, await desk.ask_soon(render))


async def show_work(request: Request) -> Response:
    """Where files are added and the machine is corrected."""
    desk = find_desk(request)
    if not request.app.state.changes:
        raise HTTPException(403, "This case is shown for reading only.")

    def render() -> str:
        book = desk.book()
        asked = Asked(book.last, "work", item=request.query_params.get("item", ""))
        links = make_links(book, desk.slug, book.last, changes=True)
        section = render_work(desk, book, links, asked, TOKEN_HERE)
        told = request.query_params.get("told", "")
        return frame_page(request.app, desk, book, asked, section, told=told)

    return send_page(request, await desk.ask_soon(render))


async def show_failure(request: Request, error: Exception) -> Response:
    """What went wrong, in a line; the reasons of a fault of ours are for the terminal."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = (
        str(error.detail)
        if isinstance(error, HTTPException)
        else ("This could not be shown. The case is unharmed; `sayso check` tells whether it is sound.")
    )
    return PlainTextResponse(words + "\n", status_code=status)
