"""One count told several times in a line: by day, by place, before and after, as a part, in reply."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.bare_numbers import Carried, closes, is_counted, is_like, size_of, tells_earlier
from sayso.annotate.bounds import Bounded
from sayso.annotate.giving import ends_clause, only_kind, read_asked
from sayso.annotate.measure_words import core_measures, load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.model import QuantityMention

Near = Sequence[QuantityMention]
# Figures in a series that somebody wrote to be read; a hostile line has thousands.
LONGEST = 12


def read_series(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "17 dead on Wednesday, 23 on Friday", "52 killed: 36 in Lima, 13 in the capital", "then to 58"."""
    last = _last_here(line, near)
    if last is None or last.measure not in core_measures() or last.unit != "people":
        return None
    if sum(m.span.start >= line.tokens[0].start for m in near) > LONGEST:
        return None
    start = line.after(last.span.end)
    start += line.word(start) in load_measure_words().states
    if not _leads_on(line, start, bounded.first):
        return None
    by_place = _tells_place(line, bounded.stop)
    smaller = size_of(last.quantity) > size_of(bounded.quantity)
    if by_place and (smaller or last.part_of):
        return Carried(last.measure, "people", "person", bounded.stop, whole_id=last.part_of or last.id)
    if not is_like(size_of(last.quantity), size_of(bounded.quantity)) or by_place:
        return None
    lead = line.word(bounded.first - 1)
    goes_on = lead in ("to", "then") or (lead == "of" and line.word(bounded.first - 2) == "then")
    goes_on = goes_on and ends_clause(line, bounded.stop)
    if not goes_on and not _tells_time(line, bounded.stop):
        return None
    return Carried(last.measure, "people", "person", bounded.stop)


def _last_here(line: Line, near: Near) -> QuantityMention | None:
    """The figure before, in the same line."""
    last = near[-1] if near else None
    return last if last is not None and last.span.start >= line.tokens[0].start else None


def _leads_on(line: Line, start: int, first: int) -> bool:
    """Whether from word ``start`` to ``first`` stand times, places and what joins the items of a list."""
    joined = inside = False
    for at in range(start, first):
        word, kind = line.word(at), line.kind(at)
        mark = word in (",", ";", ":", "and", "then", "but", "or")
        joined = joined or mark
        inside = not mark and (inside or kind == "P")
        known = kind in "PDRTO" or at in line.blocked or word in word_set("count_links")
        if not (mark or known or (inside and kind in "NA")):
            return False
    return joined


def _tells_time(line: Line, at: int) -> bool:
    """Whether a time follows right on a number: "23 on Friday", "23 that Friday"."""
    while line.kind(at) in "PDR" and at not in line.blocked:
        at += 1
    return at in line.blocked or line.word(at) in word_set("days")


def _tells_place(line: Line, at: int) -> bool:
    """Whether a place follows right on a number: "36 in Lima", "13 in the capital"."""
    if line.word(at) not in word_set("place_openers") or at + 1 in line.blocked:
        return False
    named = at + 1 < len(line) and line.tokens[at + 1].tag.startswith("NNP")
    return named or (line.kind(at + 1) == "D" and line.word(at + 2) in word_set("kinds_of_place"))


def read_share(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "26 dead, of whom 19 in Lima", "26 dead, among them four at sea": a part whose noun is left out."""
    last, at = _last_here(line, near), bounded.first
    if last is None or last.measure not in core_measures() or last.unit != "people":
        return None
    opened = line.word(at - 1) in ("whom", "them", "which") and line.word(at - 2) in ("of", "among")
    if not opened or not (ends_clause(line, bounded.stop) or _tells_place(line, bounded.stop)):
        return None
    return Carried(last.measure, "people", "person", bounded.stop, whole_id=last.part_of or last.id)


def read_earlier(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "23 killed, up from 17", "23 killed, against 12 a day before": the count as it was."""
    last = _last_here(line, near)
    if last is None or not is_counted(last) or not tells_earlier(line, bounded.first):
        return None
    if not (ends_clause(line, bounded.stop) or _tells_time(line, bounded.stop)):
        return None
    return Carried(last.measure, last.unit, last.counted, bounded.stop)


def read_reply(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "how many died? nine, if the ministry is right; 23, according to the union"."""
    opens = bounded.first == 0 or line.word(bounded.first - 1) in (":", ";")
    sourced = line.word(bounded.stop) == "," and line.word(bounded.stop + 1) in word_set("by_source")
    return read_asked(line, bounded, near) if opens and sourced and closes(line, bounded.stop) else None


def read_cases(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "the monitor confirmed 12 of those cases": cases of what was counted last."""
    last, at = (near[-1] if near else None), bounded.stop
    cases = line.word(at) == "of" and line.word(at + 1) in ("these", "those", "the", "such")
    if last is None or not cases or line.word(at + 2) not in ("cases", "incidents"):
        return None
    if last.measure not in core_measures() or last.unit != "people":
        return None
    if size_of(last.quantity) < size_of(bounded.quantity):
        return None
    return Carried(last.measure, "people", "person", at + 3, whole_id=last.part_of or last.id)


def read_names(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "the league has 71 names", "its list holds 84 names": of those whom the figures before count."""
    at = bounded.stop
    listed = line.word(bounded.first - 1) in word_set("having_names")
    listed = listed or line.is_phrase(bounded.first - 2, ("list", "of"))
    if not listed or line.word(at) != "names" or line.word(at + 1) == "of":
        return None
    last = only_kind(line, bounded, [m for m in near if m.unit == "people" and m.measure in core_measures()])
    return Carried(last.measure, "people", "person", at + 1) if last else None


def read_other_price(line: Line, bounded: Bounded, near: Near) -> Carried | None:
    """ "the loaf stood at 40 pesos and the roll at 12": the price of another thing."""
    last, at = _last_here(line, near), bounded.first
    if last is None or last.measure != "price" or line.word(at - 1) not in ("at", "for"):
        return None
    thing = at - 2
    while line.kind(thing) in "NA" and thing > at - 5:
        thing -= 1
    joined = line.kind(thing) == "D" and line.word(thing - 1) in ("and", ",", ";", "but")
    if thing == at - 2 or not joined or not ends_clause(line, bounded.stop):
        return None
    return Carried("price", last.unit, last.counted, bounded.stop)


RULES = (read_names, read_other_price, read_share, read_series, read_earlier, read_reply, read_cases)
