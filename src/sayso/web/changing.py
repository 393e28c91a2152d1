"""What changes a case from the page: files that are sent, judgements, corrections, and taking them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from sayso.commands import now
from sayso.library import Case
from sayso.show.items import UnknownItem, find_item
from sayso.show.page import Asked, Book, ServerLinks, render_part
from sayso.show.rows import Item
from sayso.store import CaseError
from sayso.web.desk import Desk, find_desk
from sayso.web.jobs import LARGEST_UPLOAD, MOST_UPLOADS, Job

LARGEST_FORM = 20_000
TOO_LARGE = f"More than {LARGEST_UPLOAD // 1_000_000} MB; use `sayso add` for it."
PAUSE = 0.4  # seconds between two tellings of how far a job is


def change_routes() -> list[Route]:
    """The routes that change something."""
    return [
        Route("/case/{slug}/upload", take_file, methods=["PUT"]),
        Route("/case/{slug}/add", begin_adding, methods=["POST"]),
        Route("/case/{slug}/cancel", cancel_adding, methods=["POST"]),
        Route("/case/{slug}/progress", tell_progress),
        Route("/case/{slug}/events", stream_progress),
        Route("/case/{slug}/correct", take_correction, methods=["POST"]),
        Route("/case/{slug}/judge", take_judgement, methods=["POST"]),
        Route("/case/{slug}/undo", take_back, methods=["POST"]),
    ]


def _check_token(request: Request, given: str) -> None:
    if not request.app.state.changes:
        raise HTTPException(403, "This case is shown for reading only.")
    if not compare_digest(given.encode(), request.app.state.token.encode()):
        raise HTTPException(403, "The page is of an earlier start; load it again.")


# --- files --------------------------------------------------------------------------------------------


async def take_file(request: Request) -> Response:
    """Keeps one file that is sent, until adding begins."""
    _check_token(request, request.headers.get("x-sayso-token", ""))
    desk = find_desk(request)
    tray = desk.tray
    if len(tray.names) >= MOST_UPLOADS:
        raise HTTPException(413, f"More than {MOST_UPLOADS:,} files at once; pack them into a zip archive.")
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and tray.size + int(declared) > LARGEST_UPLOAD:
        raise HTTPException(413, TOO_LARGE)
    name = tray.choose_name(unquote(request.headers.get("x-name", "file")))
    path = tray.folder / name
    with path.open("wb") as file:
        async for chunk in request.stream():
            tray.size += len(chunk)
            if tray.size > LARGEST_UPLOAD:
                path.unlink()
                raise HTTPException(413, TOO_LARGE)
            file.write(chunk)
    tray.names.append(name)
    return JSONResponse({"name": name})


async def begin_adding(request: Request) -> Response:
    """Begins to add what was sent."""
    _check_token(request, request.headers.get("x-sayso-token", ""))
    if find_desk(request).start_adding() is None:
        raise HTTPException(409, "Nothing was sent, or other files are still being added.")
    return JSONResponse({"begun": True}, status_code=202)


async def cancel_adding(request: Request) -> Response:
    """Asks the adding at work to stop after the article that it is at."""
    _check_token(request, request.headers.get("x-sayso-token", ""))
    job = find_desk(request).job
    if job is not None:
        job.stop.set()
    return JSONResponse({"asked": job is not None})


async def tell_progress(request: Request) -> Response:
    """How far the adding is, for a page that cannot listen."""
    return Response(_encode(find_desk(request).job), media_type="application/json")


async def stream_progress(request: Request) -> Response:
    """How far the adding is, told until it ends (server-sent events)."""
    job = find_desk(request).job

    async def events() -> AsyncIterator[bytes]:
        while True:
            yield b"data: " + _encode(job) + b"\n\n"
            if job is None or job.finished.is_set() or await request.is_disconnected():
                return
            await asyncio.sleep(PAUSE)

    return StreamingResponse(events(), media_type="text/event-stream")


def _encode(job: Job | None) -> bytes:
    return msgspec.json.encode(job.tell() if job else {"stage": "none"})


# --- corrections --------------------------------------------------------------------------------------


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a small form, whose token is checked."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413, "That is too long for a name and a reason.")
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=40))
    _check_token(request, fields.get("token", ""))
    return fields


Change = Callable[[Case, dict[str, str]], Any]


async def _change(request: Request, change: Change, fields: dict[str, str]) -> Response:
    """Makes a change, and goes back to the item with what came of it."""
    desk = find_desk(request)

    def make() -> str:
        try:
            change(desk.case(), fields)
        except CaseError as error:
            return str(error.args[-1] if error.args else error)
        desk.forget_book()
        return "Kept in the record."

    told = await desk.ask(make)
    links = ServerLinks(desk.slug)
    address = links.view("work", item=fields.get("item", ""), told=told)
    return RedirectResponse(address, status_code=303)


async def take_correction(request: Request) -> Response:
    """Sets one field of an item right."""

    def correct(case: Case, fields: dict[str, str]) -> None:
        case.correct(
            fields.get("item", ""), fields.get("field", ""), fields.get("value", "").strip(),
            by=fields.get("by", "").strip(), reason=fields.get("reason", "").strip(), at=now(),
        )  # fmt: skip

    return await _change(request, correct, await _read_form(request))


async def take_judgement(request: Request) -> Response:
    """Says that two items are the same, or are not."""

    def judge(case: Case, fields: dict[str, str]) -> None:
        case.judge(
            fields.get("left", ""), fields.get("right", "").strip(), fields.get("verdict", ""),
            by=fields.get("by", "").strip(), reason=fields.get("reason", "").strip(), at=now(),
        )  # fmt: skip

    return await _change(request, judge, await _read_form(request))


async def take_back(request: Request) -> Response:
    """Takes an entry of the record back."""

    def withdraw(case: Case, fields: dict[str, str]) -> None:
        case.withdraw(fields.get("entry", ""), by=fields.get("by", "").strip(), at=now())

    return await _change(request, withdraw, await _read_form(request))


@dataclass(frozen=True, slots=True)
class Nearby:
    """An item that could be the same as the one at hand."""

    id: str
    words: str


MOST_NEARBY = 40
LABEL = (("label", "What it is called"),)
FIELDS = {
    "claim": (
        ("when", "When it happened"),
        ("as_of", "When the figure held"),
        ("place", "Where"),
        ("speaker", "Who says so"),
        ("misread", "Not said there: write yes"),
    ),
    "event": LABEL,
    "figure": LABEL,
    "explanation": LABEL,
}


def render_work(desk: Desk, book: Book, links: ServerLinks, asked: Asked, token: str) -> Markup:
    """The page of work: what was refused, the record, and the item at hand; on the case's thread."""
    item: Item | None = None
    if asked.item:
        try:
            item = find_item(book.whole().index, asked.item)
        except UnknownItem:
            item = None
    record = list(reversed(desk.case().record()))
    return render_part(
        "views/work.html",
        book,
        links,
        asked,
        item=item,
        fields=_fields_of(item),
        nearby=list_nearby(book, item) if item else (),
        record=record[:200],
        problems=desk.case().problems()[:200],
        token=token,
        job=desk.job.tell() if desk.job else None,
    )


def _fields_of(item: Item | None) -> tuple[tuple[str, str], ...]:
    if item is None:
        return ()
    return FIELDS.get(item.kind, LABEL if item.id[:1] == "n" else ())


def list_nearby(book: Book, item: Item) -> tuple[Nearby, ...]:
    """What an item could be joined with: others of its kind, those that share most words first."""
    index, account = book.whole().index, book.whole().account
    every = {
        "e": [(row.id, f"{row.when}: {row.label}") for row in account.timeline],
        "f": [(row.id, f"{row.title}: {row.spread}") for row in account.figures],
        "x": [(row.id, row.label) for q in account.questions for row in q.explanations],
        "n": [(entity.id, entity.name) for entity in index.entities.values()],
    }.get(item.id[:1], [])
    own = set(item.title.casefold().split())
    ordered = sorted(
        (pair for pair in every if pair[0] != item.id),
        key=lambda pair: (-len(own & set(pair[1].casefold().split())), pair[1]),
    )
    return tuple(Nearby(*pair) for pair in ordered[:MOST_NEARBY])
