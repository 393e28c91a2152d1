"""The account as one HTML page that needs no script and no network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.model import Claim, Event, Weighed
from sayso.show.account import build_account
from sayso.show.charts import RING, draw_figure
from sayso.show.index import Index
from sayso.show.marks import mark_text, show_letters
from sayso.show.phrases import say_backing, say_chain, say_coverage
from sayso.show.quotes import read_quote
from sayso.show.rows import Account, ArticleRow, Backing, Quote, RelationRow
from sayso.show.tellings import choose_label, cut_words
from sayso.show.words import count, make_safe, say_day, say_when

MARKED_ORIGINS = 6  # beyond these a shape of its own could not be told from the others

NAMELESS = RING + 1
LONGEST_QUOTE = 320
LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Use:
    """Where a claim is used: the address on the page, and what stands there."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """What was read out of some words of a text, on whose say-so, and every place that uses it."""

    id: str
    number: int
    facts: str
    quote: Quote
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One article as it is shown: its words with the quotes marked, and the notes on them."""

    article: ArticleRow
    language: str
    address: str
    body: Markup
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Everything that is contested about one thing."""

    id: str | None
    words: str
    rows: tuple[RelationRow, ...]


def to_html(weighed: Weighed, title: str = "", generated: str = "") -> str:
    """The whole account as one self-contained page; raises InexactSpan if a quote is not its text's words."""
    index = Index(weighed)
    account = build_account(weighed)
    style = _read_style() + _highlight(index.claims)
    uses = _list_uses(index)
    page = _make_environment(index, account).get_template("account.html")
    return page.render(
        title=make_safe(title) or "Untitled case",
        generated=generated,
        account=account,
        contested_groups=_group_contested(account.contested),
        texts=[_read_text(index, row, uses) for row in account.sources.articles],
        as_of=say_day(weighed.as_of) if weighed.as_of else "",
        coverage=say_coverage(account.coverage),
        style=Markup(style),
        style_digest=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


@cache
def _read_style() -> str:
    return resources.files("sayso.show").joinpath("static", "account.css").read_text("utf-8")


def _highlight(claims: Iterable[str]) -> str:
    """A rule for each claim: opening its address lights up all of its words, also where they are cut."""
    return "".join(f"main:has(#w-{key}:target) .w{key}{{background:var(--lit)}}\n" for key in claims)


def _make_environment(index: Index, account: Account) -> Environment:
    environment = Environment(
        loader=PackageLoader("sayso.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shapes = _give_shapes(account)
    languages = {article.id: article.language or "" for article in index.articles.values()}
    environment.filters.update(shown=show_letters, short=_shorten, named=_name, chain=say_chain)
    environment.globals.update(
        count=count,
        backing_words=say_backing,
        shape_of={**_shape_others(account), **shapes}.get,
        shapes=shapes,
        marks_of=lambda backing: _list_marks(backing, shapes),
        language_of=lambda article_id: languages.get(article_id, ""),
        draw_figure=draw_figure,
    )
    return environment


def _group_contested(rows: Iterable[RelationRow]) -> list[Group]:
    grouped = groupby(rows, key=lambda row: (row.subject_id, row.subject))
    return [Group(key, words or "claims", tuple(found)) for (key, words), found in grouped]


def _shorten(words: str) -> str:
    """A quote as it is shown beside others; the text holds all of it."""
    return show_letters(cut_words(words, 0, LONGEST_QUOTE))


def _name(words: str) -> str:
    """A name as it is shown: on one line, and not longer than one."""
    safe = make_safe(words)
    return safe if len(safe) <= LONGEST_NAME else safe[:LONGEST_NAME] + "…"


def _give_shapes(account: Account) -> dict[str, int]:
    """A shape and colour for each of the origins on which most rests; the others share a ring."""
    backings = [row.backing for row in account.timeline] + [row.backing for row in account.figures]
    weight = Counter(name for backing in backings for name in backing.origins)
    ordered = sorted(weight, key=lambda name: (-weight[name], name))
    return {name: place for place, name in enumerate(ordered[:MARKED_ORIGINS], 1)}


def _shape_others(account: Account) -> dict[str, int]:
    """The plain ring for the other origins, the dashed one for those that have no name."""
    named = set(account.overview.origins)
    return {row.name: RING if row.name in named else NAMELESS for row in account.sources.origins}


def _list_marks(backing: Backing, shapes: dict[str, int]) -> list[tuple[int, str]]:
    """The shape and name of each named origin, those with a shape of their own first."""
    return sorted((shapes.get(name, RING), name) for name in backing.origins)


def _read_text(index: Index, row: ArticleRow, uses: dict[str, tuple[Use, ...]]) -> Text:
    article, reading = index.articles[row.id], index.readings.get(row.id)
    claims = index.claims_by_article.get(row.id, ())
    body = mark_text(article, claims, reading.furniture if reading else ())
    notes = tuple(_read_note(index, c, number, uses.get(c.id, ())) for number, c in enumerate(claims, 1))
    address = row.address if row.address.startswith(("http://", "https://")) else ""
    return Text(row, article.language or "", address, body, notes)


def _read_note(index: Index, claim: Claim, number: int, uses: tuple[Use, ...]) -> Note:
    facts = [claim.kind, claim.polarity if claim.polarity != "asserted" else "", _say_facts(claim)]
    return Note(claim.id, number, " · ".join(filter(None, facts)), read_quote(index, claim), uses)


def _say_facts(claim: Claim) -> str:
    when = claim.as_of if claim.amount else claim.when
    place = claim.place.name if claim.place else ""
    return ", ".join(filter(None, (say_when(when) if when else "", make_safe(place))))


def _list_uses(index: Index) -> dict[str, tuple[Use, ...]]:
    """Every place that uses a claim, by claim."""
    real = (conflict for conflict in index.conflicts.values() if conflict.kind == "conflict")
    holders = [
        *((f.id, f"Figure: {index.figure_title(f)}", f.claim_ids) for f in index.figures.values()),
        *(
            (e.id, f"Timeline: {choose_label(index, index.told(e.claim_ids))}", e.claim_ids)
            for e in index.events.values()
        ),
        *((x.id, f"Explanation: {x.label}", x.claim_ids) for x in index.explanations.values()),
        *((k.id, f"Contested: {k.why}", k.claim_ids) for k in real),
    ]
    uses: dict[str, list[Use]] = defaultdict(list)
    for key, words, claim_ids in holders:
        for claim_id in claim_ids:
            uses[claim_id].append(Use(f"#i-{key}", words))
    return {claim_id: tuple(found) for claim_id, found in uses.items()}


def _label(index: Index, event: Event) -> str:
    return choose_label(index, index.told(event.claim_ids))
