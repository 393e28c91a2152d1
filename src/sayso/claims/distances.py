"""Days told by their distance from a happening: "two days after the raid", "the night before police came"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from sayso.annotate.clause_time import BREAKS, VERBS, sentence_times
from sayso.annotate.tokens import sentence_at
from sayso.claims.settings import Settings
from sayso.claims.timing import RELATIVE
from sayso.claims.triggers import event_words
from sayso.model import Claim, Interval, Sentence, TimeMention
from sayso.spans import cut

NUMBERS = {
    word: number + 1
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"a": 1, "an": 1}
DISTANCE = re.compile(
    r"(?i)\b(?:"
    rf"(?P<count>{'|'.join(NUMBERS)}|\d{{1,2}}) (?P<unit>minute|hour|day|night|week)s? (?P<way>before|after)"
    r"|the (?P<next>day|night|morning|evening|afternoon) (?P<side>before|after)"
    r"|the (?P<eve>eve) of"
    r"|(?P<soon>hours|minutes|moments|shortly|soon|immediately|just) (?:before|after)"
    r"|the (?P<same>day|night|morning|evening|afternoon) of"
    r") (?!yesterday|tomorrow|today|that\b|which\b)(?=\w)"
)
# Days that a week may be off: "three weeks after" is no count of days.
LOOSE = 2
# Words that name what is counted from.
REACH = 40
HAPPENED = frozenset({"event", "figure", "statement"})


@dataclass(frozen=True, slots=True)
class Distance:
    """Words [start, anchor) that tell ``days`` from what [anchor, end) names; ``loose`` where by weeks."""

    start: int
    anchor: int
    end: int
    days: int
    loose: bool
    sentence: Sentence
    clause: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The days on which the article sets what happened, by the nouns that tell it and by its kind."""

    named: Mapping[str, set[date]]
    alike: Mapping[tuple[str | None, str | None], set[date]]

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> Known:
        """The days of ``claims`` whose own words tell them."""
        named: defaultdict[str, set[date]] = defaultdict(set)
        alike: defaultdict[tuple[str | None, str | None], set[date]] = defaultdict(set)
        for claim in claims:
            day = _single(claim.when) if claim.when_span and claim.polarity == "asserted" else None
            if day is None:
                continue
            alike[claim.event_type, claim.subtype].add(day)
            for word in (claim.head, *_words_before_verb(claim)):
                named[word].add(day)
        return cls(named, alike)


def _words_before_verb(claim: Claim) -> list[str]:
    """The end of the subject: "the blast killed nine on Monday" tells the day of the blast."""
    start = claim.trigger.start if claim.trigger else claim.span.start
    return claim.span.exact[: max(0, start - claim.span.start)].lower().split()[-SUBJECT:]


# Words right before a verb of which one is its subject's noun, beside an auxiliary: "the vote was held".
SUBJECT = 2


def date_by_distance(settings: Settings, claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` with the days that their sentences tell by a distance from another happening."""
    out = list(claims)
    distances = _find_distances(settings)
    if not distances:
        return out
    known, told_in = Known.of(claims), _by_sentence(settings, claims)
    for distance in distances:
        here = [(i, out[i]) for i in told_in.get(distance.sentence.start, ())]
        mine = [(i, c) for i, c in here if _is_mine(c, distance)]
        own = next((c.when for _, c in mine if _tells_own(c, distance)), None)
        if own is not None:
            for i, claim in ((i, c) for i, c in here if _is_anchor(c, distance)):
                out[i] = _set(settings, claim, distance, _single(own), -1)
        else:
            base = _base(settings, distance, known)
            for i, claim in mine:
                out[i] = _set(settings, claim, distance, base, 1)
    return out


def _by_sentence(settings: Settings, claims: Sequence[Claim]) -> dict[int, list[int]]:
    """The numbers of the claims of what happened, by where their sentence starts."""
    told: defaultdict[int, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        if claim.kind in HAPPENED and (sentence := sentence_at(settings.doc.sentences, claim.span.start)):
            told[sentence.start].append(i)
    return told


def _find_distances(settings: Settings) -> list[Distance]:
    doc = settings.doc
    found = []
    for match in DISTANCE.finditer(doc.article.text):
        sentence = sentence_at(doc.sentences, match.start())
        if sentence is None or match.end() >= sentence.end or _is_date(settings, sentence, match):
            continue
        days, loose = _count(match)
        end, clause = _reach(sentence, match.end())
        found.append(Distance(match.start(), match.end(), end, days, loose, sentence, clause))
    return found


def _is_date(settings: Settings, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words open a date of the calendar: "the night of the 12th"."""
    times = sentence_times(settings.times, sentence)
    return any(
        t.interval is not None and t.span.start <= match.start() + 3 and match.end() <= t.span.end
        for t in times
    )


def _count(match: re.Match[str]) -> tuple[int, bool]:
    """The days told, before or behind, and whether they were told in weeks."""
    way = -1 if (match["way"] or match["side"] or "").lower() == "before" else 1
    if match["count"]:
        number = NUMBERS.get(match["count"].lower()) or int(match["count"])
        unit = match["unit"].lower()
        each = {"week": 7, "day": 1, "night": 1}.get(unit, 0)
        return way * number * each, unit == "week"
    if match["next"]:
        return way, False
    return (-1 if match["eve"] else 0), False


def _reach(sentence: Sentence, start: int) -> tuple[int, bool]:
    """Where the words from ``start`` on that name the other happening end, and whether they are a clause."""
    tokens = sentence.tokens
    clause = related = False
    first = bisect_left(tokens, start, key=lambda t: t.start)
    for token in tokens[first : first + REACH]:
        if token.text in BREAKS or token.text == ",":
            return token.start, clause
        related = related or token.tag in RELATIVE
        clause = clause or (token.tag in VERBS and not related)
    return tokens[min(len(tokens), first + REACH) - 1].end, clause


def _is_mine(claim: Claim, distance: Distance) -> bool:
    """Whether the distance tells when the claim happened: it stands in its words or right behind them."""
    inside = claim.span.start <= distance.start <= claim.span.end + 2
    if distance.clause and distance.start - distance.sentence.start < 3:
        inside = distance.end <= claim.span.start <= distance.end + 2
    trigger = claim.trigger.start if claim.trigger else claim.span.start
    return inside and not distance.anchor <= trigger < distance.end


def _is_anchor(claim: Claim, distance: Distance) -> bool:
    """Whether the claim is of the happening that is counted from, told by a clause without a day."""
    trigger = claim.trigger.start if claim.trigger else claim.span.start
    return distance.clause and distance.anchor <= trigger < distance.end and claim.when_span is None


def _tells_own(claim: Claim, distance: Distance) -> bool:
    """Whether the claim has a single day by words of its own, outside of what is counted from."""
    span = claim.when_span
    told = span is not None and not distance.start <= span.start < distance.end
    return told and _single(claim.when) is not None


def _single(interval: Interval | None) -> date | None:
    """The day of an interval of one day on which something happened."""
    if interval is None or interval.extent != "within" or interval.earliest != interval.latest:
        return None
    return interval.earliest


def _base(settings: Settings, distance: Distance, known: Known) -> date | None:
    """The day of what is counted from: by words within it, else as other claims of the article date it."""
    inside = [t for t in sentence_times(settings.times, distance.sentence) if _is_inside(t, distance)]
    if inside:
        return _single(inside[0].interval)
    return None if distance.clause else _known_day(distance, known)


def _is_inside(mention: TimeMention, distance: Distance) -> bool:
    return distance.anchor <= mention.span.start < distance.end and _single(mention.interval) is not None


def _known_day(distance: Distance, known: Known) -> date | None:
    """The one day on which the article sets happenings of that name, else of that kind."""
    tokens = [t for t in distance.sentence.tokens if distance.anchor <= t.start < distance.end]
    name = list(takewhile(lambda t: t.tag not in RELATIVE | {"IN", "TO", "CC"}, tokens))
    nouns = [t for t in name if t.tag in ("NN", "NNS")]
    named = any(t.text[0].isupper() for t in name)  # "the Orlen conference" is one of several
    if not nouns or named or tokens[0].text.lower() in ("a", "an", "another"):
        return None
    kind = event_words().nouns.get(nouns[-1].lemma)
    days = known.named.get(nouns[-1].lemma) or known.named.get(nouns[-1].text.lower())
    days = days or (known.alike.get((kind.type, kind.subtype)) if kind else None) or set()
    return next(iter(days)) if len(days) == 1 else None


def _set(settings: Settings, claim: Claim, distance: Distance, base: date | None, way: int) -> Claim:
    """The claim with its day counted from ``base``; without one it keeps no day that it only took over."""
    outside = claim.when_span is not None and not distance.start <= claim.when_span.start < distance.end
    if outside:
        return claim
    if base is None:
        taken = claim.when is not None and claim.when.basis == "inherited" and distance.days != 0
        return replace(claim, when=None) if taken else claim
    try:
        day = base + timedelta(days=way * distance.days)
        spread = timedelta(days=LOOSE if distance.loose else 0)
        interval = Interval(day - spread, day + spread, "day", "within", "anchored")
    except OverflowError:
        return claim
    article = settings.doc.article
    end = distance.end if way > 0 else distance.anchor
    words = article.text[distance.start : end].rstrip(" .!?\n")
    return replace(claim, when=interval, when_span=cut(article, distance.start, distance.start + len(words)))
