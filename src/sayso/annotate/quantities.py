"""Number expressions with what they count: every figure of a text that counts something in the story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.bounds import Bounded, apply_modifier, read_bounded
from sayso.annotate.carried import carry_over, read_group, read_list
from sayso.annotate.counted import Counted, is_generic, is_military, is_time_word, read_counted
from sayso.annotate.figure_subjects import Subject
from sayso.annotate.measure_words import core_measures, load_measure_words
from sayso.annotate.measures import find_measure
from sayso.annotate.number_lines import Line, make_line
from sayso.annotate.numbers import may_start
from sayso.annotate.parts import Found, is_cumulative, join_parts, mark_before, settle_headline, share_price
from sayso.annotate.quantity_words import word_set
from sayso.annotate.uncounted import is_abstract, is_multiple, name_exclusion
from sayso.annotate.unit_measures import measure_money, measure_share, measure_times
from sayso.annotate.units import Unit, country_hints, read_unit
from sayso.annotate.zeros import find_zeros, holds_zero
from sayso.ids import mention_id
from sayso.model import Article, Quantity, QuantityMention, Sentence, Span
from sayso.spans import cut

NEIGHBOUR = 4  # a country named so many times less than another is not the one whose money is meant
BACK = 8  # figures before a sentence that a bare number in it may speak of


def find_quantities(
    article: Article, sentences: tuple[Sentence, ...], *, taken: Sequence[Span] = ()
) -> tuple[QuantityMention, ...]:
    """Every figure of ``article`` that counts something, in order; no number inside ``taken`` is one."""
    ordered = sorted(taken, key=lambda s: s.start)
    hints = find_hints(article.text)
    out: list[QuantityMention] = []
    for sentence in sentences:
        if not _holds_number(sentence) and not holds_zero(sentence):
            continue
        line = make_line(article.text, sentence, _within(ordered, sentence))
        earlier = next((m for m in out[:-9:-1] if m.unit == "people" and m.part_of is None), None)
        near = earlier if earlier and sentence.start - earlier.span.end < 400 else None
        found = _read_line(article, line, hints, out[-BACK:])
        nobody = [made for made in _read_zeros(article, line) if not _met(found, made)]
        out += join_parts(line, sorted((*found, *nobody), key=lambda made: made[1]), near)
    return tuple(settle_headline(sentences, out))


def _read_zeros(article: Article, line: Line) -> list[Found]:
    """The counts of nobody in a line."""
    return [
        _make(article, line, bounded, counted, "people", measure)
        for bounded, counted, measure in find_zeros(line)
    ]


def _met(found: Sequence[Found], made: Found) -> bool:
    return any(made[1] < stop and first < made[2] for _, first, stop in found)


def count_numbers_not_read(
    sentences: tuple[Sentence, ...], quantities: Sequence[QuantityMention], taken: Sequence[Span]
) -> int:
    """How many sentences hold a number, outside ``taken``, of which no quantity was made."""
    read = sorted(q.span.start for q in quantities)
    ordered = sorted(taken, key=lambda s: s.start)
    count = 0
    for sentence in sentences:
        at = bisect_left(read, sentence.start)
        if at < len(read) and read[at] < sentence.end:
            continue
        blocked = make_line("", sentence, _within(ordered, sentence)).blocked
        count += any(i not in blocked and _is_numeral(t.text) for i, t in enumerate(sentence.tokens))
    return count


def _is_numeral(word: str) -> bool:
    return word[0].isdigit() or (word.lower() not in PLAIN and may_start(word.lower()))


# Words that may start a number and mostly do not.
PLAIN = frozenset(
    (
        *("a", "an", "one", "some", "many", "few", "half", "quarter", "third", "thirds"),
        *("fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    )
)


def _holds_number(sentence: Sentence) -> bool:
    return any(may_start(t.text.lower()) for t in sentence.tokens)


def _within(ordered: Sequence[Span], sentence: Sentence) -> list[Span]:
    # No date or name is longer than this; spans are sorted by their start alone.
    first = bisect_left(ordered, sentence.start - 500, key=lambda s: s.start)
    last = bisect_left(ordered, sentence.end, key=lambda s: s.start)
    return list(ordered[first:last])


def find_hints(text: str) -> frozenset[str]:
    """The adjectives of the countries that ``text`` names, whose money a shared word may mean."""
    table = country_hints()
    adjectives = frozenset(table.values())
    words = (word.lower() for word in re.findall(r"[A-Z][a-z]+|UK\b", text))
    told = Counter(table.get(word, word) for word in words if word in table or word in adjectives)
    # Neighbours named in passing do not make it doubtful whose money is meant.
    most = max(told.values(), default=0)
    return frozenset(word for word, count in told.items() if count * NEIGHBOUR > most)


# --- one line -------------------------------------------------------------------------------------


def _read_line(
    article: Article, line: Line, hints: frozenset[str], earlier: Sequence[QuantityMention]
) -> list[Found]:
    found: list[Found] = []
    running = is_cumulative(line)
    waiting: Bounded | None = None
    for bounded in read_bounded(line):
        if name_exclusion(line, bounded):
            continue
        made = _read_one(article, line, bounded, hints)
        told = [*earlier, *(m for m, _, _ in found)]
        made = _read_carried(article, line, bounded, told, made)
        if waiting and made:
            found.append(_borrow(article, line, waiting, made[0]))
        waiting = bounded if made is None and _leads_on(line, bounded) else None
        if made is None or _converts(line, found, made):
            continue
        mention, first, stop = made
        adds = {mention.quantity.modifier, line.word(bounded.stop)} & word_set("adding")
        if running and mention.unit == "people" and not adds:
            mention = replace(mention, cumulative=True)
        found.append((mention, first, stop))
    return share_price(mark_before(line, found))


def _read_carried(
    article: Article, line: Line, bounded: Bounded, earlier: Sequence[QuantityMention], made: Found | None
) -> Found | None:
    """``made``, or the figure of a bare number that takes what it counts from the figures before."""
    if bounded.number.doubt or (made is not None and made[0].counted not in OPEN):
        return made
    core = made is not None and made[0].measure in core_measures()
    carried = read_list(line, bounded, earlier) if core else carry_over(line, bounded, earlier)
    group = read_group(line, bounded) if core and carried is None else None
    if made is not None and group is not None and made[0].of_whom is None:
        return replace(made[0], of_whom=group), made[1], made[2]
    if carried is None or (core and made is not None and carried.measure != made[0].measure):
        return made
    counted = Counted(bounded.stop, carried.stop, carried.counted, None, person=carried.unit == "people")
    mention, first, stop = _make(article, line, bounded, counted, carried.unit, carried.measure)
    return replace(mention, of_whom=carried.group, part_of=carried.whole_id), first, stop


# What a bare number is taken to count where no noun tells it, and nouns for the whole of a company.
OPEN = (None, "person", "people", "crew", "staff", "name")


def _leads_on(line: Line, bounded: Bounded) -> bool:
    """Whether a bare number shares the unit of the next: "from 20 to 35 pesos"."""
    return line.word(bounded.first - 1) == "from" and line.word(bounded.stop) == "to"


def _borrow(article: Article, line: Line, bounded: Bounded, later: QuantityMention) -> Found:
    """The figure of a bare number, counted and measured as ``later`` is."""
    first, last = line.tokens[bounded.first], line.tokens[bounded.stop - 1]
    span = cut(article, first.start, last.end)
    quantity = bounded.quantity
    made = replace(later, id=mention_id("quantity", span), span=span, number=span, quantity=quantity)
    return made, bounded.first, bounded.stop


def _read_one(article: Article, line: Line, bounded: Bounded, hints: frozenset[str]) -> Found | None:
    if bounded.number.kind == "share":
        return _make(article, line, bounded, _share_counted(line, bounded), "percent", "share")
    if bounded.number.kind == "times" or _is_fold(line, bounded) or is_multiple(line, bounded):
        return _read_times(article, line, bounded)
    of = bounded.number.vague is not None and line.word(bounded.stop) == "of"
    unit = read_unit(line, bounded.number.first, bounded.stop + of, hints)
    if unit is not None:
        return _read_with_unit(article, line, bounded, unit)
    return _read_count(article, line, bounded)


def _is_fold(line: Line, bounded: Bounded) -> bool:
    """ "10-fold", "three times higher"."""
    return line.word(bounded.stop) == "-" and line.word(bounded.stop + 1) == "fold"


def _read_times(article: Article, line: Line, bounded: Bounded) -> Found:
    stop = bounded.stop + 2 * _is_fold(line, bounded) + is_multiple(line, bounded)
    measure = measure_times(line, bounded.first, stop)
    return _make(article, line, replace(bounded, stop=stop), None, "times", measure)


def _share_counted(line: Line, bounded: Bounded) -> Counted | None:
    return read_counted(line, bounded.stop, vague=True)


def _read_with_unit(article: Article, line: Line, bounded: Bounded, unit: Unit) -> Found | None:
    settled = _settle_money(bounded) if unit.money else _settle_measure(bounded)
    if settled is None:
        return None
    if unit.first < settled.first:
        settled = apply_modifier(line, settled, unit.first)
    wide = replace(settled, stop=unit.stop)
    if unit.code == "percent":
        return _make(
            article,
            line,
            wide,
            read_counted(line, unit.stop, vague=True),
            "percent",
            measure_share(line, unit),
        )
    counted = read_counted(line, unit.stop, vague=not unit.money)
    if unit.money:
        measure = measure_money(line, unit, counted, _size(settled.quantity))
        code = f"{unit.code}/{unit.per}" if unit.code and unit.per else unit.code
        told = measure if unit.code or measure in core_measures() else None
        made, first, stop = _make(article, line, wide, None, code, told)
        # Whose pesos is not known: that they are pesos is.
        return replace(made, counted=made.counted if code else line.word(unit.stop - 1)), first, stop
    return _make(article, line, wide, counted, unit.code, None)


def _size(quantity: Quantity) -> float:
    return quantity.best or quantity.low or quantity.high or 0.0


def _settle_money(bounded: Bounded) -> Bounded | None:
    """The amount of money that doubtful digits mean; None where two readings remain."""
    number = bounded.number
    if number.doubt == "point":
        return _with_value(bounded, number.other)
    return bounded


def _settle_measure(bounded: Bounded) -> Bounded | None:
    return None if bounded.number.doubt in ("point", "letter") else bounded


def _with_value(bounded: Bounded, value: float | None) -> Bounded | None:
    if value is None:
        return None
    q, old = bounded.quantity, bounded.number.best
    low, best, high = (value if x == old else x for x in (q.low, q.best, q.high))
    return replace(bounded, quantity=Quantity(low, best, high, q.modifier, q.vague))


def _read_count(article: Article, line: Line, bounded: Bounded) -> Found | None:
    vague = bounded.number.vague is not None or bounded.number.scaled
    strong = _is_strong(line, bounded)
    counted = read_counted(line, bounded.stop + strong, vague=vague) or Counted(
        bounded.stop, bounded.stop, None, None
    )
    if counted.head is not None and is_abstract(counted.head):
        return None
    settled = _settle_count(bounded, counted)
    if settled is None:
        return None
    one = bounded.number.best == 1 and bounded.number.stop - bounded.number.first == 1
    measure = find_measure(Subject(line, bounded.first, max(counted.stop, bounded.stop), counted, settled))
    if measure not in core_measures() and ((one and not counted.person) or _is_year_like(line, bounded)):
        return None
    if strong and is_military(counted.head):
        measure = "deployed"
    if counted.head is None and not counted.of_total and _is_unparsed(line, bounded.stop):
        return None
    if measure is None and counted.head is None and not counted.of_total and not _means_people(line, settled):
        return None
    return _make(article, line, settled, counted, _unit_of(counted, measure), measure)


def _is_unparsed(line: Line, at: int) -> bool:
    """Whether a noun phrase follows that was not understood, so that what is counted is not known."""
    word = line.word(at)
    known = is_time_word(word) or word in load_measure_words().any_core
    return line.kind(at) in "#N" and at not in line.blocked and not known


def _is_year_like(line: Line, bounded: Bounded) -> bool:
    """Four bare digits before a noun mostly name a year: "the 2016 election"."""
    number = bounded.number
    digits = line.tokens[number.first].text
    return (
        bounded.first == number.first
        and number.stop == number.first + 1
        and digits.isdecimal()
        and 1800 <= int(digits[:6]) <= 2100
    )


def _is_strong(line: Line, bounded: Bounded) -> int:
    """How many words "-strong" takes: "the 2,500-strong force", "a five-million-strong diaspora"."""
    return 2 if line.word(bounded.stop) == "-" and line.word(bounded.stop + 1) == "strong" else 0


def _settle_count(bounded: Bounded, counted: Counted) -> Bounded | None:
    """The count that doubtful digits mean: people come whole, so "1.300 people" are 1300."""
    doubt = bounded.second.doubt if bounded.second else bounded.number.doubt
    if not doubt:
        best = bounded.quantity.best
        whole = best is None or best == int(best)
        return bounded if whole or not counted.person else None
    if doubt == "point" and bounded.second is None and counted.person:
        return _with_value(bounded, bounded.number.other)
    return bounded if doubt == "letter" and counted.person else None


def _means_people(line: Line, bounded: Bounded) -> bool:
    """Whether a number alone means people: "thousands marched", "dozens were seen", "20,000+ marched"."""
    return line.word(bounded.stop) in word_set("done_by_people") or (
        bounded.number.vague is not None
        and line.kind(bounded.stop) in "XV"
        and bounded.number.vague != "several"
    )


def _unit_of(counted: Counted, measure: str | None) -> str | None:
    if measure == "deployed" and (is_military(counted.head) or counted.head is None):
        return "troops"
    if counted.head in ("troop", "troops"):
        return "troops"
    if counted.person or (counted.head is None and not counted.of_total):
        return "people"
    if counted.head is None:
        return "people" if measure in load_measure_words().of_people else None
    if measure in word_set("of_people_only"):
        return "people"
    return counted.plural


def _make(
    article: Article,
    line: Line,
    bounded: Bounded,
    counted: Counted | None,
    unit: str | None,
    measure: str | None,
) -> Found:
    stop = max(bounded.stop, counted.stop if counted else 0)
    span = cut(article, line.tokens[bounded.first].start, line.tokens[stop - 1].end)
    number = cut(article, line.tokens[bounded.first].start, line.tokens[bounded.stop - 1].end)
    head = counted.head if counted else None
    if head is None and unit == "people" and counted is not None and measure != "population":
        head = "person"
    mention = QuantityMention(
        id=mention_id("quantity", span),
        span=span,
        number=number,
        quantity=bounded.quantity,
        counted=head,
        unit=unit,
        measure=measure,
        of_whom=counted.group if counted and unit == "people" and not is_generic(head) else None,
    )
    return mention, bounded.first, stop


# --- between the figures of a line ----------------------------------------------------------------


def _converts(line: Line, found: Sequence[Found], made: Found) -> bool:
    """Whether an amount only repeats the one before in another currency or unit: "60 tenge ($0.14)"."""
    if not found or made[0].unit is None:
        return False
    last, _, stop = found[-1]
    opens = line.word(stop) in ("(", "[") or (line.word(stop) == "," and line.word(stop + 1) == "or")
    return (
        opens
        and made[1] - stop <= 3
        and last.unit is not None
        and last.unit.split("/")[0] != made[0].unit
        and _is_measured(made[0].unit)
        and _is_measured(last.unit)
    )


def _is_measured(unit: str) -> bool:
    code = unit.split("/")[0]
    return (len(code) == 3 and code.isupper()) or code in word_set("convertible")
