"""The bench of the whole path: its pages are distinct and long enough, and its report holds on a few."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.pages import EXAMPLE, LONGEST, WORDS, find_texts, list_sentences, make_pages, write_pages
from bench.stage_times import LOADING, NETWORK, PARTS, name_slowest, time_stages
from bench.whole_path import Run, best, measure_peer, run, tell_run, tell_stages

from sayso.read import read_articles


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write_pages(make_pages(find_texts(EXAMPLE), 3), tmp_path)
    return tmp_path


def test_pages_are_distinct_and_about_as_long_as_asked() -> None:
    pages = list(make_pages(find_texts(EXAMPLE), 40))
    lengths = [len(page.text.split()) for page in pages]
    assert all(WORDS <= length <= WORDS + LONGEST for length in lengths)
    assert len({page.text for page in pages}) == 40


def test_no_two_pages_share_a_run_of_sentences() -> None:
    paragraphs = [p for page in make_pages(find_texts(EXAMPLE), 40) for p in page.text.split("\n\n")]
    assert len(list_sentences(find_texts(EXAMPLE))) < 3 * len(paragraphs)  # so all were dealt more than once
    assert len(set(paragraphs)) == len(paragraphs)


def test_the_same_texts_make_the_same_pages() -> None:
    texts = find_texts(EXAMPLE)
    assert list(make_pages(texts, 2)) == list(make_pages(texts, 2))


def test_texts_without_sentences_are_refused(tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("Home\n")
    with pytest.raises(ValueError, match="no sentences"):
        next(make_pages(find_texts(tmp_path), 1))


def test_pages_are_read_as_articles_with_the_words_that_were_dealt(made: Path) -> None:
    articles = list(read_articles(made / "pages"))
    texts = [path.read_text("utf-8") for path in sorted((made / "texts").iterdir())]
    assert len(articles) == 3
    for article, text in zip(sorted(articles, key=lambda a: getattr(a, "name", "")), texts, strict=True):
        assert text.split()[:50] == getattr(article, "text", "").split("\n\n", 1)[1].split()[:50]


def test_every_stage_is_timed(made: Path) -> None:
    seconds = time_stages(made / "pages")
    wanted = {LOADING, NETWORK, "read: the page", "claims", "store", "link", "weigh", "show", *PARTS.values()}
    assert wanted <= seconds.keys()
    assert all(spent > 0 for stage, spent in seconds.items() if stage in (NETWORK, "claims", "link"))
    assert tell_stages(seconds, 3)[-1] == f"The slowest stage: {name_slowest(seconds)}"


def test_a_process_is_measured_and_its_failure_is_told() -> None:
    told = run([sys.executable, "-c", "print('x' * 3)"], 1)
    assert told.output == "xxx\n"
    assert told.megabytes > 1
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_best_round_is_told() -> None:
    rounds: Iterator[float] = iter([3.0, 1.0, 2.0])
    assert best(3, lambda: Run(next(rounds), 1, 1, "")).wall == 1


def test_a_row_tells_rate_memory_and_ratio() -> None:
    row = tell_run("other", Run(10, 9, 80, ""), 50, against=15)
    assert "5.0 articles a second" in row
    assert "80 MB" in row
    assert "3.00 times" in row


def test_a_peer_that_is_missing_is_left_out_with_its_reason(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made / "dateparser.py").write_text("raise ImportError('none', name='dateparser')")
    monkeypatch.setenv(
        "PYTHONPATH", f"{made}:{Path(__file__).parents[1]}:{Path(__file__).parents[1] / 'src'}"
    )
    told = measure_peer("dateparser", made)
    assert told == "not run: dateparser is not installed"
    assert tell_run("dateparser", told, 3).endswith("not installed")
