"""Where pages come from, what they are named, and what is given with them."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sayso.ids import article_id
from sayso.model import Article, Problem
from sayso.read import RawPage, find_pages, read_articles, read_page

GOOD = "The ferry did not leave the harbour on Monday, the crew said."
ROW = {
    "url": "https://coast.example/1",
    "outlet": "Coast Wire",
    "published": "2031-03-04",
    "title": "Ferry stopped",
    "language": "en",
    "text": GOOD,
}


def read_all(source: Path | str, **given: str) -> list[Article]:
    found = list(read_articles(source, **given))
    assert not [f for f in found if isinstance(f, Problem)]
    return [f for f in found if isinstance(f, Article)]


def test_folder_is_read_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD + name)
    assert [a.name for a in read_all(tmp_path)] == ["z.txt", "b.txt", "c.txt"]


def test_article_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(f"﻿Ferry stopped\r\n\r\n{GOOD}\rAnd\x00 so\x07 on.".encode())
    (article,) = read_all(path, outlet="Coast Wire", published="4 March 2031")
    assert article.text == f"Ferry stopped\n\n{GOOD}\nAnd so on."
    assert (article.title, article.language, article.outlet) == ("Ferry stopped", "en", "Coast Wire")
    assert article.published is not None
    assert (article.published.earliest, article.published.basis) == (date(2031, 3, 4), "by hand")
    assert article.id == article_id(article.digest, None, "Coast Wire")


def test_rows_of_every_kind_are_the_same_article(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(ROW, indent=2))
    (tmp_path / "list.json").write_text(json.dumps([{"text": "Other."}, dict(reversed(ROW.items()))]))
    (tmp_path / "rows.jsonl").write_text(json.dumps({**ROW, "extra": 1}) + "\n\n")
    cells = ",".join(ROW), ",".join(f'"{value}"' for value in ROW.values())
    (tmp_path / "sheet.csv").write_text("﻿" + "\r\n".join(cells))
    articles = [a for a in read_all(tmp_path) if a.outlet]
    assert [a.name for a in articles] == ["list.json#2", "one.json#1", "rows.jsonl#1", "sheet.csv#1"]
    assert len({a.id for a in articles}) == 1
    article = articles[0]
    assert article.text == f"Ferry stopped\n\n{GOOD}"
    assert (article.title, article.url, article.language) == ("Ferry stopped", ROW["url"], "en")
    assert article.published is not None
    assert article.published.basis == "metadata"


def test_given_values_fill_what_a_row_does_not_say(tmp_path: Path) -> None:
    rows = [{"text": GOOD}, {"text": GOOD, "outlet": "Own", "published": "2030-01-01", "language": "fr"}]
    (tmp_path / "rows.json").write_text(json.dumps(rows))
    found = read_all(tmp_path, outlet="Given", published="2031-02", language="de")
    assert [(a.outlet, a.language) for a in found] == [("Given", "de"), ("Own", "fr")]
    assert [a.published.basis for a in found if a.published] == ["by hand", "metadata"]


def test_metadata_that_is_no_date_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text(json.dumps({"text": GOOD, "published": "03/04/2031"}))
    assert read_all(tmp_path)[0].published is None


def test_given_date_that_is_not_certain_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    (problem,) = read_articles(tmp_path, published="03/04/2031")
    assert isinstance(problem, Problem)
    assert "03/04/2031" in problem.message
    assert isinstance(read_page(RawPage("a", b"x", published="soon", by_hand=True)), Problem)


def test_csv_with_semicolons_and_another_encoding(tmp_path: Path) -> None:
    sheet = 'Title;Text\n"Grève; suite";"La ville de Besançon a été évacuée"\n'
    for name, encoding in (("a.csv", "cp1252"), ("b.csv", "utf-16"), ("c.csv", "utf-8-sig")):
        (tmp_path / name).write_bytes(sheet.encode(encoding))
    assert {a.text for a in read_all(tmp_path)} == {"Grève; suite\n\nLa ville de Besançon a été évacuée"}


def test_archive_members_bear_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("b/report.txt", GOOD)
        archive.writestr("a.jsonl", json.dumps(ROW))
        archive.writestr("__MACOSX/._a.txt", "x")
    pages = [p for p in find_pages(tmp_path) if isinstance(p, RawPage)]
    assert [p.name for p in pages] == [
        f"{tmp_path}/set.zip/a.jsonl#1",
        f"{tmp_path}/set.zip/b/report.txt",
    ]
    assert [a.name for a in read_all(tmp_path)] == ["a.jsonl#1", "report.txt"]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (GOOD, "-", "text"),
        (json.dumps(ROW), "-#1", "row"),
        (json.dumps(ROW) + "\n" + json.dumps(ROW), "-#1", "row"),
        (f"<!doctype html><html><body><p>{GOOD}</p></body></html>", "-", "html"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, name: str, kind: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    page = next(find_pages("-"))
    assert isinstance(page, RawPage)
    assert (page.name, page.kind) == (name, kind)


def test_same_bytes_from_another_outlet_are_another_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    ids = {read_all(path, outlet=outlet)[0].id for outlet in ("One", "Two")}
    assert len(ids) == 2


def test_no_surrogate_survives(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"text": "A \\ud83d\\ude00 and a \\ud800 lone one.", "title": "\\udc00"}'
    )
    (article,) = read_all(tmp_path)
    assert article.text.encode("utf-8")
    assert "😀" in article.text
