"""The drawings and views of the invented case, to the letter: SAYSO_GOLDEN=write writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from invented import weigh_by_hand
from sayso.show.page import VIEWS, Asked, Book, FileLinks, ServerLinks, render_view

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("view", [name for name, _ in VIEWS])
def test_a_view_is_drawn_as_it_was(view: str) -> None:
    book = Book(weigh_by_hand(), "The dam")
    drawn = render_view(book, FileLinks(), Asked(book.last, view)) + "\n"
    path = GOLDEN / f"{view}.html"
    if os.environ.get("SAYSO_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


def test_addresses_of_the_server_keep_the_day() -> None:
    book = Book(weigh_by_hand(), "The dam")
    links = ServerLinks("the-dam", book.track.days[0].day)
    drawn = render_view(book, links, Asked(book.last, "figures", size=60))
    assert f"/case/the-dam/figures?asof={book.track.days[0].day}&amp;q=" in drawn
    assert "#/" not in drawn.replace("#/reader/", "")
