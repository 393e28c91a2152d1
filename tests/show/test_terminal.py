from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from build import a_span
from invented import LINKED, POST, weigh_by_hand, weigh_early, weigh_nothing
from sayso.model import Claim, Weighed
from sayso.show import build_account, list_changes, open_item
from sayso.show.printing import make_console
from sayso.show.terminal import VIEWS, print_changes, print_hits, print_item, print_view
from sayso.store.query import Hit

STEERING = {
    chr(n) for n in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x2070))
} - {"\n"}
HOSTILE = (
    "\x1b]0;owned\x07[bold]12[/bold] dead \u202e\u2066 https://x.example/[link=evil] :skull: \x9b31m "
    + "x" * 10_000
    + "\r\x00\x08 end"
)


def printed(view: str, weighed: Weighed, width: int = 100) -> str:
    out = io.StringIO()
    print_view(make_console(out, width), build_account(weighed), view)
    return out.getvalue()


def poisoned() -> Weighed:
    """The invented case with one article whose every word is hostile."""
    article = replace(POST, text=HOSTILE, outlet=HOSTILE, name=HOSTILE, title=HOSTILE)
    span = a_span(article, HOSTILE)

    def poison(claim: Claim) -> Claim:
        hops = tuple(replace(hop, name=HOSTILE, span=None, mention_id=None) for hop in claim.attribution)
        bare = replace(claim, trigger=None, when_span=None, cue=None, place=None, because=None, actors=())
        amount = replace(claim.amount, span=span) if claim.amount else None
        return replace(bare, span=span, attribution=hops, amount=amount)

    first = LINKED.readings[0]
    reading = replace(first, furniture=(), claims=tuple(poison(claim) for claim in first.claims))
    linked = replace(
        LINKED, articles=(article, *LINKED.articles[1:]), readings=(reading, *LINKED.readings[1:])
    )
    conflicts = tuple(replace(conflict, why=HOSTILE) for conflict in weigh_by_hand().conflicts)
    return replace(weigh_by_hand(), linked=linked, derivations=(), conflicts=conflicts)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_ends_with_its_coverage(view: str) -> None:
    lines = printed(view, weigh_by_hand()).rstrip().split("\n")
    assert lines[-2].startswith("Coverage: 4 articles read of 5")
    assert lines[-1] == "  not read: courrier.txt (language: fr)"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [30, 60, 80, 140])
def test_no_line_is_wider_than_the_terminal(view: str, width: int) -> None:
    assert max(len(line) for line in printed(view, weigh_by_hand(), width).split("\n")) <= width


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_reports_steer_nothing(view: str) -> None:
    assert not STEERING & set(printed(view, poisoned()))


@pytest.mark.parametrize("view", VIEWS)
def test_a_case_without_articles_still_prints(view: str) -> None:
    assert "Coverage: 0 articles read of 0" in printed(view, weigh_nothing())


def test_markup_of_a_report_is_printed_as_it_stands() -> None:
    assert "[bold]12[/bold]" in printed("figures", poisoned(), 200)


def test_the_figures_say_who_and_through_whom() -> None:
    out = printed("figures", weigh_by_hand(), 120)
    assert "Water Board ← Hollow Herald" in out
    assert "24–99 (dozens)" in out
    assert "update: a later count" in out


def test_the_timeline_marks_what_is_contested() -> None:
    assert "≠ contested" in printed("timeline", weigh_by_hand())
    assert "≠ contested" not in printed("timeline", weigh_early())


def test_no_colour_is_written_where_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, markup=False, highlight=False)
    print_view(console, build_account(weigh_by_hand()), "contested")
    assert "\x1b[31m" not in out.getvalue()
    assert "\x1b[1;31m" not in out.getvalue()


def test_an_item_is_printed_in_its_context() -> None:
    out = io.StringIO()
    weighed = weigh_by_hand()
    print_item(make_console(out, 100), open_item(weighed, "f-killed"), build_account(weighed).coverage)
    assert "“47 dead by Monday”" in out.getvalue()
    assert "The hospital counted" in out.getvalue()


def test_changes_and_hits_are_printed_safe() -> None:
    out = io.StringIO()
    console, coverage = make_console(out, 100), build_account(weigh_early()).coverage
    print_changes(console, list_changes(weigh_early(), poisoned()), coverage)
    print_hits(console, [Hit("a1", "x", HOSTILE, None, "fr", HOSTILE)], coverage)
    assert "newly contested" in out.getvalue()
    assert not STEERING & set(out.getvalue())


def test_a_poor_encoding_loses_signs_and_no_words() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_view(make_console(stream, 100), build_account(weigh_by_hand()), "explanations")
    stream.flush()
    assert b"neglected valves" in raw.getvalue()
