"""Addresses of articles that other programs can follow, or at least tell apart."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

from sayso.model import Article

# What may stand in an address as it is; letters beyond ASCII, blanks and quotes are written by their bytes.
PLAIN = "!#$%&'()*+,-./:;=?@[]_~"


def find_address(article: Article) -> str:
    """The article's address on the web, as an IRI has to be written; "" if it has none."""
    url = article.url or ""
    return quote(url, safe=PLAIN) if url.lower().startswith(("http://", "https://")) else ""


def name_source(article: Article) -> str:
    """The address of an article, else a name made from its bytes (RFC 6920)."""
    digest = urlsafe_b64encode(bytes.fromhex(article.digest)).decode().rstrip("=")
    return find_address(article) or f"ni:///sha-256;{digest}"
