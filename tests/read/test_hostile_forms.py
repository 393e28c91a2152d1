"""Each form broken, cut off, locked, or made to eat its reader: one clear line, and the rest is kept."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from build import put
from made_inputs import (
    FORMS,
    GOOD,
    MHTML,
    WORD,
    make_chat,
    make_docx,
    make_feed,
    make_item,
    make_message,
    make_page,
    make_pdf,
    make_record,
    make_warc,
    make_zip,
    paragraph,
)
from sayso.model import Article, Listed, Problem
from sayso.read import Limits, RawPage, find_pages, read_page
from sayso.read.kinds import tell_kind
from sayso.read.saved import leave_out_member

SMALL = Limits(document=20_000, table=60_000, archive=200_000, members=5, elements=300, stream=100_000)
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha ha ha ha">' for n in range(12)
)


def read_all(path: Path, limits: Limits = SMALL) -> tuple[list[Article], list[str]]:
    """The articles at a path, and why the rest was refused."""
    articles, problems = [], []
    for page in find_pages(path, limits=limits):
        found = read_page(page, limits) if isinstance(page, RawPage) else page
        if isinstance(found, Problem):
            assert path.name in found.where
            assert "\n" not in found.message
            problems.append(found.message)
        elif isinstance(found, Article):
            articles.append(found)
    return articles, problems


def refused(folder: Path, name: str, data: bytes | str, limits: Limits = SMALL) -> str:
    """The one reason why a file was refused."""
    articles, problems = read_all(put(folder, name, data), limits)
    assert articles == []
    assert len(problems) == 1
    return problems[0]


def encrypted_pdf(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(make_pdf([[GOOD]])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def docx_of(document: str) -> bytes:
    return make_zip({"[Content_Types].xml": "<t/>", "word/document.xml": document})


def pdf_bomb() -> bytes:
    """A page whose packed stream unpacks to far more than any page has."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(make_pdf([[GOOD]])))
    stream = pypdf.generic.StreamObject()
    stream.set_data(b"q " * 60_000_000)
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


PAGE = make_record("https://c.example/1", make_page(), Content_Type="text/html")
CASES: dict[str, tuple[bytes | str, str]] = {
    "empty.eml": (b"", "empty"),
    "none.eml": (b"just words, and no header at all\n\nwords", "no headers"),
    "words.eml": (b"From: a@b.example\nMIME-Version: 1.0\n\n", "without words"),
    "parts.eml": (b"From: a@b.example\n" + b"\n--x\n\n" * 5_000, "more than 2,000 parts"),
    "none.mhtml": (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\nwords", "no page in it"),
    "empty.pdf": (b"", "empty"),
    "cut.pdf": (make_pdf([[GOOD]])[:120], "broken PDF"),
    "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken PDF"),
    "scan.pdf": (make_pdf([[]]), "without a text layer"),
    "locked.pdf": (encrypted_pdf("secret"), "encrypted PDF"),
    "empty.docx": (b"", "empty"),
    "words.docx": (docx_of(f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'), "no text"),
    "cut.docx": (make_docx(paragraph(GOOD))[:200], "broken zip"),
    "xml.docx": (docx_of("<w:document><w:p>"), "broken Word document"),
    "laughs.docx": (docx_of(f"<!DOCTYPE d [{LAUGHS}]><d>&l11;</d>"), "declares entities"),
    "bomb.docx": (make_docx("<w:p/>" * 30_000), "over the limit"),
    "deep.docx": (make_docx("<w:p>" * 400 + GOOD + "</w:p>" * 400), "broken Word document"),
    "empty.rss": (b"", "empty"),
    "words.rss": ("just words, no feed", "without entries"),
    "none.rss": (make_feed(), "without entries"),
    "large.rss": (make_feed(make_item("https://c.example/1", "a" * 90_000)), "over the limit"),
    "empty.warc": (b"", "empty"),
    "noise.warc": (b"WARC/1.0\r\n" + bytes(range(256)) * 9, "broken web archive"),
    "none.warc": (
        make_warc(make_record("https://c.example/1", b"x", Content_Type="image/png")),
        "without pages",
    ),
    "cut.warc": (PAGE[:-200], "cut short"),
    "cut.warc.gz": (gzip.compress(PAGE)[:-150], "cut short"),
    "line.warc": (b"WARC/1.0\r\nX: " + b"a" * 90_000, "header line without an end"),
    "large.warc": (
        make_record("https://c.example/1", b"<p>" + b"a" * 30_000, Content_Type="text/html"),
        "over the limit",
    ),
    "cut.wacz": (make_zip({"datapackage.json": "{}", "archive/a.warc": PAGE})[:-40], "broken zip"),
    "empty.json": (b"", "empty"),
    "cut.json": (make_chat(make_message(1, GOOD))[:130], "broken Telegram export"),
    "deep.json": (make_chat().replace("[]", "[" * 200), "nested too deep"),
    "long.json": (make_chat(make_message(1, "a" * 90_000)), "a string over the limit"),
    "media.json": (make_chat(make_message(1, "", photo="a.jpg")), "without messages"),
    "bytes.json": (
        make_chat(make_message(1, "abc")).encode().replace(b"abc", b"\xff\xfe"),
        "broken Telegram",
    ),
    "_chat.txt": (
        "14/03/2031, 10:11 - A: <Media omitted>\n14/03/2031, 10:12 - A: null\n",
        "without messages",
    ),
    "messages.html": ('<html><body><div class="page_wrap"></div></body></html>', "without messages"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, reason = CASES[name]
    put(tmp_path, "good.txt", GOOD)
    assert reason in refused(tmp_path, name, data)
    assert [a.text for a in read_all(tmp_path)[0]] == [GOOD]


def test_pdf_that_only_asks_not_to_be_printed_is_read(tmp_path: Path) -> None:
    (article,), problems = read_all(put(tmp_path, "a.pdf", encrypted_pdf("")))
    assert (article.text, problems) == (GOOD, [])


def test_what_stands_before_the_break_is_kept(tmp_path: Path) -> None:
    second = make_record("https://c.example/2", make_page(), Content_Type="text/html")
    broken: dict[str, bytes | str] = {
        "a.warc": PAGE + second[:-200],
        "a.warc.gz": gzip.compress(PAGE) + gzip.compress(second)[:-150],
        "a.json": make_chat(make_message(1, GOOD), make_message(2, "More."))[:-20],
        "a.rss": make_feed(make_item("https://c.example/1", GOOD), make_item("https://c.example/2", GOOD))[
            :-60
        ],
    }
    for name, data in broken.items():
        articles, problems = read_all(put(tmp_path, name, data))
        assert len(articles) >= 1, name
        assert GOOD in articles[0].text
        assert len(problems) == (0 if name == "a.rss" else 1), name


def test_broken_record_in_the_middle_costs_the_rest_alone(tmp_path: Path) -> None:
    packed = [gzip.compress(PAGE), b"\x1f\x8bbroken", gzip.compress(PAGE)]
    articles, problems = read_all(put(tmp_path, "a.warc.gz", b"".join(packed)))
    assert len(articles) == 1
    assert len(problems) <= 1


def test_more_pages_than_an_archive_may_have(tmp_path: Path) -> None:
    records = [
        make_record(f"https://c.example/{n}", make_page(f"{GOOD} {n}"), Content_Type="text/html")
        for n in range(9)
    ]
    articles, problems = read_all(put(tmp_path, "a.warc", b"".join(records)))
    assert len(articles) == 5
    assert "more than 5 pages" in problems[0]


def test_billion_laughs_in_a_feed(tmp_path: Path) -> None:
    feed = make_feed(
        '<item a="&l11;"><title>&l11;</title><description>Two died. &l11; &x;</description></item>'
    )
    bomb = feed.replace("<rss", f'<!DOCTYPE rss [{LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]><rss')
    (article,), _ = read_all(put(tmp_path, "a.rss", bomb))
    assert "Two died." in article.text
    assert len(article.text) < 100
    assert "root" not in article.text


def test_feed_in_utf_16_with_a_billion_laughs(tmp_path: Path) -> None:
    feed = make_feed(make_item("https://c.example/1", "Two died. &l11;")).replace("UTF-8", "UTF-16")
    articles, problems = read_all(
        put(tmp_path, "a.rss", feed.replace("<rss", f"<!DOCTYPE rss [{LAUGHS}]><rss").encode("utf-16"))
    )
    assert sum(len(article.text) for article in articles) < 1_000
    assert articles or problems


def test_attachment_that_names_a_way_out(tmp_path: Path) -> None:
    mail = (
        'From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\nWords.\n'
        '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="../../etc/x.txt"\n\n'
        "Two died.\n--b--\n"
    )
    articles, _ = read_all(put(tmp_path, "a.eml", mail))
    assert [a.name for a in articles] == ["a.eml", ".._.._etc_x.txt"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a.eml"]


def test_mails_within_mails_are_opened_so_deep_and_no_deeper(tmp_path: Path) -> None:
    mail = "From: a@b.example\nSubject: last\nMIME-Version: 1.0\n\nWords."
    for depth in range(6):
        mail = (
            f"From: a@b.example\nSubject: {depth}\nMIME-Version: 1.0\n"
            f'Content-Type: multipart/mixed; boundary="b{depth}"'
            f"\n\n--b{depth}\n\nWords.\n--b{depth}\nContent-Type: message/rfc822\n\n{mail}\n--b{depth}--\n"
        )
    articles, _ = read_all(put(tmp_path, "a.eml", mail))
    assert len(articles) == SMALL.nesting + 1


def test_web_archive_in_a_zip_keeps_to_the_limits_of_the_zip(tmp_path: Path) -> None:
    records = [
        make_record(f"https://c.example/{n}", make_page(os.urandom(8_000).hex()), Content_Type="text/html")
        for n in range(20)
    ]
    held = make_zip({"a.warc": b"".join(records), "b.txt": GOOD})
    _, problems = read_all(put(tmp_path, "a.zip", held))
    assert any("unpacks to more than" in reason or "more than" in reason for reason in problems)


def test_wacz_member_that_leads_out(tmp_path: Path) -> None:
    held = make_zip({"datapackage.json": "{}", "archive/../../a.warc": PAGE})
    articles, problems = read_all(put(tmp_path, "a.wacz", held))
    assert (articles, problems) == ([], ["its name leads out of the archive"])


def test_broken_list_of_pages_in_a_wacz_costs_only_the_list(tmp_path: Path) -> None:
    held = make_zip(
        {"datapackage.json": "{}", "archive/a.warc": PAGE, "pages/pages.jsonl": "[" * 5_000 + "\n{broken"}
    )
    assert len(read_all(put(tmp_path, "a.wacz", held))[0]) == 1


def test_zip_of_wrong_names_for_its_contents(tmp_path: Path) -> None:
    held = make_zip({"a.pdf": GOOD, "b.docx": make_pdf([[GOOD]]), "c.eml": make_zip({"x.txt": "Two died."})})
    articles, problems = read_all(put(tmp_path, "a.zip", held))
    assert [a.text for a in articles] == [GOOD, "Two died."]
    assert len(problems) == 1


def test_page_tree_of_a_pdf_that_leads_back_to_itself(tmp_path: Path) -> None:
    looped = make_pdf([[GOOD]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert "PDF" in refused(tmp_path, "a.pdf", looped)


@pytest.mark.parametrize(
    "head",
    [
        b"<!-- -->" * 8_000,
        b"<!--" * 16_000,
        b"<?x ?>" * 10_000,
        b"<!DOCTYPE a [ ] " * 4_000,
        b"<!DOCTYPE " + b" " * 60_000,
        b"a: b\n" * 13_000,
        b"01/01/2022, 10:11 - " * 3_000,
        b"{" + b'"type":' * 8_000,
    ],
)
def test_what_a_file_is_does_not_take_for_ever_to_tell(head: bytes) -> None:
    assert tell_kind("download", None, head) in (None, "mail")
    assert tell_kind("page.html", "html", head) == "html"


@pytest.mark.parametrize("form", ["a.rss", "_chat.txt", "a.html"])
@pytest.mark.parametrize("words", ["\u00a0" * 300_000, "<b>" * 60_000, "&" * 300_000, "\n" * 300_000])
def test_long_runs_of_one_mark_do_not_take_for_ever(tmp_path: Path, form: str, words: str) -> None:
    told = {
        "a.rss": make_feed(make_item("https://c.example/1", f"<![CDATA[<p>{GOOD}{words}]]>")),
        "_chat.txt": f"14/03/2031, 10:11 - A: {GOOD}{words}\n14/03/2031, 10:12 - A: {words}x",
        "a.html": make_page(f"{GOOD} {words}").decode(),
    }
    articles, problems = read_all(put(tmp_path, form, told[form]), Limits())
    assert articles or problems


@pytest.mark.parametrize(
    "header",
    [
        "From: " + "a@b.example, " * 100_000,
        "Subject: " + "=?utf-8?q?a?= " * 100_000,
        "Subject: " + "(" * 100_000,
        "Date: " + "1 " * 100_000,
        "Content-Type: text/plain; " + "a*0=b; " * 100_000,
        'Content-Type: multipart/mixed; boundary="' + "a;" * 100_000 + '"',
        "X: y\n" * 100_000,
    ],
)
def test_header_of_any_length_does_not_take_for_ever(tmp_path: Path, header: str) -> None:
    mail = f"From: a@b.example\nMIME-Version: 1.0\n{header}\n\n{GOOD}\n"
    articles, problems = read_all(put(tmp_path, "a.eml", mail), Limits())
    assert articles or problems


def test_name_of_thirty_thousand_folders() -> None:
    assert not leave_out_member("a/" * 30_000, frozenset())


# --- chance ---------------------------------------------------------------------------------------

MARKS = (
    b"\x00",
    b"<",
    b"&",
    b"\n",
    b'"',
    b"\xff",
    b"[",
    b"{",
    b"%",
    b"(",
    b"9999999999",
    b"-1",
    b"=?",
    b"\r\n",
)


def bend(chance: random.Random, data: bytes) -> bytes:
    """``data`` with a few bytes changed, lost, put in or told twice."""
    bent = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at, other = chance.randrange(len(bent) + 1), chance.randrange(len(bent) + 1)
        what = chance.randrange(4)
        if what == 0:
            bent[at : at + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            bent[at : at + chance.randrange(40)] = b""
        elif what == 2:
            bent[at:at] = chance.choice(MARKS) * chance.choice([1, 3, 50])
        else:
            bent[at:at] = bent[min(at, other) : max(at, other)][:400]
    return bytes(bent)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_nothing_that_a_file_holds_is_an_error_of_ours(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    for _ in range(25):
        read_all(put(tmp_path, name, bend(chance, FORMS[name])), Limits())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # Each of these was an error of ours once.
        ("a.mhtml", MHTML.replace("04 Mar", "99999999999 Mar").encode()),
        (
            "messages.html",
            b'<div class="page_wrap"><p class="message"><b class="text"><d)v>x</d)v></b>',
        ),
    ],
)
def test_what_was_an_error_once(tmp_path: Path, name: str, data: bytes) -> None:
    articles, problems = read_all(put(tmp_path, name, data), Limits())
    assert articles or problems


def test_member_without_a_name(tmp_path: Path) -> None:
    held = make_zip({"a.txt": "Two died.", "b.txt": GOOD})
    nameless = held.replace(b"a.txt", b"\x00.txt")
    assert read_all(put(tmp_path, "a.zip", nameless))[0] != []


def test_library_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = make_record("https://c.example/a b", make_page(), Content_Type="text/html")
    read_all(put(tmp_path, "a.warc", page + b"noise\r\n" + page))
    read_all(put(tmp_path, "a.pdf", make_pdf([[GOOD]]).replace(b"/Kids", b"/Kidz")))
    assert capfd.readouterr() == ("", "")


# --- memory, in a process of its own --------------------------------------------------------------

COUNT = (
    "import sys; from sayso.read import find_pages, read_page, RawPage\n"
    "found = [0, 0]\n"
    "for p in find_pages(sys.argv[1]):\n"
    "    found[isinstance(p, RawPage)] += 1\n"
    "    if not isinstance(p, RawPage): print(p)\n"
    "    elif found[1] < 3: print(type(read_page(p)).__name__)\n"
    "print(*found)"
)


def count_pages(path: Path, limit: int) -> str:
    """What is printed of the pages at ``path`` by a process that may take ``limit`` bytes."""

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", COUNT, str(path)], preexec_fn=limit_memory, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def write_chat(path: Path, messages: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Harbour Watch", "type": "public_channel", "id": 1, "messages": [')
        for number, message in enumerate(messages):
            file.write(("," if number else "") + message)
        file.write("]}")


def test_large_chat_is_read_piece_by_piece(tmp_path: Path) -> None:
    # A tenth of the 200 MB of which docs/inputs.md tells what they came to.
    path = tmp_path / "result.json"
    write_chat(path, (json.dumps(make_message(n, GOOD * 20)) for n in range(15_000)))
    assert path.stat().st_size > 20_000_000
    assert count_pages(path, 500_000_000).split()[-2:] == ["0", "15000"]


def test_string_of_two_hundred_megabytes_in_a_chat(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    write_chat(path, iter(['{"id": 1, "text": "' + "a" * 200_000_000 + '"}']))
    assert "a string over the limit" in count_pages(path, 700_000_000)


def test_feed_of_fifty_thousand_entries(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    items = (make_item(f"https://c.example/{n}", f"{GOOD} {n}") for n in range(50_000))
    path.write_text(make_feed(*items), encoding="utf-8")
    assert count_pages(path, 700_000_000).split()[-2:] == ["0", "50000"]


@pytest.mark.parametrize("form", ["warc", "pdf", "docx"])
def test_bomb_costs_no_gigabyte(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"bomb.{form}"
    if form == "warc":
        record = make_record("https://c.example/1", b"a" * 200_000_000, Content_Type="text/html")
        path.write_bytes(gzip.compress(record, 1))
    elif form == "pdf":
        path.write_bytes(pdf_bomb())
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<t/>")
            archive.writestr("word/document.xml", b"a" * 200_000_000)
    printed = count_pages(path, 900_000_000)
    assert "Article" not in printed


def test_listed_addresses_are_no_pages(tmp_path: Path) -> None:
    path = put(tmp_path, "list.csv", "url\n" + "https://c.example/1\n" * 3)
    assert [type(p) for p in find_pages(path)] == [Listed] * 3
