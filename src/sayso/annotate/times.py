"""Finding time expressions: the grammar's matches, read into records that no date anchors yet."""

from __future__ import annotations

from dataclasses import replace

from sayso import spans
from sayso.annotate.tense import find_tense, looks_back, tells_saying
from sayso.annotate.time_expressions import TimeExpression
from sayso.annotate.time_grammar import Grammar, load_grammar
from sayso.annotate.time_reading import read_match
from sayso.annotate.time_words import Piece, load_lexicon, read_pieces
from sayso.annotate.tokens import sentence_at
from sayso.annotate.weeks import is_definite
from sayso.model import Article, Extent, Sentence


def find_times(article: Article, sentences: tuple[Sentence, ...]) -> tuple[TimeExpression, ...]:
    """The time expressions of ``article``, in order of place; none overlaps another."""
    letters, pieces = read_pieces(sentences, load_lexicon("en"))
    grammar = load_grammar("en")
    out: list[TimeExpression] = []
    place = 0
    while (found := grammar.search(letters, place)) is not None:
        expression, place = read_at(article, grammar, (letters, pieces, found))
        if expression is not None:
            told = read_setting(article.text, sentences, expression)
            if not (told.code == "FUTURE_REF" and told.tense == "past"):  # "it was soon over"
                out.append(told)
    return tuple(link_ranges(article.text, settle_figures(out)))


def read_setting(text: str, sentences: tuple[Sentence, ...], expression: TimeExpression) -> TimeExpression:
    """``expression`` with its clause's tense, and whether it is a day of the story, and that of a saying."""
    sentence = sentence_at(sentences, expression.span.start)
    if sentence is None:
        return expression
    start, end = expression.span.start, expression.span.end
    tense, said = find_tense(sentence, start, end), tells_saying(sentence, start)
    definite = is_definite(text, sentence, expression)
    if definite and looks_back(sentence, start):
        tense = "past"
    return replace(expression, tense=tense, definite=definite, said=said)


def read_at(
    article: Article, grammar: Grammar, at: tuple[str, list[Piece], int]
) -> tuple[TimeExpression | None, int]:
    """The expression that the longest fitting rule reads at a place, and where to look on."""
    letters, pieces, start = at
    for end, rule in grammar.matches(letters, start):
        words = tuple(p for p in pieces[start:end] if p.symbol)
        fields = read_match(rule, words, article.text)
        if fields == {}:
            return None, end
        if fields is not None:
            first, last = fields.pop("first", words[0].start), fields.pop("last", words[-1].end)
            span = spans.cut(article, first, last)
            other = fields.pop("other_end", None)
            second = TimeExpression(span=span, rule=rule, **other) if other else None
            expression = TimeExpression(span=span, rule=rule, second=second, **fields)
            return replace(expression, extent=read_extent(article.text, first, expression)), end
    return None, start + 1


EXTENTS: dict[str, Extent] = {"since": "since", "until": "until", "till": "until", "throughout": "throughout"}
# How far before an expression the word that governs it may stand.
REACH = 12


def read_extent(text: str, start: int, expression: TimeExpression) -> Extent:
    """How what happened fills the time, by the word before the expression."""
    before = text[max(0, start - REACH) : start].lower().split()
    if expression.extent != "within" or not before:
        return expression.extent
    if before[-1] == "the" and len(before) > 1:
        return EXTENTS.get(before[-2], "within")
    return EXTENTS.get(before[-1], "within")


def settle_figures(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """``expressions``, with the order of day and month settled where another date in figures shows it."""
    plain = [
        e
        for e in expressions
        if e.rule == "figures" and "/" in e.span.exact and not e.swapped and e.day != e.month
    ]
    orders = {opens_with_day(e) for e in plain}
    if len(orders) != 1:
        return expressions
    day_first = orders.pop()
    return [settle(e, day_first) if e.swapped and "/" in e.span.exact else e for e in expressions]


def opens_with_day(expression: TimeExpression) -> bool:
    """Whether a date in figures names its day before its month."""
    return int(expression.span.exact.split("/")[0]) == expression.day


def settle(expression: TimeExpression, day_first: bool) -> TimeExpression:
    """An ambiguous date, read month-first when it was found, in the order that the text keeps."""
    if not day_first:
        return replace(expression, swapped=False)
    return replace(expression, swapped=False, month=expression.day, day=expression.month)


# Words between two dates that make a range of them, with the word that must open it.
LINKS = {
    "and": "between",
    "to": "from",
    "until": "from",
    "till": "from",
    "through": "from",
    "-": "",
    "–": "",
    "—": "",
}
SHARING = frozenset({*LINKS, "or", ",", "and on", "and in"})


def link_ranges(text: str, expressions: list[TimeExpression]) -> list[TimeExpression]:
    """``expressions``, with the first of two that make a range marked; both share a year told once."""
    out = list(expressions)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        between = (
            text[left.span.end : right.span.start].strip().lower()
            if left.kind == right.kind == "date"
            else None
        )
        if between in SHARING:
            out[i] = mark_range(text, share_year(left, right), between)
    return out


def share_year(left: TimeExpression, right: TimeExpression) -> TimeExpression:
    """``left`` in the year that ``right`` tells ("26 June - 4 August 1952")."""
    if left.year or not (left.month and right.month and right.year) or left.unit or left.pointer is not None:
        return left
    return replace(left, year=right.year - 1 if left.month > right.month else right.year)


def mark_range(text: str, left: TimeExpression, between: str) -> TimeExpression:
    """``left`` as the opening of a range, where the words before and after it say so."""
    opener = LINKS.get(between)
    before = text[max(0, left.span.start - 14) : left.span.start].lower().split()
    if opener == "" or (opener and opener in before[-2:]):
        return replace(left, opens=True, extent="within" if opener == "between" else "throughout")
    return left
