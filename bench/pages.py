"""Distinct HTML pages of about 600 words, made of the sentences of other texts; nothing of them is kept."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

from sayso.annotate.tokens import split_paragraphs, split_sentences

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "titanic"
# News of seven outlets; see the corpora's own page.
NEWS = ROOT.parent / "shared" / "corpora" / "attribution" / "polnear" / "train" / "text"
WORDS, PARAGRAPH = 600, 3
SHORTEST, LONGEST = 5, 60  # words of a sentence that is taken; the rest are menus and lists
START = date(2031, 3, 1)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{title}</h1>
{body}
</article><footer><p>All rights reserved.</p></footer></body></html>
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A page, and the same words as plain text."""

    name: str
    html: str
    text: str


def find_texts(folder: Path | None = None) -> list[Path]:
    """The plain texts of ``folder``; without one, of the news where it is at hand, else of the example."""
    chosen = folder or (NEWS if NEWS.is_dir() else EXAMPLE)
    return sorted(chosen.rglob("*.txt"))


def list_sentences(texts: Sequence[Path]) -> list[str]:
    """Every sentence of a usual length in the texts, each once."""
    found = dict[str, None]()
    for path in texts:
        text = path.read_text("utf-8", errors="replace")
        for block in split_paragraphs(text):
            for start, end in split_sentences(text, *block):
                sentence = " ".join(text[start:end].split())
                if SHORTEST <= len(sentence.split()) <= LONGEST:
                    found[sentence] = None
    return list(found)


def make_pages(texts: Sequence[Path], count: int, seed: int = 8) -> Iterator[Made]:
    """``count`` pages, the same for the same texts and seed.

    Sentences are dealt like cards: none comes again before all have been dealt, and then in another order,
    so that no page is a copy of another.
    """
    chance = random.Random(seed)
    cards = _deal(list_sentences(texts), chance)
    for number in range(count):
        sentences, words = list[str](), 0
        while words < WORDS:
            sentences.append(next(cards))
            words += len(sentences[-1].split())
        yield _make_page(number, sentences)


def _deal(sentences: list[str], chance: random.Random) -> Iterator[str]:
    if not sentences:
        raise ValueError("no sentences in the texts")
    while True:
        chance.shuffle(sentences)
        yield from sentences


def _make_page(number: int, sentences: list[str]) -> Made:
    paragraphs = [" ".join(sentences[i : i + PARAGRAPH]) for i in range(0, len(sentences), PARAGRAPH)]
    title = f"Report {number}: {' '.join(sentences[0].split()[:6])}"
    page = PAGE.format(
        title=escape(title),
        outlet=f"Outlet {number % 40}",
        day=START + timedelta(number % 20),
        body="\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
    )
    return Made(f"{number:05}", page, "\n\n".join(paragraphs))


def write_pages(made: Iterator[Made], folder: Path) -> tuple[Path, Path]:
    """Pages and texts in two folders, for what reads the one and what reads the other."""
    pages, texts = folder / "pages", folder / "texts"
    pages.mkdir()
    texts.mkdir()
    for page in made:
        (pages / f"{page.name}.html").write_text(page.html, "utf-8")
        (texts / f"{page.name}.txt").write_text(page.text, "utf-8")
    return pages, texts
