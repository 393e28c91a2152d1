"""The day at which a count holds: told with a state, with a toll, or with the saying of it."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.annotate.clause_time import VERBS, sentence_times, time_for
from sayso.annotate.posting import written_at
from sayso.annotate.tense import tells_saying
from sayso.annotate.tokens import sentence_at
from sayso.claims.clauses import Clause
from sayso.claims.settings import Settings
from sayso.claims.timing import find_tied_day
from sayso.model import Amount, Claim, Interval, Sentence, TimeMention

# Counts that change as more is known. What a day's happenings counted ("ten shot on Monday") does not.
GROWING = frozenset({"killed", "injured", "missing", "displaced", "detained", "rescued", "deployed"})
DAYS = frozenset({"day", "part", "hour", "minute"})
# Nouns for a count: whoever raises or puts a toll on a day tells how it stood then.
TOLLS = frozenset({"toll", "number", "count", "tally", "total", "figure", "balance", "list"})
STATES = frozenset({"be", "remain", "stand", "have", "number", "total", "lead"})
# Whoever counts or reports on a day tells how many there were by then.
COUNTING = frozenset(
    {"count", "report", "confirm", "list", "record", "register", "admit", "announce", "tally", "put"}
    | {"speak", "give", "estimate", "acknowledge", "say", "concede", "cite", "mention"}
)
STILL = re.compile(r"(?i)\b(?:now|so far|still|to date|until now|thus far)\b")
# "were killed and 40 were missing on Friday": the day of the second count is the first one's too.
SHARED = re.compile(
    r",?\s+(?:and|with)\s[^.;:]{0,80}\b(?:missing|dead|injured|hurt|wounded|homeless|displaced)\s+(?:\w+\s+){0,2}$"
)
SHARED_REACH = 120


def find_as_of(
    settings: Settings, claim: Claim, sentence: Sentence, clause: Clause | None
) -> Interval | None:
    """The day at which the claim's count holds, where the words tell it; None elsewhere."""
    if claim.as_of is not None or claim.amount is None:
        return claim.as_of
    if _is_of_another(settings, claim):
        return None
    told = _told_with(settings, claim, clause)
    if told is None and claim.amount.measure not in GROWING:
        states = clause is not None and claim.when_span is None and _tells_state(claim, clause)
        return _whole_days(_day_of_saying(settings, claim, sentence)) if states else None
    told = told or _by_then(settings, claim)
    told = told or _told_beside(settings, claim, sentence)
    told = told or _day_of_saying(settings, claim, sentence)
    told = told or _day_said_before(settings, claim, sentence)
    return _whole_days(told) or _day_of_writing(settings, claim, clause)


def _whole_days(told: Interval | None) -> Interval | None:
    """The days of a time, without its hours."""
    return replace(told, grain="day", extent="within", clock="") if told else None


def _told_with(settings: Settings, claim: Claim, clause: Clause | None) -> Interval | None:
    """The claim's own day, where its words tell a state or a toll, or open with it ("9 May: 71 dead").

    Arrests are counted day by day: those of a day hold at its end.
    """
    when, span = claim.when, claim.when_span
    if span is None and clause is not None and _tells_state(claim, clause):
        return find_tied_day(settings, clause)
    if when is None or span is None or when.grain not in DAYS or when.extent == "since":
        return _day_of_subject(settings, clause) if clause and _tells_state(claim, clause) else None
    if claim.amount is not None and claim.amount.measure == "detained":
        return when
    grows = claim.amount is not None and claim.amount.measure in GROWING
    if grows and settings.doc.article.text[span.end : span.end + 1] == ":":
        return when
    return when if _tells_state(claim, clause) else None


def _tells_state(claim: Claim, clause: Clause | None) -> bool:
    """Whether the words tell how a count stands, not what happened."""
    if claim.amount is not None and claim.amount.measure == "missing":
        return True
    if clause is None:
        return False
    subject = clause.sentence.tokens[slice(*clause.subject)] if clause.subject else ()
    told = any(t.lemma in TOLLS for t in (*clause.tokens, *subject)) or clause.head.lemma in COUNTING
    priced = claim.amount is not None and _is_price(claim.amount) and clause.head.lemma in SELLING
    return told or priced or (clause.head.lemma in STATES and not clause.passive)


def _is_price(amount: Amount) -> bool:
    """Whether an amount is a price, or money of a known kind."""
    return amount.measure == "price" or CURRENCY.fullmatch(amount.unit or "") is not None


CURRENCY = re.compile(r"[A-Z]{3}")
SELLING = frozenset({"sell", "cost", "trade", "fetch", "go", "change"})


def _day_of_subject(settings: Settings, clause: Clause) -> Interval | None:
    """The day that the words for a count tell: "the list published on Monday has 12 names"."""
    if clause.subject is None:
        return None
    tokens = clause.sentence.tokens
    start, end = tokens[clause.subject[0]].start, tokens[clause.verb_first].start
    days = [
        t
        for t in sentence_times(settings.times, clause.sentence)
        if start <= t.span.start < end and _is_day(t)
    ]
    return days[0].interval if len(days) == 1 else None


def _is_of_another(settings: Settings, claim: Claim) -> bool:
    """Whether the claim's day stands with the number that it is compared with."""
    if claim.when_span is None or claim.amount is None or claim.amount.span.end >= claim.when_span.start:
        return False
    between = settings.doc.article.text[claim.amount.span.end : claim.when_span.start]
    return len(between) < SHARED_REACH and COMPARED.search(between) is not None


# "12, up from nine on Sunday": the day is that of the number before.
COMPARED = re.compile(
    r"(?i)\b(?:(?:up|down|revised) from|compared (?:with|to)|against)\s[^,;:]{0,40}\b(?:\d|[a-z]{3,9})"
)
THEN = re.compile(r"(?i)\bby (?:then|that time|that point)\b")
# Characters back in which "by then" finds its day.
THEN_REACH = 600


def _by_then(settings: Settings, claim: Claim) -> Interval | None:
    """The day last told before "by then"."""
    match = THEN.search(claim.span.exact)
    if match is None:
        return None
    start = claim.span.start + match.start()
    told = [
        t for t in settings.times if start - THEN_REACH < t.span.start < start and _is_day(t) and not t.is_set
    ]
    last = sentence_at(settings.doc.sentences, told[-1].span.start) if told else None
    # Of several days in a sentence the first is its own: "raised the toll on Friday, up from nine on Monday".
    return next((t.interval for t in told if last and t.span.start >= last.start), None)


def _told_beside(settings: Settings, claim: Claim, sentence: Sentence) -> Interval | None:
    """The day of a state that "and" ties to a count without a day of its own."""
    if claim.when_span is not None:
        return None
    text, end = settings.doc.article.text, claim.span.end
    for mention in sentence_times(settings.times, sentence):
        if end <= mention.span.start < min(sentence.end, end + SHARED_REACH) and _is_day(mention):
            return mention.interval if SHARED.fullmatch(text, end, mention.span.start) else None
    return None


def _day_of_saying(settings: Settings, claim: Claim, sentence: Sentence) -> Interval | None:
    """The day on which the count was told ("said on Sunday that 74 had died")."""
    cue = claim.cue
    if cue is None or not sentence.start <= cue.start < sentence.end:
        return None
    mention = time_for(settings.times, sentence, cue.start, cue.end)
    if mention is None or not _is_day(mention):
        return None
    # "said yesterday 74 had died": without "that" the day of the saying opens what is said.
    within = claim.span.start < mention.span.start < claim.span.end
    return None if within else mention.interval


# "The ministry said on Monday that ten had died. It said forty were hurt.": both were said on Monday.
AGAIN = re.compile(r"(?:^|[\s“\"])(?:It|He|She|They)(?: (?:also|then|later|had))? $")


def _day_said_before(settings: Settings, claim: Claim, sentence: Sentence) -> Interval | None:
    """The day of the saying in the sentence before, where a pronoun goes on with it."""
    doc, cue = settings.doc, claim.cue
    if cue is None or claim.when_span is not None or not sentence.start <= cue.start < sentence.end:
        return None
    if AGAIN.search(doc.article.text[sentence.start : cue.start]) is None:
        return None
    before = sentence_at(doc.sentences, max(0, sentence.start - 2))
    if before is None or before.paragraph != sentence.paragraph:
        return None
    days = [t for t in sentence_times(settings.times, before) if _is_day(t)]
    said = [t for t in days if tells_saying(before, t.span.start)] or (days if len(days) == 1 else [])
    return said[0].interval if said else None


def _is_day(mention: TimeMention) -> bool:
    return mention.interval is not None and mention.interval.grain in DAYS


def _day_of_writing(settings: Settings, claim: Claim, clause: Clause | None) -> Interval | None:
    """The article's day for a count that stands "now" or in the present tense, if it is known to the day."""
    doc = settings.doc
    published = written_at(doc.posted, claim.span.start, doc.published)
    if published is None or published.earliest is None or published.earliest != published.latest:
        return None
    stands = clause is not None and (clause.perfect or _tells_state(claim, clause))
    present = stands and clause is not None and clause.tense == "present"
    headline = clause is None or not any(t.tag in VERBS for t in clause.sentence.tokens)
    bare = headline and claim.when_span is None
    since = claim.when is not None and claim.when.extent == "since"
    if not (present or bare or since or STILL.search(claim.span.exact)):
        return None
    return Interval(published.earliest, published.latest, "day", basis="anchored")
