"""Small files of each form, made here byte by byte, so that tests can bend them as they like."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

GOOD = "The ferry did not leave the harbour on Monday, the crew said."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_zip(members: dict[str, bytes | str]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


# --- documents ------------------------------------------------------------------------------------


def make_pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF of pages of lines, each set below the one before."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown} ET" if lines else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>"
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def make_docx(body: str, **parts: str) -> bytes:
    """A Word document with this XML within its body."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return make_zip({"[Content_Types].xml": types, "word/document.xml": document, **named})


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


# --- web archives ---------------------------------------------------------------------------------


def make_record(
    url: str, body: bytes, *, kind: str = "response", head: str = "HTTP/1.1 200 OK", **headers: str
) -> bytes:
    """One record of a WARC."""
    http = f"{head}\r\n" + "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()
    )
    block = http.encode() + b"\r\n" + body
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2031-03-04T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000000>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    told = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return told.encode() + b"\r\n" + block + b"\r\n\r\n"


def make_page(words: str = GOOD, title: str = "Ferry stopped") -> bytes:
    """An HTML page with a paragraph, long enough to be found."""
    more = "The harbour office did not say when it would leave, and nobody on the quay had been told why."
    body = f"<article><h1>{title}</h1><p>{words}</p><p>{more}</p></article>"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def make_warc(*records: bytes, packed: bool = False) -> bytes:
    return b"".join(gzip.compress(record) if packed else record for record in records)


# --- chats ----------------------------------------------------------------------------------------


def make_message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    """A message of a Telegram export."""
    return {
        "id": number,
        "type": "message",
        "date": f"2031-03-04T13:{number % 60:02d}:00",
        "date_unixtime": str(1930384800 + 60 * number),
        "from": "Harbour Watch",
        "from_id": "channel1",
        "text": text,
        **more,
    }


def make_chat(*messages: dict[str, Any], kind: str = "public_channel", name: str = "Harbour Watch") -> str:
    return json.dumps({"name": name, "type": kind, "id": 1, "messages": list(messages)}, ensure_ascii=False)


# --- feeds ----------------------------------------------------------------------------------------


def make_feed(*items: str, title: str = "Coast Wire") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title>{''.join(items)}</channel></rss>"
    )


def make_item(url: str, text: str = "", title: str = "Ferry stopped") -> str:
    body = f"<description>{text}</description>" if text else ""
    date = "<pubDate>Tue, 04 Mar 2031 10:00:00 +0200</pubDate>"
    return f"<item><title>{title}</title><link>{url}</link>{date}{body}</item>"


# --- one of each -----------------------------------------------------------------------------------

EML = (
    "Return-Path: <ann@coast.example>\nFrom: Ann Lee <ann@coast.example>\nTo: desk@coast.example\n"
    "Subject: Ferry =?utf-8?q?arr=C3=AAt=C3=A9?=\nDate: Tue, 04 Mar 2031 10:00:00 +0200\nMIME-Version: 1.0\n"
)
MHTML = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://coast.example/ferry\nSubject: Ferry stopped\n"
    "Date: Tue, 04 Mar 2031 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--x"\n\n'
    "----x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
    "Content-Location: https://coast.example/ferry\n\n"
    f"{make_page().decode().replace('=', '=3D')}\n\n"
    "----x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n----x--\n"
)
CHAT = (
    "14/03/2031, 10:11 - Messages and calls are end-to-end encrypted.\n"
    f"14/03/2031, 10:12 - Ann Lee: {GOOD}\n14/03/2031, 10:13 - Bo: <Media omitted>\n"
)
WACZ_PAGES = (
    '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://coast.example/old", "title": "Ferry"}\n'
)
WACZ = make_zip(
    {
        "archive/data.warc.gz": make_warc(
            make_record(
                "https://ads.example/frame", make_page("An advertisement."), Content_Type="text/html"
            ),
            make_record(
                "https://coast.example/old", b"", head="HTTP/1.1 301 Moved", Location="/ferry", X="text/html"
            ),
            make_record("https://coast.example/ferry", make_page(), Content_Type="text/html"),
            packed=True,
        ),
        "datapackage.json": "{}",
        "pages/pages.jsonl": WACZ_PAGES,
        "indexes/index.cdx.gz": gzip.compress(b"x"),
    }
)
TELEGRAM_PAGE = (
    '<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="content">'
    '<div class="text bold">\nHarbour Watch\n</div></div></div><div class="page_body chat_page">'
    '<div class="message service" id="message-1"><div class="body details">4 March 2031</div></div>'
    '<div class="message default clearfix" id="message1"><div class="body">'
    '<div class="pull_right date details" title="04.03.2031 13:01:00 UTC+03:00">13:01</div>'
    '<div class="from_name">\nHarbour Watch\n</div>'
    '<div class="text">\nThe <b>gate</b> is shut.<br>Go home.\n</div>'
    '</div></div><div class="message default clearfix joined" id="message2"><div class="body">'
    '<div class="pull_right date details" title="04.03.2031 13:02:00 UTC+03:00">13:02</div>'
    '<div class="forwarded body"><div class="from_name">\nMill News! '
    '<span class="date details">04.03.2031</span>'
    '</div><div class="text">\nTwo died.\n</div></div></div></div></div></div></body></html>'
)
FORMS: dict[str, bytes] = {
    "feed.xml": make_feed(make_item("https://coast.example/1", GOOD)).encode(),
    "page.pdf": make_pdf([["Ferry stopped", GOOD]]),
    "page.docx": make_docx(paragraph("Ferry stopped") + paragraph(GOOD)),
    "page.mhtml": MHTML.encode(),
    "mail.eml": f"{EML}Content-Type: text/plain; charset=utf-8\n\n{GOOD}\n".encode(),
    "crawl.warc": make_warc(make_record("https://c.example/1", make_page(), Content_Type="text/html")),
    "crawl.warc.gz": make_warc(
        make_record("https://c.example/2", make_page(), Content_Type="text/html"), packed=True
    ),
    "crawl.wacz": WACZ,
    "result.json": make_chat(make_message(1, GOOD)).encode(),
    "messages.html": TELEGRAM_PAGE.replace("Two died.", GOOD).encode(),
    "_chat.txt": CHAT.encode(),
}
