"""Days told by their distance from a happening: "two days after the raid", "the night before police came"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
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


def date_by_distance(settings: Settings, claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` with the days that their sentences tell by a distance from another happening."""
    out = list(claims)
    for distance in _find_distances(settings):
        here = [
            (i, c)
            for i, c in enumerate(out)
            if c.kind in HAPPENED and distance.sentence.start <= c.span.start < distance.sentence.end
        ]
        mine = [(i, c) for i, c in here if _is_mine(c, distance)]
        own = next((c.when for _, c in mine if _tells_own(c, distance)), None)
        if own is not None:
            for i, claim in ((i, c) for i, c in here if _is_anchor(c, distance)):
                out[i] = _set(settings, claim, distance, _single(own), -1)
        else:
            base = _base(settings, distance, out)
            for i, claim in mine:
                out[i] = _set(settings, claim, distance, base, 1)
    return out


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
    for token in tokens[bisect_left(tokens, start, key=lambda t: t.start) :]:
        if token.text in BREAKS or token.text == ",":
            return token.start, clause
        related = related or token.tag in RELATIVE
        clause = clause or (token.tag in VERBS and not related)
    return sentence.end, clause


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


def _base(settings: Settings, distance: Distance, claims: Sequence[Claim]) -> date | None:
    """The day of what is counted from: by words within it, else as other claims of the article date it."""
    inside = [t for t in sentence_times(settings.times, distance.sentence) if _is_inside(t, distance)]
    if inside:
        return _single(inside[0].interval)
    return None if distance.clause else _known_day(distance, claims)


def _is_inside(mention: TimeMention, distance: Distance) -> bool:
    return distance.anchor <= mention.span.start < distance.end and _single(mention.interval) is not None


def _known_day(distance: Distance, claims: Sequence[Claim]) -> date | None:
    """The one day on which the article sets happenings of that name, else of that kind."""
    tokens = [t for t in distance.sentence.tokens if distance.anchor <= t.start < distance.end]
    name = takewhile(lambda t: t.tag not in RELATIVE | {"IN", "TO", "CC"}, tokens)
    nouns = [t for t in name if t.tag in ("NN", "NNS")]
    if not nouns or tokens[0].text.lower() in ("a", "an", "another"):
        return None
    lemma = nouns[-1].lemma
    kind = event_words().nouns.get(lemma)
    told = [c for c in claims if c.when_span is not None and c.polarity == "asserted" and _single(c.when)]
    named = {_single(c.when) for c in told if c.head == lemma or _does(c, nouns[-1].text.lower())}
    alike = {
        _single(c.when) for c in told if kind and c.event_type == kind.type and c.subtype == kind.subtype
    }
    days = named or alike
    return days.pop() if len(days) == 1 else None


def _does(claim: Claim, noun: str) -> bool:
    """Whether the noun stands before the verb of the claim: "the blast killed nine on Monday"."""
    if claim.trigger is None:
        return False
    before = claim.span.exact[: max(0, claim.trigger.start - claim.span.start)].lower()
    return noun in before.split()


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
