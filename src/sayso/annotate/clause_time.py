"""Which time governs a clause: one inside it, one that follows at once, or one at the sentence's head."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice

from sayso.model import Sentence, TimeMention

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})
BREAKS = frozenset({";", ":", "–", "—", "--"})
# Words that hang a bygone event on the clause: "since its founding in 1999".
HANGING = frozenset({"since", "before", "after", "until", "till", "from", "of"})


def time_for(times: tuple[TimeMention, ...], sentence: Sentence, start: int, end: int) -> TimeMention | None:
    """The mention that governs the clause [start, end) of ``sentence``; sets and lengths govern none."""
    here = [m for m in sentence_times(times, sentence) if tells_when(m)]
    quotes = quoted_stretches(sentence)
    mine = {stretch_at(quotes, start), stretch_at(quotes, max(start, end - 1))}
    near = [m for m in here if stretch_at(quotes, m.span.start) in mine]
    inside = [m for m in near if start <= m.span.start < end]
    barred, verb = first_bar(sentence, end), first_verb(sentence)
    following = [m for m in near if end <= m.span.start <= barred]
    leading = [m for m in here if m.span.start < start and m.span.start <= verb]
    for group in (inside, following, leading):
        firm = [m for m in group if not hangs_on_noun(sentence, m.span.start)]
        firm = [m for m in firm if not is_aside(sentence, m, start, end)] or firm
        if firm:
            return firm[0]
    loose = next((m for group in (inside, following) for m in group), None)
    return loose or next((m for m in near if m.span.start >= end and tells_when_else(sentence, end, m)), None)


def tells_when(mention: TimeMention) -> bool:
    """Whether a mention is a date, or a stretch that could be placed."""
    placed = mention.interval is not None
    return not mention.is_set and not mention.value.endswith("_REF") and (placed or mention.value[0] != "P")


def quoted_stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Where quoted words stand in a sentence; an unclosed mark quotes up to the end."""
    stretches: list[tuple[int, int]] = []
    opened = None
    for token in sentence.tokens:
        if opened is None and (token.text in OPENING or token.text in (STRAIGHT, "``")):
            opened = token.start
        elif opened is not None and (token.text in CLOSING or token.text in (STRAIGHT, "''")):
            stretches.append((opened, token.end))
            opened = None
    return [*stretches, (opened, sentence.end)] if opened is not None else stretches


def stretch_at(stretches: list[tuple[int, int]], place: int) -> int:
    """The number of the stretch that holds ``place``, or -1 outside all of them."""
    return next((i for i, (start, end) in enumerate(stretches) if start <= place < end), -1)


def first_bar(sentence: Sentence, end: int) -> int:
    """Where the first verb or break behind a clause's end stands: a time before it follows at once."""
    behind = islice(sentence.tokens, bisect_left(sentence.tokens, end, key=lambda t: t.start), None)
    bars = (t.start for t in behind if t.tag in VERBS or t.text in BREAKS or t.text == ",")
    return next(bars, sentence.end)


def first_verb(sentence: Sentence) -> int:
    """Where the first verb stands: a time before it is set at the sentence's head."""
    return next((t.start for t in sentence.tokens if t.tag in VERBS), sentence.end)


def tells_when_else(sentence: Sentence, end: int, mention: TimeMention) -> bool:
    """Whether a clause that opens with "when" at the end of this one holds the time: it is this one's too."""
    tokens = sentence.tokens
    first = bisect_left(tokens, end, key=lambda t: t.start)
    if first == len(tokens) or tokens[first].text.lower() != "when":
        return False
    between = tokens[first : bisect_left(tokens, mention.span.start, key=lambda t: t.start)]
    if not between:
        return False
    verbs = [t for t in between if t.tag in VERBS]
    return len(verbs) == 1 and not any(t.text in BREAKS or t.text == "," for t in between)


def hangs_on_noun(sentence: Sentence, place: int) -> bool:
    """Whether the time belongs to a noun: brought in by "since" or the like, or marked out by it."""
    tokens = sentence.tokens
    index = bisect_left(tokens, place, key=lambda t: t.start)
    after = bisect_left(tokens, place + 1, key=lambda t: t.start)
    if any(t.tag == "POS" for t in tokens[after : after + 1]):  # "Saturday's blast"
        return True
    if (
        index < 2
        or tokens[index - 1].tag not in ("IN", "TO")
        or not tokens[index - 2].tag.startswith(("NN", "VBG"))
    ):
        return False
    before = [t.text.lower() for t in tokens[max(0, index - 6) : index - 2]]
    return bool(HANGING & set(before[-3:]))


def is_aside(sentence: Sentence, mention: TimeMention, start: int, end: int) -> bool:
    """Whether a time stands between commas before the clause's verb: "Ann Lee, mayor since 2012, fled"."""
    tokens = [t for t in sentence.tokens if start <= t.start < end]
    verb = next((t.start for t in tokens if t.tag in VERBS), end)
    commas = [t.start for t in tokens if t.text == "," and t.start < verb]
    return bool(commas) and commas[0] < mention.span.start < commas[-1]


def sentence_times(times: tuple[TimeMention, ...], sentence: Sentence) -> tuple[TimeMention, ...]:
    """The mentions that stand in ``sentence``; ``times`` are in order of place."""
    first = bisect_left(times, sentence.start, key=lambda m: m.span.start)
    last = bisect_right(times, sentence.end - 1, key=lambda m: m.span.start)
    return times[first:last]
