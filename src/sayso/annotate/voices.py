"""Who is speaking where: interviewees, commenters and quoted documents; everything else is the author."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Any

from sayso import spans
from sayso.annotate.furniture import DATE_LINE, find_furniture
from sayso.annotate.interviews import Answer, find_answers, find_interviewee
from sayso.annotate.lines import Line, any_of, is_comments_head, is_prose, load_words, read_lines
from sayso.annotate.stamps import forwarded_name, has_reply, is_post_head, is_reply_row, signature_end
from sayso.model import Article, Span, Voice
from sayso.vocabulary import load_vocabulary

__all__ = ["find_furniture", "find_voices"]

NUMBERED = re.compile(r"(?:\d{1,3}[.)]|#\d{1,4})\s+(?=\S)")
QUOTED_MAIL = re.compile(r">+\s?")
OPENS, CLOSES = re.compile(r"[\"“„«]"), re.compile(r"[\"”“»][.,]?$")
ISSUER = re.compile(
    r"\b(?:by|from|of)\s((?:the\s)?[A-Z][\w'’-]{1,30}(?:\s(?:of\s|for\s|and\s)?[A-Z][\w'’-]{1,30}){0,5})"
)
# A commenter signs with a name or two and a place, not with a sentence.
SIGNATURE = 8
# A quotation that is not closed within so many paragraphs was never one.
LONGEST_DOCUMENT = 60


def find_voices(article: Article, furniture: tuple[Span, ...]) -> tuple[Voice, ...]:
    """The stretches in which somebody else than the author speaks, in order, none overlapping another."""
    lines = read_lines(article.text)
    marked = _covered(lines, furniture)
    below = _comments_start(lines, marked)
    body = [i for i in range(below) if not marked[i]]
    voices = _interview(article, lines, body)
    spoken = {i for i in body for v in voices[:1] if lines[i].end > v.span.start}
    told = [i for i in body if i not in spoken]
    passed_on = _forwarded(article, lines, told)
    voices += passed_on
    covered = [(voice.span.start, voice.span.end) for voice in passed_on]
    told = [i for i in told if not any(start <= lines[i].start < end for start, end in covered)]
    voices += _documents(article, lines, told)
    voices += _comments(article, lines, (below, marked))
    return tuple(sorted(voices, key=lambda voice: voice.span.start))


def _covered(lines: list[Line], furniture: tuple[Span, ...]) -> list[bool]:
    """For each line whether furniture covers it."""
    starts = [f.start for f in furniture]
    before = [bisect_right(starts, line.start) - 1 for line in lines]
    return [k >= 0 and line.end <= furniture[k].end for line, k in zip(lines, before, strict=True)]


# --- interviews -----------------------------------------------------------------------------------


def _interview(article: Article, lines: list[Line], body: list[int]) -> list[Voice]:
    answers = find_answers(lines, body)
    if not answers:
        return []
    intro = [i for i in body if i < answers[0].first]
    place = find_interviewee(article.text, lines, intro)
    name = spans.cut(article, *place) if place else None
    return [voice for answer in answers for voice in _voice_of(article, lines, body, (answer, name))]


def _voice_of(
    article: Article, lines: list[Line], body: list[int], found: tuple[Answer, Span | None]
) -> list[Voice]:
    """The voices of an answer: one, or more where furniture stands within it."""
    answer, name = found
    if answer.label:
        label = spans.cut(article, *answer.label)
        # "Roe:" in the turns is the Jane Roe of the intro.
        name = name if name and label.exact.casefold() in name.exact.casefold() else label
    out: list[list[int]] = []
    for i in body[bisect_left(body, answer.first) : bisect_right(body, answer.last)]:
        if out and i == out[-1][-1] + 1:
            out[-1].append(i)
        else:
            out.append([i])
    starts = [lines[run[0]].start + (answer.skip if run[0] == answer.first else 0) for run in out]
    return [
        Voice(spans.cut(article, start, lines[run[-1]].end), "interviewee", name)
        for start, run in zip(starts, out, strict=True)
    ]


# --- comments -------------------------------------------------------------------------------------


def _comments_start(lines: list[Line], marked: list[bool]) -> int:
    """The line after the head of the comments, or the number of lines if there are none."""
    prose = next((i for i, line in enumerate(lines) if is_prose(line) and not marked[i]), len(lines))
    heads = [i for i in range(prose + 1, len(lines) - 1) if marked[i] and is_comments_head(lines[i])]
    signed = [i for i in range(prose + 1, len(lines) - 1) if marked[i] and signature_end(lines[i])]
    replies = [i for i in range(prose + 1, len(lines)) if marked[i] and is_reply_row(lines[i])]
    # A page has one such head, or a counter above and a head below.
    headed = next((i + 1 for i in heads[:5] if _has_comments(lines, i)), len(lines))
    # Without a head, a signature with its moment opens them, if one can reply to it.
    bare = next((i for i in signed if has_reply(replies, i)), len(lines))
    return min(headed, bare)


def _has_comments(lines: list[Line], head: int) -> bool:
    """Whether what follows looks like comments and not like the article going on below a counter."""
    end = _comments_end(lines, head + 1)
    zone = lines[head + 1 : end]
    signed = sum(_is_signature(zone, k) for k in range(len(zone)))
    told = re.search(r"\d+", lines[head].key)
    number = (
        int(told[0][:6])
        if told
        else load_words().numbers.index(lines[head].words[0])
        if _told(lines[head])
        else 0
    )
    says = any(
        _says(line) or DATE_LINE.fullmatch(line.text.strip()) or is_reply_row(line) or signature_end(line)
        for line in zone
    )
    form = end < len(lines) and lines[end].key.startswith(load_words().forms)
    numbered = bool(zone) and bool(NUMBERED.match(zone[0].text))
    return bool(zone) and (numbered or says or form or (signed > 0 and signed == number))


def _told(line: Line) -> bool:
    return line.words[0] in load_words().numbers


def _comments_end(lines: list[Line], start: int) -> int:
    """The line of the form, of other lists or of the page's end."""
    words = load_words()
    for i in range(start, len(lines)):
        key = lines[i].key
        ends = key in words.lists - words.closers and not set(lines[i].words) <= words.buttons
        if key.startswith(words.forms) or ends or key in words.foreign:
            return i
    return len(lines)


def _comments(article: Article, lines: list[Line], found: tuple[int, list[bool]]) -> list[Voice]:
    start, marked = found
    if start >= len(lines):
        return []
    zone = lines[start : _comments_end(lines, start)]
    out: list[Voice] = []
    name: Span | None = None
    block: list[Line] = []
    for k, line in enumerate(zone):
        opens = NUMBERED.match(line.text)
        if _is_signature(zone, k) or opens or marked[start + k]:
            out += _comment(article, block, name)
            block = [line] if opens and not _is_signature(zone, k) else []
            name = _signed(article, line) if _is_signature(zone, k) else None if opens else name
        else:
            block.append(line)
    return out + _comment(article, block, name)


def _comment(article: Article, block: list[Line], name: Span | None) -> list[Voice]:
    if not block:
        return []
    number = NUMBERED.match(block[0].text)
    start = block[0].start + (number.end() if number else 0)
    return [Voice(spans.cut(article, start, block[-1].end), "comment", name)]


def _says(line: Line) -> bool:
    """A signature such as "Jane Roe says:"."""
    said = load_words().said
    return (
        len(line.words) <= SIGNATURE + 8 and line.text.rstrip().endswith(":") and bool(said & set(line.words))
    )


def _is_signature(zone: list[Line], k: int) -> bool:
    """The name of a commenter, on a line of its own above the words."""
    line = zone[k]
    if _says(line) or (k + 1 < len(zone) and signature_end(line)):
        return True
    if k + 1 == len(zone) or len(line.words) > SIGNATURE or _ends_sentence(line):
        return False
    if DATE_LINE.fullmatch(zone[k + 1].text.strip()):
        return True
    words = re.findall(r"[^\W\d_][\w.'’-]*", line.text)
    titled = all(w[:1].isupper() or w in ("of", "the", "in", "from", "and", "a", "de", "van") for w in words)
    nickname = re.fullmatch(r"\w*[\d_]\w*", line.text)
    return bool(words) and ((titled and len(words) > 1) or bool(nickname))


def _ends_sentence(line: Line) -> bool:
    return line.stops and not re.search(r"\b[A-Z]\.$", line.text)


def _signed(article: Article, line: Line) -> Span | None:
    """The name in a signature: what stands before "says", a comma or a date."""
    if end := signature_end(line):
        return spans.cut(article, line.start, line.start + end)
    match = re.match(
        r"(.+?)(?=\s+(?:says|said|wrote|writes|commented|posted|replied|replies|on|at)\b|,|:|\s+[–—|-]\s|$)",
        line.text,
    )
    end = len(match[1].rstrip()) if match else 0
    return spans.cut(article, line.start, line.start + end) if end else None


# --- posts that are passed on ---------------------------------------------------------------------


def _forwarded(article: Article, lines: list[Line], body: list[int]) -> list[Voice]:
    """What stands below "Forwarded from", up to the next post or whatever else the page has there."""
    out: list[Voice] = []
    known = set(body)
    for i, line in enumerate(lines[:-1]):
        place = forwarded_name(line)
        last = i
        while place and last + 1 in known and not is_post_head(lines[last + 1]):
            last += 1
        if place and last > i:
            span = spans.cut(article, lines[i + 1].start, lines[last].end)
            out.append(Voice(span, "document", spans.cut(article, *place)))
    return out


# --- documents ------------------------------------------------------------------------------------


@cache
def _document_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    v: dict[str, Any] = load_vocabulary("en", "voices")["documents"]
    return any_of(v["kinds"]), any_of(v["follows"])


def _documents(article: Article, lines: list[Line], body: list[int]) -> list[Voice]:
    """Statements, letters and the like that are quoted whole below the words that announce them."""
    out: list[Voice] = []
    last = -1
    for k, i in enumerate(body[:-1]):
        if i > last and _announces(lines[i]):
            block = _quoted_block(lines, body[k + 1 : k + 1 + LONGEST_DOCUMENT])
            if block:
                out.append(_document(article, lines, (i, block)))
                last = block[-1]
    return out


def _announces(line: Line) -> bool:
    kinds, follows = _document_words()
    sentence = re.split(r"(?<=[.!?])\s+", line.text)[-1].casefold()
    return line.text.rstrip().endswith(":") and bool(kinds.search(sentence) and follows.search(sentence))


def _quoted_block(lines: list[Line], following: list[int]) -> list[int]:
    """The lines of the document: to the closing mark, the end of the mail's marks, or one paragraph."""
    first = lines[following[0]].text
    if QUOTED_MAIL.match(first):
        quoted = (not QUOTED_MAIL.match(lines[i].text) for i in following)
        return following[: next((k for k, stop in enumerate(quoted) if stop), len(following))]
    if OPENS.match(first):
        for k, i in enumerate(following):
            if CLOSES.search(lines[i].text):
                return following[: k + 1]
    return following[:1] if is_prose(lines[following[0]]) else []


def _document(article: Article, lines: list[Line], found: tuple[int, list[int]]) -> Voice:
    announced, block = found
    line = lines[announced]
    match = ISSUER.search(line.text)
    name = spans.cut(article, line.start + match.start(1), line.start + match.end(1)) if match else None
    return Voice(spans.cut(article, lines[block[0]].start, lines[block[-1]].end), "document", name)
