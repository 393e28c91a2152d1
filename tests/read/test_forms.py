"""What each form of input gives: its articles, with what the form tells of them."""

from __future__ import annotations

import gzip
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from build import put
from made_inputs import (
    EML,
    FORMS,
    GOOD,
    MHTML,
    TELEGRAM_PAGE,
    WACZ,
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
from sayso.read import RawPage, find_pages, read_page


def read_all(path: Path, outlet: str | None = None) -> list[Article]:
    found = [read_page(p) if isinstance(p, RawPage) else p for p in find_pages(path, outlet=outlet)]
    assert [p for p in found if not isinstance(p, Article)] == []
    return [article for article in found if isinstance(article, Article)]


def one(folder: Path, name: str, data: bytes | str, outlet: str | None = None) -> Article:
    (article,) = read_all(put(folder, name, data), outlet)
    return article


# --- by name, by first bytes, in a zip archive ----------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_form_is_read_by_its_name(tmp_path: Path, name: str) -> None:
    assert GOOD in read_all(put(tmp_path, name, FORMS[name]))[-1].text


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"_chat.txt", "result.json"}))
def test_form_is_read_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    assert GOOD in read_all(put(tmp_path, "download", FORMS[name]))[-1].text


@pytest.mark.parametrize("name", FORMS)
def test_form_is_read_in_a_zip_archive(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, "all.zip", make_zip({f"inner/{name}": FORMS[name], "beside.txt": "Another report."}))
    texts = [article.text for article in read_all(path)]
    assert "Another report." in texts
    assert any(GOOD in text for text in texts)


def test_telegram_without_its_name_is_known_by_its_head(tmp_path: Path) -> None:
    assert one(tmp_path, "channel.json", FORMS["result.json"]).outlet == "Harbour Watch"


def test_a_report_with_lines_like_headers_is_no_mail(tmp_path: Path) -> None:
    text = f"Title: Ferry stopped\nDate: 4 March 2031\nFrom: the harbour\n\n{GOOD}"
    assert one(tmp_path, "report", text).text == text


def test_a_report_that_opens_with_a_date_is_no_chat(tmp_path: Path) -> None:
    text = f"04/03/2031, 10:11 - Harbour: {GOOD}\n\nNothing more is known."
    assert one(tmp_path, "report.txt", text).text == text


# --- feeds ----------------------------------------------------------------------------------------


def test_entry_of_a_feed(tmp_path: Path) -> None:
    item = (
        "<item><title>Ferry &amp;amp; mill</title><link>https://coast.example/1</link>"
        "<dc:date>2031-03-04</dc:date>"
        "<description>A teaser.</description><content:encoded><![CDATA[<p>The ferry&nbsp;stopped.</p>"
        "<p>Two <b>men</b> left &amp; one stayed.<br/>That is all.</p><script>x()</script>]]>"
        "</content:encoded></item>"
    )
    article = one(tmp_path, "f.rss", make_feed(item))
    body = "The ferry\xa0stopped.\n\nTwo men left & one stayed.\nThat is all."
    assert article.text == f"Ferry & mill\n\n{body}"
    assert (article.url, article.outlet) == ("https://coast.example/1", "Coast Wire")
    assert article.published is not None
    assert article.published.earliest == date(2031, 3, 4)


def test_atom_with_its_own_forms(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Harbour &lt;i&gt;W&lt;/i&gt;</title>'
        '<entry><title>One</title><link rel="self" href="https://h.example/x"/><link href="https://h.example/1"/>'
        "<published>2031-03-04T10:00:00Z</published><updated>2031-03-06T10:00:00Z</updated>"
        '<content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>First\nline.</p><p>Second.</p></div></content></entry>'
        '<entry><title>Two</title><link href="https://h.example/2"/>'
        '<summary type="text">1 &lt; 2</summary></entry>'
        "</feed>"
    )
    first, second = read_all(put(tmp_path, "f.atom", atom))
    assert (first.text, first.url, first.outlet) == (
        "One\n\nFirst line.\n\nSecond.",
        "https://h.example/1",
        "Harbour W",
    )
    assert first.published is not None
    assert str(first.published.latest) == "2031-03-04"
    assert second.text == "Two\n\n1 < 2"


def test_an_aggregator_names_whose_entry_it_is(tmp_path: Path) -> None:
    item = make_item("https://n.example/1", GOOD).replace(
        "</item>", "<source url='x'>Mill News</source></item>"
    )
    assert one(tmp_path, "f.rss", make_feed(item)).outlet == "Mill News"
    assert one(tmp_path, "f.rss", make_feed(item), outlet="By hand").outlet == "By hand"


def test_entry_without_words_is_an_address(tmp_path: Path) -> None:
    path = put(tmp_path, "f.rss", make_feed(make_item("https://coast.example/1")))
    assert list(find_pages(path)) == [Listed(f"{path}#1", "https://coast.example/1")]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "cp1252"),
        ("UTF-8", "mac_roman"),
        ("UTF-16", "utf-16"),
        ("koi8-r", "utf-8"),
        ("nonsense", "cp1252"),
    ],
)
def test_feed_that_lies_about_its_encoding(tmp_path: Path, told: str, written: str) -> None:
    feed = make_feed(
        make_item("https://coast.example/1", "The café of Besançon was évacué on Monday.", "Café")
    )
    named = feed.replace("UTF-8", told).encode(written)
    assert "The café of Besançon was évacué" in one(tmp_path, "f.rss", named).text


def test_feed_with_bare_ampersands_and_undeclared_entities(tmp_path: Path) -> None:
    item = make_item(
        "https://coast.example/?a=1&b=2",
        "Mill & quay caf&eacute; &lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;",
    )
    article = one(tmp_path, "f.rss", make_feed(item, title="A&B"))
    assert article.text == "Ferry stopped\n\nMill & quay café\n\nOne\n\nTwo"
    assert (article.url, article.outlet) == ("https://coast.example/?a=1&b=2", "A&B")


# --- documents ------------------------------------------------------------------------------------


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    lines = [
        "Ferry stopped",
        "The ferry did not leave the harbour on Monday, the crew said, for want of coal. The minis-",
        "try denied it. At least 12 people were on the quay when the office closed its gate, and",
        "waited.",
        "Nobody had told them.",
    ]
    article = one(tmp_path, "a.pdf", make_pdf([lines, [GOOD]], "/Title (Ferry report) /Author (Ann Lee)"))
    assert article.text.split("\n\n") == [
        "Ferry stopped",
        "The ferry did not leave the harbour on Monday, the crew said, for want of coal. The ministry denied "
        "it. At least 12 people were on the quay when the office closed its gate, and waited.",
        "Nobody had told them.",
        GOOD,
    ]
    assert (article.title, article.byline, article.published) == ("Ferry report", "Ann Lee", None)


def test_what_a_word_document_says(tmp_path: Path) -> None:
    body = (
        paragraph("Ferry ", "stopped")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r>"
        "<w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:del><w:r><w:delText> old</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('Dead')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{paragraph('A box.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('A box.')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report</dc:title>'
    core += "<dc:creator>Ann</dc:creator></c>"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    notes = f'<w:footnotes xmlns:w="{strict}">{paragraph("A note.")}</w:footnotes>'
    article = one(tmp_path, "a.docx", make_docx(body, docProps__core=core, word__footnotes=notes))
    assert article.text.split("\n\n") == ["Ferry stopped", "One\ttwo new", "Dead", "12", "A box.", "A note."]
    assert (article.title, article.byline) == ("Report", "Ann")


@pytest.mark.parametrize(("name", "library"), [("a.pdf", "pypdf"), ("a.warc", "warcio.archiveiterator")])
def test_missing_library_names_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    from sayso.read import warcs

    warcs._library.cache_clear()
    monkeypatch.setitem(sys.modules, library, None)
    data = FORMS["page.pdf"] if name == "a.pdf" else FORMS["crawl.warc"]
    (found,) = [read_page(p) if isinstance(p, RawPage) else p for p in find_pages(put(tmp_path, name, data))]
    warcs._library.cache_clear()
    assert isinstance(found, Problem)
    assert f"pip install 'sayso[{name[2:]}]'" in found.message


# --- mails and saved pages ------------------------------------------------------------------------


def test_mail_is_of_who_sent_it(tmp_path: Path) -> None:
    article = one(tmp_path, "a.eml", FORMS["mail.eml"])
    assert article.text == f"Ferry arrêté\n\n{GOOD}"
    assert (article.outlet, article.title) == ("Ann Lee", "Ferry arrêté")
    assert article.published is not None
    assert (article.published.earliest, article.published.clock) == (date(2031, 3, 4), "T10:00")


def test_mail_with_what_hangs_on_it(tmp_path: Path) -> None:
    inner = "From: Bo <bo@quay.example>\nSubject: Gate\nMIME-Version: 1.0\n\nThe gate is shut."
    parts = [
        f"Content-Type: text/html; charset=utf-8\n\n<p>{GOOD}</p><p>Caf&eacute; shut.</p>",
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="../notes.txt"\n\n'
        "Two died, she said.",
        f"Content-Type: message/rfc822\n\n{inner}",
        'Content-Type: image/png\nContent-Disposition: attachment; filename="a.png"\n\nx',
    ]
    mail = (
        f'{EML}Content-Type: multipart/mixed; boundary="b"\n\n'
        + "".join(f"--b\n{p}\n" for p in parts)
        + "--b--\n"
    )
    articles = read_all(put(tmp_path, "a.eml", mail))
    assert [(a.name, a.text) for a in articles] == [
        ("a.eml", f"Ferry arrêté\n\n{GOOD}\n\nCafé shut."),
        (".._notes.txt", "Two died, she said."),
        ("attached-2.eml", "Gate\n\nThe gate is shut."),
    ]
    assert articles[2].outlet == "Bo"


def test_page_saved_in_one_file(tmp_path: Path) -> None:
    article = one(tmp_path, "a.mhtml", MHTML)
    assert (article.url, article.title) == ("https://coast.example/ferry", "Ferry stopped")
    assert article.retrieved == "2031-03-04T10:00:00+00:00"


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- saved from url=(0028)https://coast.example/ferry -->",
        "<!--\n Page saved with SingleFile \n url: https://coast.example/ferry \n saved date: x\n-->",
    ],
)
def test_address_that_a_browser_wrote_into_the_page(tmp_path: Path, mark: str) -> None:
    plain, marked = make_page(), make_page().replace(b"<html>", f"<html>{mark}".encode())
    article = one(tmp_path, "a.html", marked)
    assert article.url == "https://coast.example/ferry"
    assert article.text == one(tmp_path, "b.html", plain).text


@pytest.mark.parametrize("folder", ["Ferry_files", "Ferry-Dateien", "Ferry.files", "Ferry_fichiers"])
def test_folder_of_a_saved_page_is_left_out(tmp_path: Path, folder: str) -> None:
    put(tmp_path, "Ferry.html", make_page())
    for name in ("ad.html", "style.css", "script.js"):
        put(tmp_path / folder, name, "An advertisement that is no report at all.")
    put(tmp_path / "other_files", "report.txt", "The gate is shut.")
    assert [a.name for a in read_all(tmp_path)] == ["Ferry.html", "report.txt"]
    members = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    archive = put(tmp_path, "all.zip", make_zip({f"sub/{name}": data for name, data in members.items()}))
    assert [a.name for a in read_all(archive)] == ["Ferry.html", "report.txt"]


# --- web archives ---------------------------------------------------------------------------------


def test_page_of_a_web_archive(tmp_path: Path) -> None:
    page = make_page(
        "The café did not open on Monday, the crew said, and nobody had been told why it was so."
    )
    records = [
        make_record("https://c.example/style", b"p {}", Content_Type="text/css"),
        make_record(
            "https://c.example/gone", make_page(), head="HTTP/1.1 404 Not Found", Content_Type="text/html"
        ),
        make_record("https://c.example/robots.txt", b"User-agent: *", Content_Type="text/plain"),
        make_record(
            "https://c.example/a",
            gzip.compress(page),
            Content_Type="text/html; charset=UTF-8",
            Content_Encoding="gzip",
        ),
        make_record("https://c.example/b.pdf", FORMS["page.pdf"], Content_Type="application/pdf"),
    ]
    first, second = read_all(put(tmp_path, "a.warc.gz", make_warc(*records, packed=True)))
    assert (first.url, first.retrieved) == ("https://c.example/a", "2031-03-04T10:00:00Z")
    assert "café" in first.text
    assert (second.url, GOOD in second.text) == ("https://c.example/b.pdf", True)


def test_wacz_gives_the_pages_that_it_lists(tmp_path: Path) -> None:
    assert one(tmp_path, "a.wacz", WACZ).url == "https://coast.example/ferry"


# --- chats ----------------------------------------------------------------------------------------


def test_messages_of_a_channel(tmp_path: Path) -> None:
    text = ["The ", {"type": "bold", "text": "gate"}, " is shut.\nGo home."]
    chat = make_chat(
        {"id": 0, "type": "service", "date": "2031-03-04T10:00:00", "text": "", "action": "pin_message"},
        make_message(1, text),
        make_message(2, "Two died.", forwarded_from="Mill News!"),
        make_message(3, "", photo="photos/1.jpg"),
        make_message(4, "Gone.", forwarded_from=None),
    )
    first, second, third = read_all(put(tmp_path, "result.json", chat))
    assert (first.text, first.outlet, first.name) == (
        "The gate is shut.\nGo home.",
        "Harbour Watch",
        "result.json#1",
    )
    assert first.published is not None
    assert (str(first.published.earliest), first.published.clock) == ("2031-03-04", "T10:01")
    assert second.text == "Forwarded from Mill News\n\nTwo died."
    assert third.text == "Forwarded from Deleted Account\n\nGone."
    # The page of the same export gives the same articles.
    page = read_all(put(tmp_path, "messages.html", TELEGRAM_PAGE))
    assert [a.id for a in page] == [first.id, second.id]


def test_every_chat_of_an_account(tmp_path: Path) -> None:
    chats = [
        json.loads(make_chat(make_message(n, f"Report {n}."), name=f"Chat {n}", kind=kind))
        for n, kind in enumerate(["public_channel", "private_group", "personal_chat"])
    ]
    whole = {"about": "Here is the data.", "contacts": {"list": [{"name": "x"}]}, "chats": {"list": chats}}
    articles = read_all(put(tmp_path, "result.json", json.dumps(whole)))
    assert [(a.text, a.outlet) for a in articles] == [
        ("Report 0.", "Chat 0"),
        ("Report 1.", "Harbour Watch (Chat 1)"),
        ("Report 2.", "Harbour Watch (Chat 2)"),
    ]


def test_pictures_beside_a_chat_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "result.json", FORMS["result.json"])
    put(tmp_path / "photos", "a.jpg", b"\xff\xd8\xff")
    put(tmp_path / "files", "note.txt", "The gate is shut.")
    put(tmp_path, "IMG-20310304-WA0001.jpg", b"\xff\xd8\xff")
    assert [a.name for a in read_all(tmp_path)] == ["note.txt", "result.json#1"]


def whatsapp(
    folder: Path, *lines: str, name: str = "WhatsApp Chat with Quay.txt"
) -> list[tuple[str | None, str, str]]:
    """Who says what when, in a chat of these lines."""
    articles = read_all(put(folder, name, "\n".join(lines)))
    days = [f"{a.published.earliest}..{a.published.latest}" if a.published else "" for a in articles]
    return [(a.outlet, a.text, day) for a, day in zip(articles, days, strict=True)]


def test_messages_of_several_lines_and_lines_of_the_app(tmp_path: Path) -> None:
    found = whatsapp(
        tmp_path,
        "14/03/2031, 10:11 - Messages and calls are end-to-end encrypted.",
        "14/03/2031, 10:11 - Ann created group “Quay”",
        "14/03/2031, 10:12 - Ann: The ferry stopped.",
        "",
        "Nobody knows why: not even Bo",
        "14/03/2031, 10:13 - Bo: IMG-20310314-WA0001.jpg (file attached)",
        "14/03/2031, 10:13 - Bo: This message was deleted",
        "14/03/2031, 10:14 - Bo: Two died <This message was edited>",
    )
    assert [(outlet, text) for outlet, text, _ in found] == [
        ("Ann (Quay)", "The ferry stopped.\n\nNobody knows why: not even Bo"),
        ("Bo (Quay)", "Two died"),
    ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (
            ["3/5/31, 10:11 - A: x", "14/5/31, 10:11 - A: y"],
            ["2031-05-03..2031-05-03", "2031-05-14..2031-05-14"],
        ),
        (
            ["3/5/31, 10:11 PM - A: x", "3/14/31, 10:11 PM - A: y"],
            ["2031-03-05..2031-03-05", "2031-03-14..2031-03-14"],
        ),
        # Backwards by days, forwards by months.
        (["5/4/31, 10:11 - A: x", "5/6/31, 10:11 - A: y", "6/1/31, 9:00 - A: z"], ["2031-05-04..2031-05-04"]),
        (["[2031-03-04, 10:11:12] A: x", "[2031-03-05, 10:11:12] A: y"], ["2031-03-04..2031-03-04"]),
        (["\u200e[04.03.31, 10:11:12] A: x", "[04.03.31, 10:12:12] A: y"], ["2031-03-04..2031-04-03"]),
        (["13/5/31, 10:11 - A: x", "5/13/31, 10:11 - A: y"], [""]),
    ],
)
def test_order_of_day_and_month_is_read_from_the_whole_chat(
    tmp_path: Path, lines: list[str], days: list[str]
) -> None:
    found = [day for _, _, day in whatsapp(tmp_path, *lines)]
    assert found[: len(days)] == days


def test_hours_of_twelve(tmp_path: Path) -> None:
    lines = ["[3/14/31, 12:05:00\u202fAM] ~\u202fAnn: x", "[3/14/31, 1:05:00 PM] Ann: y"]
    articles = read_all(put(tmp_path, "_chat.txt", "\n".join(lines)))
    assert [(a.outlet, a.published.clock if a.published else "") for a in articles] == [
        ("Ann", "T00:05"),
        ("Ann", "T13:05"),
    ]


# --- lists of addresses ---------------------------------------------------------------------------

LISTS = {
    "mediacloud.csv": "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "1,2031-03-04,en,Coast,coast.example,2031-03-04,Ferry,https://coast.example/1\n",
    "gdelt.csv": "URL,MobileURL,Date,Title\nhttps://coast.example/1,,2031-03-04,Ferry\n",
    "gdelt.json": json.dumps(
        {"articles": [{"url": "https://coast.example/1", "seendate": "20310304T100000Z"}]}
    ),
    "news.json": json.dumps(
        {
            "status": "ok",
            "articles": [{"url": "https://coast.example/1", "content": "The ferry… [+1234 chars]"}],
        }
    ),
    "rows.jsonl": '{"url": "https://coast.example/1", "title": "Ferry"}',
}


@pytest.mark.parametrize("name", LISTS)
def test_addresses_without_words_are_listed(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, LISTS[name])
    assert list(find_pages(path)) == [Listed(f"{path}#1", "https://coast.example/1")]


def test_answer_that_holds_whole_texts(tmp_path: Path) -> None:
    row = {
        "source": {"id": None, "name": "Coast Wire"},
        "publishedAt": "2031-03-04T10:00:00Z",
        "title": "Ferry",
    }
    answer = {"status": "ok", "articles": [{**row, "url": "https://coast.example/1", "content": GOOD}]}
    article = one(tmp_path, "news.json", json.dumps(answer))
    assert (article.text, article.outlet) == (f"Ferry\n\n{GOOD}", "Coast Wire")
    assert article.published is not None


def test_what_is_no_address_is_no_list(tmp_path: Path) -> None:
    path = put(tmp_path, "a.json", '[{"url": "javascript:alert(1)"}, {"url": "file:///etc/passwd"}]')
    assert [p.message for p in find_pages(path) if isinstance(p, Problem)] == ["no text", "no text"]
