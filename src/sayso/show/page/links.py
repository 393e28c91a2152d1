"""Addresses: of a case on the server, and of the same case in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from urllib.parse import quote, urlencode

VIEWS = (
    ("overview", "Overview"),
    ("timeline", "Timeline"),
    ("figures", "Figures"),
    ("map", "Map"),
    ("sources", "Sources"),
    ("explanations", "Explanations"),
    ("reader", "Text"),
    ("known", "What was known when"),
)
# The parameter that opens an item of a view.
OPENS = {"figures": "q", "explanations": "ex", "timeline": "item"}


class Links(Protocol):
    """How templates find the address of something."""

    @property
    def changes(self) -> bool:
        """Whether what the machine made can be corrected from this page."""

    def view(self, name: str, **query: object) -> str:
        """A view; what is empty or the default is left out."""

    def item(self, view: str, item: str) -> str:
        """An item where it stands in its view."""

    def words(self, claim_id: str) -> str:
        """The words of a claim in their text."""

    def article(self, article_id: str) -> str:
        """A text."""

    def correct(self, item: str) -> str:
        """Where an item can be corrected."""

    def every(self, item: str) -> str:
        """Where all tellings of an item are listed; empty where lists are whole anyhow."""

    def said_by(self, name: str) -> str:
        """Where all is listed that somebody says; empty where lists are whole anyhow."""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses on the server, which keep the day."""

    slug: str
    asof: date | None = None
    changes: bool = False

    def view(self, name: str, **query: object) -> str:
        """A view; what is empty or the default is left out."""
        day = {"asof": self.asof.isoformat()} if self.asof and "asof" not in query else {}
        kept = {key: value for key, value in {**day, **query}.items() if value not in (None, "", False)}
        return f"/case/{quote(self.slug)}/{name}" + (f"?{urlencode(kept)}" if kept else "")

    def item(self, view: str, item: str) -> str:
        """An item where it stands in its view."""
        opens = {OPENS[view]: item} if view in OPENS and item else {}
        return self.view(view, **opens) + (f"#i-{item}" if item else "")

    def words(self, claim_id: str) -> str:
        """The words of a claim in their text."""
        return f"{self.view(f'reader/{claim_id}')}#/reader/{claim_id}"

    def article(self, article_id: str) -> str:
        """A text."""
        return self.view(f"reader/{article_id}")

    def correct(self, item: str) -> str:
        """Where an item can be corrected."""
        return self.view("work", asof="", item=item)

    def every(self, item: str) -> str:
        """Where all tellings of an item are listed."""
        return self.view(f"item/{item}")

    def said_by(self, name: str) -> str:
        """Where all is listed that somebody says."""
        return self.view("search", asof="", voice=name)


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Addresses within one file. They are names on the page, so that they work without a script too.

    ``beside`` holds, by claim and article, the file of its text where texts are files of their own, and
    ``home`` the file of the views, seen from a text's.
    """

    changes: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    home: str = ""

    def view(self, name: str, **query: object) -> str:
        """A view; what is empty or the default is left out."""
        kept = {key: value for key, value in query.items() if value not in (None, "", False)}
        return f"{self.home}#/{name}" + (f"?{urlencode(kept)}" if kept else "")

    def item(self, view: str, item: str) -> str:
        """An item where it stands in its view."""
        return f"{self.home}#i-{item}" if item else self.view(view)

    def words(self, claim_id: str) -> str:
        """The words of a claim in their text."""
        return f"{self.beside.get(claim_id, '')}#/reader/{claim_id}"

    def article(self, article_id: str) -> str:
        """A text."""
        return f"{self.beside.get(article_id, '')}#/reader/{article_id}"

    def correct(self, item: str) -> str:
        """A file is not for working on."""
        return ""

    def every(self, item: str) -> str:
        """Lists are whole in a file."""
        return ""

    def said_by(self, name: str) -> str:
        """Lists are whole in a file."""
        return ""
