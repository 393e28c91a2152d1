"""Paragraphs, sentences and words, by ordered rules over cut points; tags by the shipped tagger."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise

from sayso.annotate.mending import mend_tags
from sayso.annotate.tagging import Tagger
from sayso.model import Sentence, Token
from sayso.vocabulary import load_vocabulary

# A word keeps inner hyphens, apostrophes and points ("well-trained", "U.S.", "1.5"); all else stands alone.
WORD = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w[\w.]{0,64}"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|pm|am|m|bn|k)?\b"
    r"|\w+(?:[-'’‑]\w+)*"
    r"|\.{2,}|…|--+|\S",
)
# What may follow "5 p.m." within its sentence: a day, a month, a zone.
AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"
    r"|[A-Z]{2,5}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich|local)\b"
)
# A capital on these is that of a sentence that opens; behind "5 p.m." and "the U.S." they end the one before.
OPENERS = re.compile(
    r"(?:On|In|At|By|The|A|An|And|But|He|She|It|They|We|His|Her|Its|Their|This|That|These|Those|There|When|While"
    r"|After|Before|As|For|From|With|Some|Many|Most|Several|Two|Three|No|Not|Then|Later|Earlier|Meanwhile)\s"
)
CLITIC = re.compile(r"(?i)(?<=\w)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?…]+[\"'”’»)\]]*$")
BLANK = re.compile(r"\n[ \t\r\f\v\xa0]*\n")
BULLET = re.compile(r"[ \t\xa0]*[*•‣◦▪·][ \t\xa0]+\S")
LISTED = re.compile(r"[ \t\xa0]*(?:[*•‣◦▪·–—-]|\d{1,2}[.)])[ \t\xa0]+\S")


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of ``text`` stand, without the white space around them."""
    blocks, last = [], 0
    for match in BLANK.finditer(text):
        blocks.append((last, match.start()))
        last = match.end()
    blocks.append((last, len(text)))
    lines = [line for block in blocks for line in _split_lines(text, *block)]
    return [trimmed for line in lines if (trimmed := _trim(text, *line))]


def _split_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a block; one paragraph if it looks as if broken at a fixed width."""
    end = start + len(text[start:end].rstrip())
    cuts = [m.start() for m in re.finditer("\n", text[start:end])]
    lines = list(zip([0, *(c + 1 for c in cuts)], [*cuts, end - start], strict=True))
    widths = [e - s for s, e in lines]
    # Mail and wire text is broken at 60 to 80 columns; a list or a menu has ragged short lines.
    if len(lines) >= 3 and max(widths) <= 90 and min(widths[:-1]) >= 45:
        # A dash or a number may well be the first thing on a broken line; a list opens with one.
        bullet = LISTED if LISTED.match(text, start) else BULLET
        opens = [0, *(s for s, _ in lines[1:] if bullet.match(text, start + s)), end - start]
        return [(start + s, start + e) for s, e in pairwise(opens)]
    return [(start + s, start + e) for s, e in lines]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    words = load_vocabulary("en", "tokens")
    return frozenset(words["abbreviations"]["always"]), frozenset(words["abbreviations"]["before_number"])


def _ends_sentence(paragraph: str, stop: re.Match[str]) -> bool:
    """Whether the marks at ``stop`` end a sentence: rules in order, the first that knows decides."""
    rest = paragraph[stop.end() :].lstrip()
    if not rest:
        return True
    before = re.search(r"[^\s(\[\"“‘']+$", paragraph[: stop.start()])
    word = before[0] if before else ""
    if stop[0] == ".":
        always, before_number = _abbreviations()
        if word.lower() in always or (word.lower() in before_number and rest[0].isdigit()):
            return False
        if re.fullmatch(r"[A-Z]", word) and rest[0].isupper():
            return False
        if word.lower() in ("a.m", "p.m") and AFTER_CLOCK.match(rest):
            return False
        if re.search(r"\.[A-Za-z]$", word) and not OPENERS.match(rest):
            return rest[0].isupper() and not re.match(r"[A-Z][\w'’.-]*\s+(?:[A-Z]|\d)", rest)
        if re.fullmatch(r"\d{1,2}", word) and stop.start() <= 3:
            return False
    if stop[0][0] in "…" or stop[0].startswith(".."):
        return not rest[0].islower()
    closed = stop[0][-1] in "\"'”’»)]"
    if closed and stop[0][0] in "!?" and (rest[0].islower() or rest[0] == "("):
        return False
    return not rest[0].islower()


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences of the paragraph [start, end) stand."""
    paragraph, out, last = text[start:end], [], start
    for stop in STOP.finditer(paragraph):
        if _ends_sentence(paragraph, stop):
            trimmed = _trim(text, last, start + stop.end())
            last = start + stop.end()
            if trimmed:
                out.append(trimmed)
    trimmed = _trim(text, last, end)
    return [*out, trimmed] if trimmed else out


def split_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words and marks of a sentence stand; "don't" and "Kate's" are two words each."""
    out = []
    for match in WORD.finditer(text, start, end):
        if match[0].lower() == "cannot":
            out += [(match.start(), match.start() + 3), (match.start() + 3, match.end())]
            continue
        clitic = CLITIC.search(match[0])
        if clitic:
            cut = match.start() + clitic.start()
            out += [(match.start(), cut), (cut, match.end())]
        else:
            out.append(match.span())
    return [(s, e) for s, e in out if s < e]


def read_sentences(text: str, tagger: Tagger) -> tuple[Sentence, ...]:
    """The sentences of ``text`` with their tagged words."""
    out = []
    for number, paragraph in enumerate(split_paragraphs(text)):
        for start, end in split_sentences(text, *paragraph):
            places = split_words(text, start, end)
            words = [text[s:e] for s, e in places]
            tagged = tagger.tag(words)
            tokens = tuple(
                Token(s, e, w, t, le) for (s, e), w, (t, le) in zip(places, words, tagged, strict=True)
            )
            out.append(Sentence(start, end, number, mend_tags(tokens)))
    return tuple(out)


def sentence_at(sentences: tuple[Sentence, ...], offset: int) -> Sentence | None:
    """The sentence that holds ``offset``, or None between sentences."""
    index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    return sentences[index] if index >= 0 and offset < sentences[index].end else None
