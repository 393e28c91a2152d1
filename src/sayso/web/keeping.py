"""Views kept in the case as they were rendered, so that a big one is open at once when it is served again."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from pathlib import Path

from sayso.answers import VERSION
from sayso.store import Store, facts, open_store, query
from sayso.version import __version__

# Stands in a kept page for the token, which is another at each start.
TOKEN_HERE = "token-of-this-start"


class Keeper:
    """Rendered views by their keys, on a connection and a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sayso-kept")
        self._store: Store | None = None

    async def read(self, key: str) -> str | None:
        """The view as it was kept; None if the case or sayso has changed since."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, key)

    async def read_old(self, key: str) -> str | None:
        """The view as it was kept last, before the case changed; None if sayso has changed since."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read_old, key)

    async def keep(self, views: dict[str, str]) -> None:
        """Keeps views, if the case has not changed by now and can be written."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, views)

    async def count_articles(self) -> int:
        """How many articles the case has."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: facts.count_articles(self._open())
        )

    def _open(self) -> Store:
        if self._store is None:
            self._store = open_store(self._path, create=False)
        return self._store

    def _read(self, key: str) -> str | None:
        store = self._open()
        kept = query.read_answer(store, key, query.compute_stamp(store, version_of_page()))
        return kept.decode() if kept is not None else None

    def _read_old(self, key: str) -> str | None:
        kept = query.read_old_answer(self._open(), key, version_of_page())
        return kept.decode() if kept is not None else None

    def _keep(self, views: dict[str, str]) -> None:
        store = self._open()
        if not store.read_only:
            version = version_of_page()
            kept = {key: view.encode() for key, view in views.items()}
            store.put_answers(kept, version, query.compute_stamp(store, version))

    def close(self) -> None:
        """Ends the thread."""
        if self._store is not None:
            self._thread.submit(self._store.close).result()
        self._thread.shutdown()


@cache
def version_of_page() -> str:
    """What a kept view was made with: the rules of the account, and every template, style and script."""
    digest = hashlib.sha256(__version__.encode())
    for folder in ("templates", "templates/views", "static"):
        for file in sorted(resources.files("sayso.show").joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:12]}"


def name_key(view: str, asof: str, *, changes: bool) -> str:
    """The key of a view on a day without any filter."""
    return f"page {view} {asof} {'changes' if changes else 'reads'}"
