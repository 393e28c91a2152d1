"""Bad input costs only itself: one clear line that names the file and the reason, the rest kept."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from build import put
from sayso.model import Article, Problem
from sayso.read import Limits, RawPage, find_pages, read_page

GOOD = "Ferry stopped\n\nThe ferry did not leave the harbour on Monday, the crew said."
SMALL = Limits(document=2_000, table=6_000, archive=20_000, members=5, depth=50, elements=200)


def read_all(source: Path, limits: Limits = SMALL) -> tuple[list[Article], list[Problem]]:
    articles: list[Article] = []
    problems: list[Problem] = []
    for page in find_pages(source, limits=limits):
        found = read_page(page, limits) if isinstance(page, RawPage) else page
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Article):
            articles.append(found)
    return articles, problems


def refused(folder: Path, bad: Path, limits: Limits = SMALL) -> str:
    """The one reason why ``bad`` was refused, a good file beside it having been kept."""
    (folder / "good.txt").write_text(GOOD)
    articles, problems = read_all(folder, limits)
    assert [a.text for a in articles] == [GOOD]
    assert len(problems) == 1
    assert problems[0].stage == "read"
    assert bad.name in problems[0].where
    assert "\n" not in problems[0].where + problems[0].message
    return problems[0].message


def zip_of(path: Path | BytesIO, members: dict[str, bytes | str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, put(tmp_path, "empty.txt", data)) == "empty file"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bytes(range(256)) * 4, "binary file"),
        (b"\x89PNG\r\n\x1a\n" + b"abc" * 50, "binary file (an image)"),
        (b"\x01\x02\x03text\x04" * 40, "binary file"),
    ],
)
def test_binary_file(tmp_path: Path, data: bytes, what: str) -> None:
    assert refused(tmp_path, put(tmp_path, "picture.txt", data)) == what


def test_office_document_is_no_archive_of_reports(tmp_path: Path) -> None:
    zip_of(tmp_path / "report.xlsx", {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    assert refused(tmp_path, tmp_path / "report.xlsx").startswith("binary file")


@pytest.mark.parametrize("member", ["META-INF/MANIFEST.MF", "AndroidManifest.xml"])
def test_program_is_no_archive_of_reports(tmp_path: Path, member: str) -> None:
    zip_of(tmp_path / "program.jar", {member: "x", "a.class": b"\xca\xfe\xba\xbe"})
    assert refused(tmp_path, tmp_path / "program.jar") == "binary file (a program)"


@pytest.mark.parametrize("name", ["long.txt", "long.html", "long.jsonl", "long.csv", "long.json"])
def test_one_line_over_the_limit(tmp_path: Path, name: str) -> None:
    head = "text\n" if name.endswith("csv") else ""
    message = refused(tmp_path, put(tmp_path, name, head + "a" * 10_000))
    assert "over the limit of" in message


@pytest.mark.parametrize("name", ["long.txt", "long.jsonl", "long.csv", "long.json", "long.html"])
def test_two_hundred_megabytes_cost_no_gigabyte(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"text\n" if name.endswith("csv") else b"")
        file.truncate(200_000_000) if name.endswith("txt") else file.writelines([b"a" * 1_000_000] * 200)
    code = "import sys; from sayso.read import read_articles; print(*read_articles(sys.argv[1]), sep='\\n')"

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        preexec_fn=limit_memory,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "over the limit of" in done.stdout
    assert done.stdout.count("Problem(") == 1


@pytest.mark.parametrize(
    "data", [b"The ministry \xff\xfe\xfa said \x80\x81\n", "Café à l’ouest".encode() + b" \xff end"]
)
def test_invalid_utf8(tmp_path: Path, data: bytes) -> None:
    assert "not valid UTF-8" in refused(tmp_path, put(tmp_path, "broken.txt", data))


def test_byte_order_mark_that_lies(tmp_path: Path) -> None:
    path = put(tmp_path, "broken.txt", b"\xef\xbb\xbfThe ferry \xff\xfe left")
    assert "byte order mark" in refused(tmp_path, path)


def test_file_that_vanishes(tmp_path: Path) -> None:
    assert read_all(tmp_path / "gone.txt")[1] == [Problem("read", str(tmp_path / "gone.txt"), "no such file")]


def test_file_that_vanishes_while_its_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", GOOD)
    late = put(tmp_path, "b.txt", GOOD)
    pages = find_pages(tmp_path)
    assert isinstance(next(pages), RawPage)
    late.unlink()
    assert list(pages) == [Problem("read", str(late), "no such file")]


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user whom modes bind, since the superuser may read all."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="modes bind on POSIX alone")
def test_no_permission(tmp_path: Path) -> None:
    path = put(tmp_path, "secret.txt", GOOD)
    path.chmod(0)
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        tmp_path.chmod(0o755)
        before = Path.cwd()
        os.fchdir(here)
        try:
            with as_nobody():
                problems = list(find_pages(path.name))
        finally:
            os.chdir(before)
    finally:
        os.close(here)
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert problems == [Problem("read", "secret.txt", "no permission to read it")]


def test_link_back_to_a_folder_above(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "loop").symlink_to(tmp_path)
    assert "link back" in refused(tmp_path, inner / "loop")


def test_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert "symbolic links" in refused(tmp_path, tmp_path / "self.txt")


def test_folder_named_like_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "report.txt"
    folder.mkdir()
    put(folder, "inside.html.txt", GOOD)
    articles, problems = read_all(tmp_path)
    assert [a.name for a in articles] == ["inside.html.txt"]
    assert problems == []


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path, tmp_path / "pipe.txt") == "not a regular file"


def test_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff\nname.txt")
    put(tmp_path, name, GOOD)
    (article,), problems = read_all(tmp_path)
    assert problems == []
    assert article.name.encode("utf-8")
    assert "\n" not in article.name


# --- JSON and CSV ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.json", '{"title": "No words"}', "no text"),
        ("a.json", '{"text": "   "}', "no text"),
        ("a.json", '{"text": ["a"]}', "no text"),
        ("a.json", '"just words"', "not an object with a text"),
        ("a.json", '{"text": "cut off', "broken JSON"),
        ("a.json", "[" * 5_000, "nested too deep"),
        ("a.jsonl", '{"text": "cut off', "broken JSON"),
        ("a.jsonl", "[" * 1_900, "nested too deep"),
        ("a.jsonl", b'{"text": "\xff"}', "not valid UTF-8"),
        ("a.csv", "title,body\nA,B\n", "no column named text (columns: title, body)"),
        ("a.csv", "title,text\nA,\n", "no text"),
        ("a.csv", "title,text\nA,B,C\n", "3 cells under 2 columns"),
    ],
)
def test_broken_rows(tmp_path: Path, name: str, data: str | bytes, reason: str) -> None:
    assert reason in refused(tmp_path, put(tmp_path, name, data))


def test_bad_line_costs_that_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Report {n}."}) for n in range(3)]
    put(tmp_path, "rows.jsonl", "\n".join([lines[0], "{broken", lines[1], "a" * 3_000, lines[2]]))
    articles, problems = read_all(tmp_path)
    assert [(a.name, a.text) for a in articles] == [
        ("rows.jsonl#1", "Report 0."),
        ("rows.jsonl#3", "Report 1."),
        ("rows.jsonl#5", "Report 2."),
    ]
    assert [Path(p.where).name for p in problems] == ["rows.jsonl#2", "rows.jsonl#4"]


def test_bad_row_of_csv_costs_that_row(tmp_path: Path) -> None:
    put(tmp_path, "rows.csv", 'title,text\nA,"one, two"\nB\nC,three\n')
    articles, problems = read_all(tmp_path)
    assert [a.text for a in articles] == ["A\n\none, two", "C\n\nthree"]
    assert [Path(p.where).name for p in problems] == ["rows.csv#2"]


def test_quotation_that_never_closes(tmp_path: Path) -> None:
    put(tmp_path, "rows.csv", 'text\nfirst\n"never closed\n' + "more words\n" * 500)
    articles, problems = read_all(tmp_path)
    assert [a.text for a in articles] == ["first"]
    assert len(problems) == 1
    assert "the rest of the file was not read" in problems[0].message


def test_large_csv_field_within_the_limit(tmp_path: Path) -> None:
    text = "word " * 60_000
    put(tmp_path, "rows.csv", f'text\n"{text}"\n')
    (article,), problems = read_all(tmp_path, Limits())
    assert (article.text, problems) == (text, [])


# --- HTML -----------------------------------------------------------------------------------------

PARAGRAPH = (
    "<p>The ferry did not leave the harbour on Monday, the crew said, for want of coal and of orders.</p>"
)


def test_html_nested_too_deep(tmp_path: Path) -> None:
    path = put(tmp_path, "deep.html", "<div>" * 100_000 + "x")
    assert "nested 100,00" in refused(tmp_path, path, Limits())


@pytest.mark.parametrize("tag", ["b", "table><tr><td", "ul><li", "font", "span", "blockquote", "svg"])
def test_html_nested_too_deep_in_any_tag(tmp_path: Path, tag: str) -> None:
    path = put(tmp_path, "deep.html", f"<{tag}>" * 100_000 + PARAGRAPH * 5)
    assert "nested" in refused(tmp_path, path, Limits(elements=1_000_000))


def test_html_of_too_many_elements(tmp_path: Path) -> None:
    assert "elements" in refused(tmp_path, put(tmp_path, "wide.html", "<html><body>" + "<i>a</i>" * 201))


def test_html_without_words(tmp_path: Path) -> None:
    path = put(tmp_path, "void.html", "<html><body><img src=a><script>var a = 1</script></body></html>")
    assert refused(tmp_path, path) == "no text found in the HTML page"


def test_entities_that_laugh(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{entities}]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Ferry</h1>'
        f"{PARAGRAPH * 3}<p>&l9;</p></body></html>"
    )
    path = put(tmp_path, "laughs.xhtml", page)
    articles, problems = read_all(path, Limits())
    assert len(articles) + len(problems) == 1
    assert all(len(a.text) < 2_000 and "ferry" in a.text for a in articles)


def test_entity_that_names_a_file(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.dat", "launch code")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    page = f"{entity}<html><body>{PARAGRAPH * 3}<p>&x;</p></body></html>"
    articles, _ = read_all(put(tmp_path, "page.xhtml", page), Limits())
    assert all("launch code" not in a.text for a in articles)


# --- archives -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:\\up.txt", "..\\up.txt"])
def test_zip_name_that_leads_out(tmp_path: Path, name: str) -> None:
    zip_of(tmp_path / "set.zip", {name: GOOD, "kept.txt": GOOD})
    articles, problems = read_all(tmp_path)
    assert [a.name for a in articles] == ["kept.txt"]
    assert [p.message for p in problems] == ["its name leads out of the archive"]
    assert "set.zip" in problems[0].where
    assert sorted(p.name for p in tmp_path.iterdir()) == ["set.zip"]


def test_zip_bomb_by_ratio(tmp_path: Path) -> None:
    zip_of(tmp_path / "bomb.zip", {"a.txt": b"a" * 3_000_000, "kept.txt": GOOD})
    articles, problems = read_all(tmp_path, Limits())
    assert [a.name for a in articles] == ["kept.txt"]
    assert "a zip bomb?" in problems[0].message


def test_zip_bomb_by_total(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": os.urandom(300).hex()}) for _ in range(60))
    zip_of(tmp_path / "bomb.zip", {"a.jsonl": rows, "b.txt": GOOD})
    _, problems = read_all(tmp_path)
    assert any("unpacks to more than" in p.message for p in problems)


def test_zip_of_too_many_members(tmp_path: Path) -> None:
    zip_of(tmp_path / "many.zip", {f"{n}.txt": GOOD + str(n) for n in range(8)})
    articles, problems = read_all(tmp_path)
    assert len(articles) == 5
    assert [p.message for p in problems] == ["more than 5 members, the rest was not read"]


def test_nested_zips_are_limited(tmp_path: Path) -> None:
    data: bytes = GOOD.encode()
    name = "report.txt"
    for depth in range(4):
        held = BytesIO()
        zip_of(held, {name: data, f"kept{depth}.txt": GOOD + str(depth)})
        data, name = held.getvalue(), f"inner{depth}.zip"
    put(tmp_path, "outer.zip", data)
    articles, problems = read_all(tmp_path)
    assert [a.name for a in articles] == ["kept2.txt", "kept3.txt"]
    assert [p.message for p in problems] == ["archives nested more than 2 deep"]


def test_encrypted_zip(tmp_path: Path) -> None:
    held = BytesIO()
    zip_of(held, {"a.txt": GOOD})
    data = bytearray(held.getvalue())
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refused(tmp_path, put(tmp_path, "locked.zip", bytes(data))) == "encrypted"


@pytest.mark.parametrize("cut", [30, 100, -10])
def test_broken_zip(tmp_path: Path, cut: int) -> None:
    held = BytesIO()
    zip_of(held, {"a.txt": os.urandom(500).hex()})
    assert "broken zip" in refused(tmp_path, put(tmp_path, "cut.zip", held.getvalue()[:cut]))


def test_zip_member_with_a_wrong_sum(tmp_path: Path) -> None:
    held = BytesIO()
    zip_of(held, {"a.txt": GOOD})
    data = held.getvalue().replace(zlib.crc32(GOOD.encode()).to_bytes(4, "little"), b"\0\0\0\0")
    assert "broken zip member" in refused(tmp_path, put(tmp_path, "sum.zip", data))


def test_link_within_a_zip(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refused(tmp_path, tmp_path / "set.zip") == "a link, not a file"


def test_text_that_is_named_zip(tmp_path: Path) -> None:
    assert "broken zip archive" in refused(tmp_path, put(tmp_path, "not.zip", GOOD))
