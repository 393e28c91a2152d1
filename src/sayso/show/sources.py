"""Who rests on whom: the chains of say-so of each article, the origins, and the copies."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sayso.model import Article, Claim, Derivation
from sayso.show.index import Index
from sayso.show.quotes import read_quotes
from sayso.show.rows import ArticleRow, ChainRow, CopyRow, OriginRow, Sources
from sayso.show.words import say_published


def list_sources(index: Index) -> Sources:
    """Articles, origins and copies of the case."""
    copies = tuple(_read_copy(index, rest) for rest in index.copies)
    ordered = sorted(index.articles.values(), key=lambda article: _appeared(index, article))
    own: dict[str, list[CopyRow]] = defaultdict(list)
    for copy in copies:
        own[copy.article_id].append(copy)
    articles = tuple(_read_article(index, article, tuple(own[article.id])) for article in ordered)
    return Sources(articles, _list_origins(index), copies)


def _appeared(index: Index, article: Article) -> tuple[date, str, str]:
    """Articles stand in the order in which they can have appeared, the undated last."""
    published = index.published(article.id)
    day = (published.latest or published.earliest) if published else None
    return day or date.max, article.name, article.id


def _read_copy(index: Index, rest: Derivation) -> CopyRow:
    words = tuple(mine.exact for mine, _ in rest.passages)
    why = "; ".join(reason.detail for reason in rest.reasons)
    theirs = index.outlet(rest.origin_id)
    return CopyRow(rest.derived_id, index.outlet(rest.derived_id), rest.origin_id, theirs, words, why)


def _read_article(index: Index, article: Article, copies: tuple[CopyRow, ...]) -> ArticleRow:
    published = index.published(article.id)
    return ArticleRow(
        article.id,
        article.name,
        index.outlet(article.id),
        article.title or "",
        article.byline or "",
        article.url or "",
        article.language or "",
        say_published(published),
        published.why if published else "",
        len(index.claims_by_article.get(article.id, ())),
        _list_chains(index, article),
        copies,
        index.why_unread(article.id),
    )


def _list_chains(index: Index, article: Article) -> tuple[ChainRow, ...]:
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in index.claims_by_article.get(article.id, ()):
        groups[tuple(index.hop_name(hop) for hop in claim.attribution)].append(claim)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0]))
    return tuple(ChainRow(chain, read_quotes(index, claims)) for chain, claims in ordered)


def _list_origins(index: Index) -> tuple[OriginRow, ...]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.claims.values():
        if claim.attribution:
            groups[index.origin_key(claim)].append(claim)
    rows = [_read_origin(index, key, claims) for key, claims in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.articles), -len(row.quotes), row.name, row.id)))


def _read_origin(index: Index, key: str, claims: list[Claim]) -> OriginRow:
    hop = claims[0].attribution[-1]
    bearer = index.entities.get(key)
    name = bearer.name if bearer else index.hop_name(hop)
    articles = dict.fromkeys((c.article_id, index.outlet(c.article_id)) for c in claims)
    kind = bearer.kind if bearer else hop.kind
    return OriginRow(key, name, kind, tuple(articles), read_quotes(index, claims))
