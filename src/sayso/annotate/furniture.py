"""Page furniture: what stands around an article on its page. Rules on lines, then on their neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from sayso import spans
from sayso.annotate.author_boxes import BIOGRAPHY, mark_author_boxes
from sayso.annotate.line_rules import LINE_RULES, MARKUP, NOT_FIRST, SEPARATOR, SHORT
from sayso.annotate.lines import Line, is_comments_head, is_prose, load_words, read_lines
from sayso.annotate.stamps import has_reply, is_post_head, is_reply_row, signature_end, signs_with_hour
from sayso.model import Article, Span

IMAGE = re.compile(r"<\s*(?:img|figure|video|iframe)\b|!\[|\[(?:image|photo|video|caption|gallery)\b", re.I)
DATE_LINE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}"
    r"|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,3}\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago|yesterday|today)"
    r"(?:,?\s*(?:at|-|–|\|)?\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)?|\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?",
    re.I,
)
MEDIA = frozenset(("video", "videos", "gallery", "photo", "photos", "footage", "slideshow", "pictures"))
# A caption is a phrase; a line of more words is a paragraph that happens to stand beside an image.
CAPTION, CAPTION_SENTENCE = 14, 30
# A line that comes this often is the page's, not the article's.
OFTEN = 3
# The title of a video.
LONGEST_TEASER = 25
# Lines of a form at the end of a page.
LONGEST_FORM = 12
# Lines at the end of a page where an address is that of the house.
IMPRINT = 3
# These words before a day tell the article's own, however often.
DATED = frozenset(
    ("updated", "last updated", "published", "first published", "posted", "modified", "date", "on")
)

Marks = list[bool]


def find_furniture(article: Article) -> tuple[Span, ...]:
    """The stretches of the page that are no part of the article, in order, none overlapping another."""
    lines = read_lines(article.text)
    marks = mark_lines(lines)
    return tuple(_cut(article, lines, marks))


def mark_lines(lines: list[Line]) -> Marks:
    """For each line whether it is furniture."""
    marks = [any(rule(line) for rule in LINE_RULES) for line in lines]
    _spare_headline(lines, marks)
    for mark in CONTEXT_RULES:
        mark(lines, marks)
    return marks


def find_stamps(article: Article, furniture: tuple[Span, ...]) -> tuple[Span, ...]:
    """Of the furniture, the heads of posts and comments that tell when what follows was written."""
    starts = {span.start for span in furniture}
    lines = [line for line in read_lines(article.text) if line.start in starts]
    heads = _digest_heads(lines)
    dated = (line for line in lines if is_post_head(line) or line in heads or _is_dated_signature(line))
    return tuple(spans.cut(article, line.start, line.end) for line in dated)


def _is_dated_signature(line: Line) -> bool:
    """A signature with a day in full; hours gone by are counted from a moment that nobody knows."""
    return bool(signature_end(line) and re.search(r"\b\d{4}\b", line.text))


def _cut(article: Article, lines: list[Line], marks: Marks) -> Iterator[Span]:
    for line, marked in zip(lines, marks, strict=True):
        if marked:
            yield spans.cut(article, line.start, line.end)
        else:
            for tag in MARKUP.finditer(line.text):
                yield spans.cut(article, line.start + tag.start(), line.start + tag.end())


def _spare_headline(lines: list[Line], marks: Marks) -> None:
    """The first line that some rule does not know for sure is the headline, whatever word it opens with."""
    for i, line in enumerate(lines[:12]):
        if not marks[i]:
            return
        if not any(rule(line) for rule in LINE_RULES if rule not in NOT_FIRST):
            marks[i] = False
            return


# --- rules on a line and its neighbours -----------------------------------------------------------


def _mark_repeated(lines: list[Line], marks: Marks) -> None:
    """Short lines that come again and again."""
    often = Counter(line.key for line in lines if len(line.words) <= CAPTION and not line.stops)
    for i, line in enumerate(lines):
        if line.key and often[line.key] >= OFTEN and not line.text.rstrip().endswith(":"):
            marks[i] = True


def _mark_named_lists(lines: list[Line], marks: Marks) -> None:
    """The heads of lists that bear the site's name: "More from the Courier"."""
    for i, line in enumerate(lines[1:], 1):
        below = i + 1 < len(lines) and not is_prose(lines[i + 1])
        also = below and line.key.startswith("also in ") and len(line.words) <= 4
        marks[i] = marks[i] or ((_opens_list(line) or also) and not line.stops)


def _mark_lists(lines: list[Line], marks: Marks) -> None:
    """The titles below "Recent posts" and the like, with their dates and first words."""
    first = next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))
    end = 0
    for i, line in enumerate(lines):
        if i < end or not (marks[i] and _opens_list(line)):
            continue
        closes = line.key in load_words().closers
        end = i + 1
        while end < len(lines) and not is_comments_head(lines[end]):
            if not (marks[end] or _is_title(lines[end]) or (not closes and _is_excerpt(lines, marks, end))):
                break
            end += 1
        # Above the first paragraph the last title is the article's own, below "Read more" a lone one.
        own = end < len(lines) and (closes or i < first)
        titles = [j for j in range(i + 1, end) if not marks[j]]
        for j in titles[: -1 if own and (len(titles) == 1 or not closes) else None]:
            marks[j] = True


def _opens_list(line: Line) -> bool:
    words = load_words()
    named = (
        line.key.startswith(("more from ", "latest from ", "more in ", "latest in ", "also in "))
        and len(line.words) <= 6
    )
    return (line.key in words.lists or named) and not is_comments_head(line)


def _is_title(line: Line) -> bool:
    """Whether a line can be the title of another article."""
    if is_prose(line) or re.search(r"\.[\"'”’)]*$", line.text):
        return False
    return len(line.words) <= SHORT and not line.text.endswith(":")


def _is_excerpt(lines: list[Line], marks: Marks, i: int) -> bool:
    """Whether a line is the first words of another article, cut short."""
    cut_short = re.search(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$", lines[i].text)
    more = (
        i + 1 < len(lines) and marks[i + 1] and lines[i + 1].key.startswith(("read more", "continue reading"))
    )
    return bool(cut_short) or more


def _mark_forms(lines: list[Line], marks: Marks) -> None:
    """What follows a comment form, if it is the end of the page."""
    forms = load_words().forms
    start = max(0, len(lines) - LONGEST_FORM)
    for i, line in enumerate(lines[start:], start):
        below = lines[i + 1 :]
        if marks[i] and line.key.startswith(forms) and all(len(b.words) <= SHORT for b in below):
            marks[i + 1 :] = [True] * len(below)
            return


def _mark_captions(lines: list[Line], marks: Marks) -> None:
    """The caption before a credit, or between an image and its credit."""
    prose = next((i for i, line in enumerate(lines) if is_prose(line) and not marks[i]), len(lines))
    for i, line in enumerate(lines[:-1]):
        if marks[i] or not (marks[i + 1] and _is_credit(lines[i + 1])) or "?" in line.text[-2:]:
            continue
        under_image = i > 0 and marks[i - 1] and bool(IMAGE.search(lines[i - 1].text))
        phrase = len(line.words) <= CAPTION and not line.stops and not line.text.endswith(":")
        # Above the first paragraph a phrase is the headline or the line below it.
        if (phrase and (i > prose or under_image)) or (under_image and len(line.words) <= CAPTION_SENTENCE):
            marks[i] = True


def _is_credit(line: Line) -> bool:
    first = re.split(r"\s*[:|]\s*| by | source", line.key, maxsplit=1)[0]
    return first in load_words().credits or line.text.lstrip("([").startswith(("©", "(c)"))


def _mark_teasers(lines: list[Line], marks: Marks) -> None:
    """The title of a video or gallery before the words that ask to look at it."""
    for i, line in enumerate(lines[2:-1], 2):
        asked = lines[i + 1]
        asks = marks[i + 1] and asked.words[:1] and asked.words[0] in ("watch", "see", "view", "look", "play")
        if (
            not marks[i]
            and asks
            and MEDIA & set(asked.words)
            and not line.stops
            and len(line.words) <= LONGEST_TEASER
        ):
            marks[i] = True


def _mark_biographies(lines: list[Line], marks: Marks) -> None:
    """The paragraph below "About the author"."""
    for i, line in enumerate(lines[:-1]):
        if marks[i] and line.key.startswith("about the ") and len(lines[i + 1].words) <= BIOGRAPHY:
            marks[i + 1] = True


def _mark_signatures(lines: list[Line], marks: Marks) -> None:
    """Who wrote a comment and when, below the head of the comments or above what one can do with it."""
    prose = next((i for i, line in enumerate(lines) if is_prose(line) and not marks[i]), len(lines))
    headed = False
    replies = [i for i, line in enumerate(lines) if marks[i] and is_reply_row(line)]
    for i in range(prose + 1, len(lines) - 1):
        headed = headed or (marks[i] and is_comments_head(lines[i]))
        if not marks[i] and signature_end(lines[i]):
            marks[i] = headed or has_reply(replies, i)


def _mark_digest_heads(lines: list[Line], marks: Marks) -> None:
    """The heads of posts in a digest: one name again and again, each time with another moment."""
    heads = _digest_heads([line for line, marked in zip(lines, marks, strict=True) if not marked])
    for i, line in enumerate(lines):
        marks[i] = marks[i] or line in heads


def _is_own_date(line: Line, name: str) -> bool:
    """Whether a line may tell the day of the article itself; the hour of an update does not."""
    return name in DATED and not signs_with_hour(line)


def _digest_heads(lines: list[Line]) -> set[Line]:
    """Of ``lines``, those that sign with a moment and a name that signs another one too."""
    signed = [(line, line.text[:end].casefold()) for line in lines if (end := signature_end(line))]
    often = Counter(name for _, name in signed)
    return {
        line
        for line, name in signed
        if often[name] > 1 and not _is_own_date(line, name) and not DATE_LINE.fullmatch(line.text.strip())
    }


def _mark_dates_between(lines: list[Line], marks: Marks) -> None:
    """Dates and hours of other posts, with furniture above and below, and of comments."""
    below = next(
        (i for i, line in enumerate(lines) if marks[i] and i > 2 and is_comments_head(line)), len(lines)
    )
    for i, line in enumerate(lines):
        if i > 2 and not marks[i] and DATE_LINE.fullmatch(line.text.strip()):
            marks[i] = i > below or (marks[i - 1] and (i + 1 == len(lines) or marks[i + 1]))


def _mark_edges(lines: list[Line], marks: Marks) -> None:
    """At the end of the page, short lines that ask for something; at either edge, single words of a menu."""
    words = load_words()
    for i in range(len(lines) - 1, 0, -1):
        line = lines[i]
        asks = (
            bool(line.words)
            and line.words[0] in words.verbs
            and not line.stops
            and len(line.words) <= CAPTION
        )
        if not marks[i] and not (asks and not line.quoted) and not set(line.words) <= words.menu:
            break
        marks[i] = True
    known = [set(line.words) <= words.menu for line in lines]
    for i, line in enumerate(lines):
        if is_prose(line):
            break
        near = known[max(0, i - 1) : i + 2]
        marks[i] = marks[i] or (known[i] and sum(near) >= 2 and not SEPARATOR.search(line.text))


def _mark_imprint(lines: list[Line], marks: Marks) -> None:
    """The house's own address below the last buttons: "Rift Media, 12 Moi Avenue, Nairobi"."""
    for i in range(max(1, len(lines) - IMPRINT), len(lines)):
        line = lines[i]
        address = line.text.count(",") >= 2 and re.search(r"\d", line.text) and not line.stops
        marks[i] = marks[i] or bool(marks[i - 1] and address and len(line.words) <= CAPTION)


CONTEXT_RULES: tuple[Callable[[list[Line], Marks], None], ...] = (
    _mark_digest_heads,
    _mark_repeated,
    _mark_named_lists,
    _mark_lists,
    _mark_biographies,
    _mark_edges,
    _mark_captions,
    _mark_teasers,
    _mark_forms,
    _mark_dates_between,
    _mark_imprint,
    _mark_signatures,
    mark_author_boxes,
)
