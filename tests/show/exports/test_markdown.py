from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from clash import weigh_clash
from invented import C_HOSPITAL, C_TWELVE, weigh_by_hand, weigh_early
from sayso.model import Conflict, Weighed
from sayso.show.exports import export_case
from sayso.show.exports.markdown import escape_markdown


def report(weighed: Weighed) -> str:
    return str(export_case(weighed, "markdown", "2031-06-01T00:00:00Z").files["case.md"])


@pytest.mark.parametrize(
    "words",
    [
        "plain words, with 12.5% and a-dash",
        "snake_case_name and _emphasis_ and __more__",
        "*stars* **two** `code` ~~gone~~",
        "[link](javascript:alert(1)) ![picture](http://x/p.png) [ref]: http://x",
        "<script>alert(1)</script> & &lt; &amp;",
        "a | b | c",
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "2033) no list",
        "=== no heading",
        "> no quotation",
        "www.example.org http://example.org mailto:a@b.org",
        "{{ template }} {% tag %} $5 and $6",
        "back\\slash \\* and \\[",
        "trailing two spaces  ",
    ],
)
@pytest.mark.parametrize("template", ["{}", "- {}", "### {}", "see “{}” there"])
def test_words_come_out_as_themselves(words: str, template: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(template.format(escape_markdown(words)))
    inline = [child for token in tokens for child in (token.children or ())]
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert "".join(child.content for child in inline) == template.strip("-# ").format(words.strip())


def test_a_cell_of_a_table_stays_one_cell() -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(f"| a | b |\n|---|---|\n| {escape_markdown('x | y')} | z |")
    cells = [token.content for token in tokens if token.type == "inline"]
    assert cells == ["a", "b", "x | y", "z"]


def test_words_that_turn_the_writing_do_not() -> None:
    assert escape_markdown("left \u202e right\nnext\x1b[31m") == "left � right next�\\[31m"


def test_the_report_has_every_view() -> None:
    heads = [line for line in report(weigh_by_hand()).splitlines() if line.startswith("## ")]
    assert heads == [
        "## Overview",
        "## Timeline",
        "## Figures",
        "## Explanations",
        "## Contested",
        "## Who rests on whom",
        "## The reports",
    ]


def test_every_quote_is_told_with_whose_it_is() -> None:
    text = report(weigh_by_hand())
    assert "“The Ellin dam burst on Friday evening” (Tarn Post, own words, 3 May 2031)" in text
    assert "“the dam burst on Thursday” (Residents ← Vale Radio, 6 May 2031)" in text
    assert "denies: “valves had been neglected” (the minister ← Vale Radio, 6 May 2031, denied)" in text
    assert "| 5 May 2031 | 47 | the hospital ← Vale Radio | 6 May 2031 | “47 dead by Monday” |" in text


def test_one_telling_says_its_words_once() -> None:
    text = report(weigh_clash())
    assert text.count("Rebels seized a depot") == 2  # the overview lists it, too
    assert "Hollow Herald, own words, 5 May 2031 `c" in text


def test_the_report_says_its_day_and_its_coverage() -> None:
    text = report(weigh_early())
    assert "As of the end of 4 May 2031." in text
    assert "Coverage: 2 articles read of 2" in text


def test_many_differences_are_cut_and_listed_as_lost() -> None:
    weighed = weigh_by_hand()
    pairs = [Conflict(f"k-{n}", "update", (C_TWELVE.id, C_HOSPITAL.id), f"count {n}") for n in range(9)]
    many = replace(weighed, conflicts=tuple(pairs))
    assert "- update: count 5\n- and 3 more" in report(many)
    lost = [loss.item for loss in export_case(many, "markdown").losses if "differ" in loss.lost]
    assert lost == ["f-killed"]


def test_what_stands_in_nothing_is_listed_as_lost() -> None:
    losses = export_case(weigh_by_hand(), "markdown").losses
    assert {loss.lost for loss in losses} == {"its text"}  # each claim of this case stands in something
