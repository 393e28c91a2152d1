"""Whose page a plain text is, from its head, its dateline and its last lines."""

from __future__ import annotations

import pytest

from sayso.read.articles import read_page
from sayso.read.mastheads import find_heading, find_outlet
from sayso.read.pages import RawPage

BODY = "The ferry did not leave the harbour on Monday, and nobody at the pier could say when it would."


def page(*lines: str, foot: str = "") -> str:
    return "\n".join([*lines, "", BODY, "", foot]).rstrip()


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (page("REEF POST", "Tuesday, 3 May 2033", "", "Ferry stays in port"), "REEF POST"),
        (page("Reef Post | Harbour desk", "", "Ferry stays in port"), "Reef Post"),
        (page("RADIO OSK 99.3 - Newsroom", "", "Ferry stays in port"), "RADIO OSK"),
        (page("osk today", "news from the bay - 3 May 2033", "", "Ferry stays in port"), "osk today"),
        (page("Ferry stays in port", "", "Bay Courier | 03.05.2033 | 21:15"), "Bay Courier"),
        (page("Ferry stays in port", "", "By Ines Holt, Bay Courier"), "Bay Courier"),
        (page("Ferry stays in port", foot="© 2033 Bay Courier. All rights reserved."), "Bay Courier"),
        (page("Ferry stays in port", foot="(Northern Newswire)"), "Northern Newswire"),
        (page("Ferry stays in port", foot="Follow the Bay Courier on Telegram"), "Bay Courier"),
        (f"Ferry stays in port\n\nOSK, May 3 (Northern Wire) - {BODY}", "Northern Wire"),
        (f"Bay Echo\nHome | News | Sport\n\nFerry stays\n\nOSK, May 3 (Northern Wire) - {BODY}", "Bay Echo"),
    ],
)
def test_the_outlet_is_read(text: str, outlet: str) -> None:
    assert find_outlet(text) == outlet


@pytest.mark.parametrize(
    "text",
    [
        page("Ferry stays in port"),
        page("Squall Drives Ferry Ashore", "", "Harbour Master Blames Old Charts"),
        page("FERRY ON THE REEF", "", "Nobody is hurt"),
        page("Ferry stays in port", "", "By Ines Holt, World News Reporter"),
        page("Ferry stays in port", "", "Source: Northern Wire"),
        BODY,
        "",
    ],
)
def test_a_headline_a_post_or_a_credit_is_no_outlet(text: str) -> None:
    assert find_outlet(text) is None


def test_a_name_in_capitals_is_told_as_the_text_writes_it() -> None:
    text = page("MORNING LINE", "3 May 2033", "", "Ferry stays in port", foot="He told the Morning Line so.")
    assert find_outlet(text) == "Morning Line"


def test_the_title_is_the_headline_under_the_masthead() -> None:
    text = page("Reef Post", "Tuesday, 3 May 2033", "", "Ferry stays in port", "", "By Ines Holt")
    assert find_heading(text, "Reef Post") == "Ferry stays in port"
    article = read_page(RawPage("a.txt", text.encode()))
    assert (getattr(article, "outlet", ""), getattr(article, "title", "")) == (
        "Reef Post",
        "Ferry stays in port",
    )


def test_an_outlet_that_was_given_stays() -> None:
    article = read_page(RawPage("a.txt", page("Reef Post", "3 May 2033").encode(), outlet="Bay Echo"))
    assert getattr(article, "outlet", "") == "Bay Echo"
