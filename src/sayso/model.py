"""Every record that passes between stages.

Records are frozen and complete when made; a richer thing is a new type. Offsets are half-open and
count Unicode code points of the article's ``text``. Only the standard library is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Grain = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "century"]
Extent = Literal["within", "throughout", "since", "until"]
Basis = Literal["stated", "anchored", "inherited", "case", "metadata", "inferred", "by hand"]
NameKind = Literal["person", "organisation", "place", "group", "anonymous"]
VoiceKind = Literal["author", "interviewee", "comment", "document"]
ClaimKind = Literal["event", "figure", "explanation", "forecast", "statement"]
Polarity = Literal["asserted", "denied", "hedged"]
Stance = Literal["says", "distances", "hedges", "denies", "confirms"]
RoleName = Literal["agent", "patient"]
ConflictKind = Literal["conflict", "update", "scope", "rounding", "agreement"]
ExplanationStance = Literal["asserts", "denies", "hedges", "reports"]
Verdict = Literal["same", "different", "unsure"]
Subject = Literal["", "event", "figure", "explanation", "entity"]


# --- values ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one article: ``text[start:end] == exact``, always. Make it with ``spans.cut``."""

    article_id: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both bounds included; a bound that is not known is None.

    ``extent`` says how what happened fills it: once somewhere inside (within), all of it
    (throughout), or the bounds hold its start (since) or its end (until). ``clock`` holds what is
    finer than a day, as ISO 8601 ("T14:30") or as TIMEX3 parts of day ("TMO", "TNI"), else "".
    ``why`` is the reason in words where the dates were inferred.
    """

    earliest: date | None
    latest: date | None
    grain: Grain
    extent: Extent = "within"
    basis: Basis = "stated"
    clock: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the words give it: "at least 12" has no high; an exact 12 has all three.

    ``modifier`` is the word that bounds or blurs it, lower case ("more than", "about", "dozens");
    ``vague`` marks a word for an order of magnitude ("dozens"), which has bounds and no best.
    """

    low: float | None
    best: float | None
    high: float | None
    modifier: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule decided so: the only way a decision explains itself."""

    rule: str
    weight: float
    detail: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, as data. ``where`` names the file, address or article."""

    stage: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a source names without its words: it is fetched on request only."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request: what was asked for, when (by our own clock), and what came of it.

    ``final`` is the address that answered, after redirects; ``status`` is None where nobody did, and
    ``note`` then says why. ``digest`` is the SHA-256 of the bytes that came, in hex.
    """

    at: str
    url: str
    final: str
    status: int | None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    size: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What a case knows of an address: its last good answer, the last request, and the failures since."""

    good: Fetch | None = None
    last: Fetch | None = None
    failures: int = 0


# --- the text -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One account as it was read. ``text`` never changes.

    ``published`` is what the file itself, its metadata or a person says (None: not told); what is
    inferred from the words is in the Reading. ``digest`` is the SHA-256 of the raw bytes in hex.
    """

    id: str
    name: str
    text: str
    digest: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Interval | None = None
    retrieved: str | None = None
    language: str | None = None
    supersedes: str | None = None


class Token(NamedTuple):
    """A word or a mark. ``tag`` is its Penn Treebank part of speech; ``lemma`` is lower case."""

    start: int
    end: int
    text: str
    tag: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence. ``paragraph`` counts paragraphs from 0 over the whole text."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a stretch of the text. ``name`` is the speaker's mention, where one is known."""

    span: Span
    kind: VoiceKind
    name: Span | None = None


# --- mentions -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person, organisation, place or group named or described in the text.

    ``canonical`` is the fullest name of the same bearer within the article ("Vavilov" ->
    "Nikolai Vavilov"), for a role or pronoun the name it stands for, else the words themselves.
    ``proper`` marks a mention whose words are a proper name; ``roles`` are the titles and posts that
    the text gives the bearer ("president", "sinologist"); ``titled`` is the name
    with the titles that stand right before it ("Captain Azar"), else empty.
    """

    id: str
    span: Span
    kind: NameKind
    canonical: str
    proper: bool = True
    roles: tuple[str, ...] = ()
    titled: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym. ``geonames`` is its id where one candidate remained, else None and the raw name.

    ``name`` is the gazetteer's where one candidate remained. ``modifies``: the words only tell what
    belongs to the place ("Peruvian", "Lima" in "Lima Chamber of Commerce"). ``described``: the words are
    no name ("the capital").
    """

    id: str
    span: Span
    name: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: Literal["point", "town", "region", "country"] | None = None
    container: str | None = None
    modifies: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``interval`` is None where it could not be placed. ``value`` is TIMEX3."""

    id: str
    span: Span
    value: str
    interval: Interval | None
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number expression with what it counts.

    ``span`` covers modifier, number and counted noun; ``number`` the modifier and number alone.
    ``counted`` is the head noun, singular, lower case ("protester"); None where none was found.
    ``unit`` is people, an ISO currency, percent, times, km …; ``of_whom`` the group within people
    ("children"); ``measure`` a core measure of case-json.md or the head noun, None if unsure.
    """

    id: str
    span: Span
    number: Span
    quantity: Quantity
    counted: str | None
    unit: str | None
    measure: str | None = None
    of_whom: str | None = None
    cumulative: bool = False
    part_of: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """What an article's own words say of its date, before the case is asked.

    ``years`` are the stated years; ``days`` the (month, day, weekday or -1) of dates told without a
    year, Monday 0; ``newest`` is the newest day of its narrative where the year is known. ``relative``
    holds what is told from the day of writing, as unit and distance ("W-1" for last week); ``dateline``
    is the (month, day) of a dateline without a year; ``weekdays`` are those told without a date.
    """

    years: tuple[int, ...] = ()
    days: tuple[tuple[int, int, int], ...] = ()
    newest: date | None = None
    relative: tuple[str, ...] = ()
    dateline: tuple[int, int] | None = None
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """What the network takes for somebody's words: whose, by which cue, and what is said, in pieces.

    Without a source the words name none, or it stands too far off to tell.
    """

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Doc:
    """An article with everything that was annotated in it; nothing here is stored as it stands.

    ``posted`` holds where each dated part of the text starts (a post, a comment, an update), with the
    day on which it was written. ``sayings`` and ``ahead`` are the network's: who says what, and where the
    words start that tell of what is yet to come.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    published: Interval | None
    evidence: DateEvidence
    furniture: tuple[Span, ...]
    voices: tuple[Voice, ...]
    names: tuple[NameMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    posted: tuple[tuple[int, Interval], ...] = ()
    sayings: tuple[Saying, ...] = ()
    ahead: frozenset[int] = frozenset()


# --- claims ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain of say-so. ``mention_id`` names the source's NameMention where it has one."""

    name: str
    kind: NameKind
    stance: Stance
    span: Span | None
    mention_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one report of speech or knowledge.

    ``hops`` run from the outermost source that these words name to the innermost. ``within_id`` is
    the attribution whose content encloses this one.
    """

    id: str
    content: Span
    cue: Span
    hops: tuple[Hop, ...]
    mode: Literal["direct", "indirect", "mixed"]
    within_id: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Who does or suffers what the claim tells."""

    role: RoleName
    name: str
    span: Span
    mention_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """Where a claim is set. ``mention_id`` is a PlaceMention's; ``inherited``: from words before."""

    name: str
    span: Span
    mention_id: str | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure within a claim, in the terms of case-json.md."""

    measure: str
    quantity: Quantity
    unit: str | None
    span: Span
    cumulative: bool = False
    of_whom: str | None = None
    part_of: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is foretold, on which condition, by when (both in the text's words)."""

    condition: str | None = None
    by: str | None = None
    outcome: Literal["open", "held", "failed"] = "open"


@dataclass(frozen=True, slots=True)
class Because:
    """The explanation in a claim: ``effect`` is what is explained, ``cause`` what is put forward.

    ``stance`` is the speaker's own towards it.
    """

    question: str
    cause: Span
    effect: Span | None
    stance: ExplanationStance


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said in one article, with the exact words (``span``) and whose say-so it is.

    ``when`` is when it happened, ``as_of`` when a figure held. ``attribution`` runs from the article
    outwards to the origin; empty is the article's own voice. ``about_id`` is the claim that this one
    denies, doubts, confirms or retracts. ``head`` is the lemma of the word that carries it. ``by_hand`` names
    what a person has corrected in it; a claim as it was read has none.
    """

    id: str
    article_id: str
    kind: ClaimKind
    span: Span
    head: str
    trigger: Span | None = None
    event_type: str | None = None
    subtype: str | None = None
    polarity: Polarity = "asserted"
    certainty: float = 1.0
    when: Interval | None = None
    when_span: Span | None = None
    as_of: Interval | None = None
    place: PlaceReference | None = None
    actors: tuple[Role, ...] = ()
    amount: Amount | None = None
    attribution: tuple[Hop, ...] = ()
    cue: Span | None = None
    about_id: str | None = None
    forecast: Forecast | None = None
    because: Because | None = None
    voice: VoiceKind = "author"
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the per-article stages made of one article: a pure function of it and ``hint``.

    ``published`` is the article's date as the words, its metadata, a person or the case (``hint``)
    give it. ``unread`` says why an article was kept but not read ("language: ka").
    """

    article_id: str
    version: str
    published: Interval | None
    evidence: DateEvidence
    hint: Interval | None = None
    furniture: tuple[Span, ...] = ()
    voices: tuple[Voice, ...] = ()
    names: tuple[NameMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    numbers_not_read: int = 0
    unread: str | None = None


# --- the case -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """One bearer of names over all articles. Its id is its smallest mention's with an n before."""

    id: str
    kind: NameKind
    name: str
    names: tuple[str, ...]
    mention_ids: tuple[str, ...]
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell the same happening.

    ``part_of`` is the event that contains it; ``label`` is by hand.
    """

    id: str
    type: str | None
    claim_ids: tuple[str, ...]
    part_of: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Reports of one measured thing; its best, low and high are worked out for a day, not stored.

    ``label`` is by hand.
    """

    id: str
    measure: str
    unit: str | None
    place_id: str | None
    population: str | None
    claim_ids: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Claims that put forward, hedge or deny one answer to one question."""

    id: str
    question: str
    label: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement on two records, by the machine or a person, with its reasons."""

    left_id: str
    right_id: str
    relation: str
    judgement: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim or mention stood when a person spoke of it, to find it again after a new reading."""

    id: str
    kind: str
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on claims or mentions; it outranks the machine and is never deleted.

    ``left`` and ``right`` are one of each side; ``lefts`` and ``rights`` are all of them where events,
    figures, explanations or entities were judged as they then were, and ``about`` says which of these
    (empty: all that two claims can stand in). ``words`` are what the two sides said.
    """

    by: str
    at: str
    left: str
    right: str
    verdict: Literal["same", "different"]
    reason: str
    withdrawn: str | None = None
    withdrawn_by: str | None = None
    about: Subject = ""
    lefts: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    id: str = ""
    anchors: tuple[Anchor, ...] = ()

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All that was judged, of both sides."""
        return self.lefts or (self.left,), self.rights or (self.right,)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person set right in one item; it outranks what was read, and is never deleted.

    ``item`` is the id of a claim or an article, or that of an event, figure, explanation or entity, which
    stands for whatever holds the claim or mention of the same digits. ``when`` is a ``value`` that is a date,
    ``called`` the name of a ``value`` that is a bearer. ``words`` are what the item said.
    """

    by: str
    at: str
    item: str
    field: str
    value: str
    reason: str
    withdrawn: str | None = None
    withdrawn_by: str | None = None
    when: Interval | None = None
    words: tuple[str, ...] = ()
    id: str = ""
    anchors: tuple[Anchor, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """The case after linking: what the articles say, joined. Every tuple is sorted by id."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    links: tuple[Link, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """One article's passage rests on another's, or on an origin: pairs of passages are the evidence.

    ``origin_id`` is an article (copies) or an entity (cites, quotes). A copy runs from the later
    article to the earlier one; where the order is not known the reasons say so.
    """

    derived_id: str
    origin_id: str
    kind: Literal["copies", "cites", "quotes"]
    claim_id: str | None
    passages: tuple[tuple[Span, Span | None], ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that differ, or agree, over one thing, with the reason in a sentence."""

    id: str
    kind: ConflictKind
    claim_ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Support:
    """On how many shoulders something rests; the three are never added up.

    ``origins`` are distinct named innermost origins after copies fold together; ``unnamed`` the
    anonymous and generic ones; ``unsourced`` the outlets that tell it in their own voice.
    """

    articles: int
    origins: tuple[str, ...]
    unnamed: tuple[str, ...]
    unsourced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose say-so a claim is in the end: an entity or its words, or the outlet that tells it itself.

    ``key`` tells origins apart (an entity's id, or folded words); ``name`` is what to call this one.
    """

    kind: Literal["named", "unnamed", "unsourced"]
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class FigureRange:
    """Best, low and high of a figure on a day, and the rule that gave the best in words."""

    low: float | None
    best: float | None
    high: float | None
    as_of: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """The case as of one day (None: all of it), worked out from the claims visible then.

    ``figure_steps`` are the ranges of a figure with several reports, day by day as they speak of it;
    ``origins`` are those of each visible claim, after copies fold together.
    """

    as_of: date | None
    linked: Linked
    visible: frozenset[str]
    possible: frozenset[str]
    derivations: tuple[Derivation, ...]
    conflicts: tuple[Conflict, ...]
    event_support: dict[str, Support]
    figure_support: dict[str, Support]
    figure_ranges: dict[str, FigureRange]
    order: tuple[str, ...] = ()
    figure_steps: dict[str, tuple[FigureRange, ...]] = field(default_factory=dict)
    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
