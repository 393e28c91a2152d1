"""Ids made from content: a letter and ten hex digits of a SHA-256 over JSON-encoded parts."""

from __future__ import annotations

import hashlib
import json

from sayso.model import Span


def make_id(letter: str, *parts: str | int | None) -> str:
    """The id of the record that ``parts`` identify. Parts are JSON-encoded, so none can run into the next."""
    encoded = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return letter + hashlib.sha256(encoded).hexdigest()[:10]


def mention_id(kind: str, span: Span) -> str:
    """The id of a mention: its kind and its place in its article."""
    return make_id("m", kind, span.article_id, span.start, span.end)


def claim_id(kind: str, span: Span, detail: str = "") -> str:
    """The id of a claim: its kind, its place, and a detail where one span carries several of a kind."""
    return make_id("c", kind, span.article_id, span.start, span.end, detail)


def article_id(digest: str, url: str | None, outlet: str | None) -> str:
    """The id of an article: its bytes with the address and the outlet that were given for it."""
    return make_id("a", digest, url, outlet)
