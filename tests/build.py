"""Short constructors with defaults, for tests."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from sayso.ids import article_id
from sayso.model import Article, Interval, Span


def an_article(
    text: str, *, name: str = "report.txt", outlet: str | None = None, published: str | None = None
) -> Article:
    """An English article; ``published`` is an ISO day."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    day = date.fromisoformat(published) if published else None
    return Article(
        id=article_id(digest, None, outlet),
        name=name,
        text=text,
        digest=digest,
        outlet=outlet,
        published=Interval(day, day, "day", basis="by hand") if day else None,
        language="en",
    )


def a_span(article: Article, words: str, nth: int = 0) -> Span:
    """The span of the ``nth`` occurrence of ``words`` in ``article``."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(words, start + 1)
    return Span(article.id, start, start + len(words), words)


def put(folder: Path, name: str, data: bytes | str) -> Path:
    """A file in ``folder``, in a folder of its own where its name says so."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
