"""Attribution, by marked sentences and by what must hold of any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build import an_article
from marked import read_cases
from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions
from sayso.claims.quotes import find_quotes
from sayso.model import Doc

CASES = read_cases((Path(__file__).parents[1] / "cases/en/attribution.txt").read_text("utf-8").splitlines())
LABEL = re.compile(r"\]\{(\w+)\}")


def strip_nested(marked: str) -> tuple[str, set[tuple[str, str]]]:
    """The plain text, and (label, words) of marks that may stand within one another."""
    text = ""
    open_at: list[int] = []
    found: set[tuple[str, str]] = set()
    position = 0
    while position < len(marked):
        label = LABEL.match(marked, position)
        if label:
            found.add((label[1], text[open_at.pop() :]))
            position = label.end()
        elif marked[position] == "[":
            open_at.append(len(text))
            position += 1
        else:
            text += marked[position]
            position += 1
    return text, found


def read(text: str) -> Doc:
    return annotate_article(an_article(text, published="2031-03-08"), load_reader("en"), None)


def found_in(doc: Doc) -> set[tuple[str, str]]:
    out = set()
    for item in find_attributions(doc):
        out.add(("content", item.content.exact))
        if item.hops[-1].kind == "anonymous":
            out.add(("anonymous", item.cue.exact))
        else:
            out.add(("cue", item.cue.exact))
            span = item.hops[-1].span
            out.add(("source", span.exact if span else ""))
    return out


@pytest.mark.parametrize("marked", CASES)
def test_marked_sentence(marked: str) -> None:
    text, expected = strip_nested(marked)
    assert found_in(read(text)) == expected


def test_a_relayed_report_has_two_hops() -> None:
    doc = read("Nine people drowned, according to a Meridian Wire report cited in the Coastal Herald.")
    (item,) = find_attributions(doc)
    assert [h.name for h in item.hops] == ["Coastal Herald", "Meridian Wire"]


def test_he_goes_on_with_who_spoke_last() -> None:
    doc = read("Anna Weller said the pier was safe. She added that the lamps were lit.")
    first, second = sorted(find_attributions(doc), key=lambda a: a.cue.start)
    assert (first.hops[-1].name, second.hops[-1].name) == ("Anna Weller", "Anna Weller")


def test_a_saying_within_a_saying_is_nested() -> None:
    doc = read("The union said that the owners had told the court that the mine was dry.")
    items = sorted(find_attributions(doc), key=lambda a: a.cue.start)
    assert items[1].within_id == items[0].id


def test_furniture_is_passed_over() -> None:
    doc = read("The mayor said the dam held.\n\nShare this article\n\nSubscribe to our newsletter")
    assert all("Subscribe" not in a.content.exact for a in find_attributions(doc))


@pytest.mark.parametrize("text", ["", "“", "”“”“", '"' * 999, "“a”", "He said “" + "x" * 9000])
def test_stray_quotation_marks_do_no_harm(text: str) -> None:
    assert all(0 <= s < e <= len(text) for s, e in find_quotes(text))


def test_apostrophes_open_no_quotation() -> None:
    assert find_quotes("The owners' ship wasn't the crew's, it's said.") == ()
