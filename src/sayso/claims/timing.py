"""When a claim is set: by its own words, by a clause that "and" ties to it, or by the scene before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from sayso.annotate.clause_time import (
    BREAKS,
    VERBS,
    first_verb,
    hangs_on_noun,
    quoted_stretches,
    sentence_times,
    stretch_at,
    time_for,
)
from sayso.annotate.posting import written_at
from sayso.annotate.tense import tells_saying
from sayso.annotate.time_context import word_before
from sayso.annotate.tokens import sentence_at
from sayso.claims.clauses import Clause
from sayso.claims.settings import Settings
from sayso.claims.verb_groups import SAYING
from sayso.model import Doc, Interval, Sentence, Span, TimeMention

# A dated sentence sets the scene for those that follow it, up to this many paragraphs on.
REACH = 2
# A bound for pages that are nothing but dates; no scene lies so many times back.
LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Timing:
    """When a claim is set: of what happened, of a figure, and the words that say so."""

    when: Interval | None = None
    span: Span | None = None
    as_of: Interval | None = None


def time_claim(
    settings: Settings, sentence: Sentence, span: Span, clause: Clause | None, *, strict: bool = False
) -> Timing:
    """When the words at ``span`` are set: by their own time expression, their sentence's, or the scene's."""
    if strict:
        inside = [t for t in settings.times if span.start <= t.span.start < span.end]
        own = inside[0] if inside else None
    else:
        own = time_for(settings.times, sentence, span.start, span.end)
    tied = find_tied_day(settings, clause) if clause else None
    if own is not None and tied is not None and hangs_on_noun(sentence, own.span.start):
        return Timing(tied)
    if own is not None and own.interval is not None:
        as_of = _is_as_of(settings.doc, own)
        when = replace(own.interval, extent="until") if as_of else own.interval
        return Timing(when, own.span, own.interval if as_of else None)
    if own is not None or clause is None or clause.tense == "future":
        return Timing()
    if clause.tense == "present" and clause.progressive and not clause.perfect:
        written = written_at(settings.doc.posted, clause.start, settings.doc.published)
        return Timing(_take_on(written) if written else None)
    return Timing(_find_antecedent_day(settings, clause) or tied or _inherited(settings, sentence, clause))


def _find_antecedent_day(settings: Settings, clause: Clause) -> Interval | None:
    """The time of the happening that a relative clause goes on from: "the fire of 2022, which cost lives"."""
    if clause.marker not in ("which", "that") or clause.subject is None or clause.perfect:
        return None
    tokens = clause.sentence.tokens
    first, last = (tokens[at].start for at in (clause.subject[0], clause.subject[1] - 1))
    told = [t for t in settings.times if first <= t.span.start <= last < clause.start]
    interval = told[-1].interval if told and clause.tense == "past" else None
    return replace(interval, basis="inherited", clock="") if interval else None


def find_tied_day(settings: Settings, clause: Clause) -> Interval | None:
    """The day of the clause to which this one is tied: "ten were held on Friday and two cars burnt".

    "And", "as", "while" and "when" tie, and so does a participle behind a comma ("…, killing two").
    """
    tied = _find_tie(clause)
    if tied is None or clause.tense not in ("past", "none") or clause.perfect:
        return None
    tokens = clause.sentence.tokens
    before = [t for t in sentence_times(settings.times, clause.sentence) if t.span.end <= tokens[tied].start]
    quotes = quoted_stretches(clause.sentence)
    told = [t for t in before if _is_day(t) and _sets_scene(t, clause.sentence)]
    told = [t for t in told if not hangs_on_noun(clause.sentence, t.span.start)]
    if not told or stretch_at(quotes, told[-1].span.start) != stretch_at(quotes, clause.start):
        return None
    between = [t for t in tokens if told[-1].span.end <= t.start < tokens[tied].start]
    broken = any(t.text in BREAKS or (t.tag in VERBS and t.lemma not in SAYING) for t in between)
    if broken or told[-1].interval is None:
        return None
    return replace(told[-1].interval, basis="inherited", clock="")


TIES = frozenset({"and", "as", "while", "when"})


def _find_tie(clause: Clause) -> int | None:
    """The number of the token that ties the clause to the words before it."""
    tokens = clause.sentence.tokens
    if (
        not clause.finite
        and clause.head.tag == "VBG"
        and clause.first
        and tokens[clause.first - 1].text == ","
    ):
        return clause.first - 1
    back = range(clause.first, max(-1, clause.first - 3), -1)
    return next((j for j in back if tokens[j].text.lower() in TIES), None)


def _is_as_of(doc: Doc, mention: TimeMention) -> bool:
    """ "As of 7 January", "by Monday": the time up to which a count holds."""
    text = doc.article.text[max(0, mention.span.start - 8) : mention.span.start].lower()
    before = text.replace("(", " ").split()
    inside = mention.span.exact.lower().split()
    held = before[-2:] in (["as", "of"], ["as", "at"], ["up", "to"]) or before[-1:] == ["by"]
    return held or inside[:2] == ["as", "of"]


def _inherited(settings: Settings, sentence: Sentence, clause: Clause) -> Interval | None:
    """The scene that words before have set: their day, up to the article's own; or a year looked back to."""
    doc = settings.doc
    written = written_at(doc.posted, clause.start, doc.published)
    if clause.tense == "past" and clause.perfect:
        return None  # "had fled": before the scene, nobody says how long
    if APART.search(doc.article.text, clause.start, clause.end):
        return None
    place = bisect_left(settings.times, clause.start, key=lambda t: t.span.start)
    for mention in reversed(settings.times[max(0, place - LOOK_BACK) : place]):
        before = sentence_at(doc.sentences, mention.span.start)
        if before is None or sentence.paragraph - before.paragraph > REACH:
            return None
        if mention.interval is None or not _sets_scene(mention, before) or _lies_ahead(doc, mention, written):
            continue
        if not _same_voice(doc, mention, before, clause) or _told_aside(settings, mention, before):
            continue
        onward = before is not sentence or clause.marker == "where"
        here = before.paragraph == sentence.paragraph and onward
        near = clause.tense == "past" and (here or _counts_hours(settings, clause))
        if _is_day(mention):
            close = near and mention.interval.extent == "within"
            return _take_on(mention.interval) if close else _until_published(mention.interval, written)
        if before.paragraph == sentence.paragraph:
            return _take_on(mention.interval) if near else None
    return None


# "in the weeks before the crash": a time of its own, which no date tells.
APART = re.compile(r"(?i)\b(?:weeks?|months?|years?) (?:before|after) (?:the|a|an|his|her|its|their)\b")


def _lies_ahead(doc: Doc, mention: TimeMention, written: Interval | None) -> bool:
    """Whether a time lies after the day of writing, or is a term ("by Monday"): nothing happened then."""
    last = written.latest if written else None
    earliest = mention.interval.earliest if mention.interval else None
    term = word_before(doc.article.text, mention.span.start) == "by"
    return term or bool(last and earliest and earliest > last)


HOURS = re.compile(r" (?:before|after|earlier|later)\b")


def _counts_hours(settings: Settings, clause: Clause) -> bool:
    """Whether a clause is told by its hours from what the scene tells ("two hours before the crash")."""
    text = settings.doc.article.text
    told = [t for t in sentence_times(settings.times, clause.sentence) if t.value.startswith("PT")]
    return any(clause.start <= t.span.start < clause.end and HOURS.match(text, t.span.end) for t in told)


def _take_on(scene: Interval) -> Interval:
    """The scene's own bounds, for what goes on telling of it."""
    grain = scene.grain if scene.grain in WIDE else "day"
    return replace(scene, grain=grain, extent="within", basis="inherited", clock="")


WIDE = frozenset({"month", "season", "year"})


def _sets_scene(mention: TimeMention, sentence: Sentence) -> bool:
    """Whether a time tells when something happened, or from when on, at the head of its sentence.

    Sets and ends tell no scene; a year in the midst of a sentence belongs to a thing ("the fire of 1998").
    """
    interval = mention.interval
    if interval is None or mention.is_set or interval.earliest is None:
        return False
    if interval.extent == "within" and _is_day(mention):
        return True
    told = (
        interval.extent == "since"
        if _is_day(mention)
        else interval.grain in WIDE and interval.extent == "within"
    )
    return told and (mention.span.start <= first_verb(sentence) or _looks_back(sentence, mention))


def _looks_back(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a main verb in the past tells a year or month behind "in" ("I wrote to him in May 2031")."""
    before = [t for t in sentence.tokens if t.start < mention.span.start]
    if not before or before[-1].text.lower() != "in" or any(t.tag in RELATIVE for t in before):
        return False
    verbs = [t for t in before if t.tag.startswith("VB")]
    return bool(verbs) and verbs[-1].tag == "VBD"


RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})


def _told_aside(settings: Settings, mention: TimeMention, before: Sentence) -> bool:
    """Whether a clause that hangs on another, or a saying, has the time, and its sentence has a day besides.

    "Ten were freed yesterday, the first since rebels took the gate on Monday." is a scene of yesterday, and
    "Rebels took the gate on Monday, the mayor said yesterday." one of Monday.
    """
    if not _is_in_aside(before, mention.span.start):
        return False
    others = (t for t in sentence_times(settings.times, before) if t is not mention and _is_day(t))
    return any(_sets_scene(t, before) and not _is_in_aside(before, t.span.start) for t in others)


def _is_in_aside(sentence: Sentence, place: int) -> bool:
    """Whether a verb of saying, or a finite one brought in by "who", "since" and the like, has the time."""
    if tells_saying(sentence, place):
        return True
    verbs = 0
    for token in reversed([t for t in sentence.tokens if t.start < place]):
        if token.tag in VERBS:
            verbs += 1
        elif token.text in BREAKS or (verbs and token.text == ","):
            return False
        elif verbs and (token.tag in RELATIVE or token.text.lower() in HANGING_ON):
            return True
    return False


HANGING_ON = frozenset({"since", "after", "before", "until", "because", "although", "though"})


def _is_day(mention: TimeMention) -> bool:
    """A day or part of one."""
    return mention.interval is not None and mention.interval.grain in ("day", "part", "hour", "minute")


def _same_voice(doc: Doc, mention: TimeMention, before: Sentence, clause: Clause) -> bool:
    """Whether the one who tells the time also tells the clause: what is quoted sets no scene around it."""
    start = mention.span.start
    if _voice_at(doc, start) != _voice_at(doc, clause.start):
        return False
    quoted = stretch_at(quoted_stretches(before), start) >= 0
    return not quoted or stretch_at(quoted_stretches(clause.sentence), clause.start) >= 0


def _voice_at(doc: Doc, offset: int) -> int:
    """The number of the voice that speaks at ``offset``, -1 for the author's."""
    return next((i for i, v in enumerate(doc.voices) if v.span.start <= offset < v.span.end), -1)


def _until_published(scene: Interval, published: Interval | None) -> Interval:
    """From the scene's first day to its last, or to the article's date where that is within a week."""
    latest = scene.latest or scene.earliest
    if (
        published is not None
        and published.latest is not None
        and latest is not None
        and scene.earliest is not None
    ):
        days = (published.latest - scene.earliest).days
        if 0 <= days <= 7:
            latest = max(latest, published.latest)
    return Interval(scene.earliest, latest, "day", "within", "inherited")
