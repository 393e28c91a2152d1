"""What a source is: by its first bytes where these cannot lie, else by its name, its server or its words."""

from __future__ import annotations

import os
import re
import zlib

from sayso.read.decode import BYTE_ORDER_MARKS
from sayso.read.whatsapp import looks_like_chat

EXTENSIONS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
    ".csv": "csv", ".tsv": "csv", ".zip": "zip", ".wacz": "zip", ".docx": "zip", ".eml": "mail",
    ".mht": "mhtml", ".mhtml": "mhtml", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".arc": "warc",
    ".pdf": "pdf",
}  # fmt: skip
CONTENT_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "text/csv": "csv",
    "application/zip": "zip",
    "application/wacz": "zip",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/warc": "warc",
    "message/rfc822": "mail",
    "multipart/related": "mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "zip",
}
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
# Nothing of it is tried in two ways: a page of many comments would keep it busy for ever.
FEED = re.compile(
    rb"(?:(?><\?[^>]{0,500}>)\s*+|(?><!--.{0,2000}?-->)\s*+"
    rb"|(?><!DOCTYPE\s++(?!html)[^>\[]{0,300}+(?:\[.{0,4000}?\]\s*+)?>)\s*+){0,8}+"
    rb"<(?:rss|feed|(?:\w{1,20}:)(?:RDF|feed))[\s>]",
    re.S,
)
TELEGRAM = re.compile(
    rb'"type"\s*:\s*"(?:public_channel|private_channel|public_supergroup|private_supergroup|private_group'
    rb'|personal_chat|bot_chat|saved_messages|replies|verification_codes)"'
)
TELEGRAM_WHOLE = re.compile(rb'\A\s*\{\s*"(?:about|personal_information)"\s*:')
TELEGRAM_PAGE = re.compile(rb'<div class="page_wrap|<div class="page_body chat_page')
# A name that a report's own first lines have not: "Date:" and "From:" they may have.
MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}){2}")
MAIL_MARKS = re.compile(rb"^(?:mime-version|received|message-id|return-path):", re.I | re.M)
SAVED_PAGE = re.compile(rb"^(?:snapshot-content-location|from: *.?saved by)", re.I | re.M)
# In these a word that looks like a head of a mail may be a report's.
PLAIN = (".txt", ".text", ".md")


def tell_kind(name: str, told: str | None, head: bytes) -> str | None:
    """The kind of a source by name, by what its server or archive ``told``, and by its first bytes."""
    suffix = os.path.splitext(name)[1].lower()
    if found := _by_mark(head):
        return found
    bare = _without_mark(head)
    kind = EXTENSIONS.get(suffix) or told
    if kind == "json" or (kind is None and name == "-" and bare[:1] in (b"{", b"[")):
        return "telegram" if _is_telegram(name, bare) else "json"
    if kind == "html":
        # Servers call much HTML that is not.
        return "feed" if FEED.match(bare) else "telegram-page" if TELEGRAM_PAGE.search(head) else kind
    return kind or _by_words(name, suffix, bare)


def _by_mark(head: bytes) -> str | None:
    """By bytes that no other kind of file begins with."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"WARC/") or _unpack_head(head).startswith((b"WARC/", b"filedesc://")):
        return "warc"
    return None


def _unpack_head(head: bytes) -> bytes:
    if not head.startswith(b"\x1f\x8b"):
        return b""
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _without_mark(head: bytes) -> bytes:
    """The first bytes without a byte order mark and the blanks before the first word."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark) and encoding == "utf-8":
            head = head[len(mark) :]
    return head.lstrip()


def _is_telegram(name: str, bare: bytes) -> bool:
    whole = os.path.basename(name).lower() == "result.json" and TELEGRAM_WHOLE.match(bare)
    return bare[:1] == b"{" and bool(whole or (TELEGRAM.search(bare[:2000]) and b'"messages"' in bare[:4000]))


def _by_words(name: str, suffix: str, bare: bytes) -> str | None:
    if HTML.match(bare):
        return "telegram-page" if TELEGRAM_PAGE.search(bare) else "html"
    if FEED.match(bare):
        return "feed"
    if looks_like_chat(name, bare):
        return "whatsapp"
    if suffix not in PLAIN and MAIL.match(bare) and MAIL_MARKS.search(bare[:20_000]):
        return "mhtml" if SAVED_PAGE.search(bare[:20_000]) else "mail"
    return None
