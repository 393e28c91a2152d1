from __future__ import annotations

import pytest

from invented import C_BURST, C_DENIAL, C_TWELVE, POST, RADIO, weigh_by_hand, weigh_early
from sayso.show import UnknownItem, build_account, list_changes, open_item


def test_the_overview_counts_origins_and_not_articles() -> None:
    overview = build_account(weigh_by_hand()).overview
    assert (overview.articles, overview.outlets) == (5, 4)
    assert overview.origins == ("Water Board", "the hospital")
    assert [key for key, _ in overview.contested] == ["e-burst", "x-valves"]


def test_the_timeline_says_when_at_the_right_grain() -> None:
    early, whole = build_account(weigh_early()), build_account(weigh_by_hand())
    assert early.timeline[0].when == "evening of 2 May 2031"
    assert whole.timeline[0].when == "1–2 May 2031"


def test_support_is_kept_in_three() -> None:
    backing = build_account(weigh_by_hand()).timeline[0].backing
    assert (backing.origins, backing.unnamed, backing.unsourced) == ((), ("Residents",), ("Tarn Post",))


def test_a_figure_gives_each_report_in_its_own_words() -> None:
    figure = build_account(weigh_by_hand()).figures[0]
    assert [report.value for report in figure.reports] == [
        "at least 12",
        "at least 12",
        "47",
        "24–99 (dozens)",
    ]
    assert [report.as_of for report in figure.reports][-2:] == ["5 May 2031", "no date"]
    assert figure.spread == "12–47"
    assert [relation.kind for relation in figure.relations] == ["update"]


def test_copied_words_say_whose_they_are() -> None:
    account = build_account(weigh_by_hand())
    assert [(copy.outlet, copy.origin) for copy in account.sources.copies] == [("Hollow Herald", "Tarn Post")]


def test_an_origin_lists_the_articles_that_rest_on_it() -> None:
    origins = {row.name: row for row in build_account(weigh_by_hand()).sources.origins}
    assert [outlet for _, outlet in origins["Water Board"].articles] == ["Tarn Post", "Hollow Herald"]


def test_silence_is_an_empty_cell_and_no_denial() -> None:
    question = build_account(weigh_by_hand()).questions[0]
    stances = [[cell.stance for cell in cells] for cells in question.explanations[0].cells]
    assert question.voices == ("Ada Brun", "the minister", "letter.txt")
    assert stances == [["asserts"], ["denies"], []]


def test_only_real_conflicts_are_contested() -> None:
    assert {row.kind for row in build_account(weigh_by_hand()).contested} == {"conflict"}
    assert build_account(weigh_early()).contested == ()


def test_the_coverage_names_what_was_not_read() -> None:
    coverage = build_account(weigh_by_hand()).coverage
    assert (coverage.articles, coverage.read, coverage.undated, coverage.numbers_not_read) == (5, 4, 1, 1)
    assert [(row.name, row.why) for row in coverage.unread] == [("courrier.txt", "language: fr")]


def test_what_changed_between_two_days() -> None:
    changes = {(change.kind, change.id): change for change in list_changes(weigh_early(), weigh_by_hand())}
    raised = changes["raised", "f-killed"]
    assert (raised.before, raised.after) == ("12 or more", "12–47")
    assert ("newly contested", "e-burst") in changes
    assert ("new", "x-purpose") in changes
    assert changes["new stance", "x-valves"].quotes[0].claim_id == C_DENIAL.id


def test_nothing_changed_between_a_day_and_itself() -> None:
    assert list_changes(weigh_by_hand(), weigh_by_hand()) == ()


def test_an_item_opens_by_the_beginning_of_its_id() -> None:
    item = open_item(weigh_by_hand(), "e-bu")
    assert (item.kind, len(item.passages)) == ("event", 3)
    passage = item.passages[0]
    text = POST.text
    assert text[passage.start : passage.end] == passage.quote.words == C_BURST.span.exact
    assert text.startswith(passage.before + passage.quote.words)


@pytest.mark.parametrize("item", ["f-killed", "x-valves", "k-day", "n-board", RADIO.id, C_TWELVE.id])
def test_every_kind_of_item_opens(item: str) -> None:
    assert open_item(weigh_by_hand(), item).passages


@pytest.mark.parametrize("item", ["", "c", "zzz", "e-burst2"])
def test_an_id_that_is_nobodys_or_several_is_refused(item: str) -> None:
    with pytest.raises(UnknownItem, match=f"^{item}: "):
        open_item(weigh_by_hand(), item)
