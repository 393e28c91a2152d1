from __future__ import annotations

from itertools import permutations

from build import an_article
from sayso.model import Article, Derivation, Linked
from sayso.weigh.copies import CopyIndex, find_copies
from sayso.weigh.visible import published_of

STORY = (
    "The ferry left the northern pier at dawn with two hundred pilgrims and a herd of goats below deck. "
    "An hour later a squall drove it onto the reef below the lighthouse, where the hull broke in two places. "
    "Fishermen from the village rowed out and brought the pilgrims ashore before the stern went under."
)
OTHER = (
    "Nobody in the market could say why the bridge had been shut since the feast. The toll keeper shrugged. "
    "Carts queued as far as the tannery, and the baker gave his loaves away before they went stale."
)


def copies(*articles: Article) -> list[Derivation]:
    return find_copies(articles, (), published_of(Linked(articles, ())))


def test_a_copy_runs_from_the_later_to_the_earlier() -> None:
    first = an_article(STORY, outlet="Reef Post", published="2031-05-01")
    later = an_article("From our correspondents. " + STORY, outlet="Bay Echo", published="2031-05-02")
    (found,) = copies(later, first)
    assert (found.derived_id, found.origin_id) == (later.id, first.id)
    assert "later by date" in [reason.rule for reason in found.reasons]


def test_the_passage_is_given_to_the_letter() -> None:
    first = an_article(STORY, outlet="Reef Post", published="2031-05-01")
    text = f"Elsewhere. {STORY.split('. ')[1]}. Nothing more."
    later = an_article(text, outlet="Bay Echo", published="2031-05-02")
    (found,) = copies(first, later)
    ((mine, theirs),) = found.passages
    assert theirs is not None
    assert (
        mine.exact
        == theirs.exact
        == "An hour later a squall drove it onto the reef below the lighthouse, "
        + ("where the hull broke in two places")
    )
    assert later.text[mine.start : mine.end] == mine.exact


def test_a_credit_line_tells_the_direction_of_one_day() -> None:
    first = an_article(STORY, outlet="Reef Post", published="2031-05-01")
    later = an_article(f"(Reef Post) {STORY}", outlet="Bay Echo", published="2031-05-01")
    (found,) = copies(first, later)
    assert (found.derived_id, found.origin_id) == (later.id, first.id)
    assert found.reasons[-1].rule == "credit line"


def test_without_dates_or_credit_the_order_is_said_to_be_unknown() -> None:
    (found,) = copies(
        an_article(STORY, outlet="Reef Post"), an_article(STORY + " So it was.", outlet="Bay Echo")
    )
    assert found.reasons[-1].rule == "order not known"


def test_an_edited_sentence_beside_a_copied_one_belongs_to_the_copy() -> None:
    first = an_article(STORY, outlet="Reef Post", published="2031-05-01")
    edited = STORY.replace("rowed out and brought", "rowed and took").replace(
        "before the stern", "as the stern"
    )
    later = an_article(edited.replace("squall", "gale"), outlet="Bay Echo", published="2031-05-02")
    (found,) = copies(first, later)
    assert any("rowed and took" in mine.exact for mine, _ in found.passages)


def test_other_words_are_no_copy() -> None:
    assert copies(an_article(STORY, outlet="Reef Post"), an_article(OTHER, outlet="Bay Echo")) == []


def test_the_same_official_words_in_quotation_marks_are_no_copy() -> None:
    quote = f"“{STORY}”"
    left = an_article(f"{OTHER} The harbour master wrote: {quote}", outlet="Reef Post")
    right = an_article(f"In a letter seen here he says {quote} and nothing else.", outlet="Bay Echo")
    assert copies(left, right) == []


def test_a_set_phrase_is_no_copy() -> None:
    phrase = "in the early hours of the morning on the first day of the"
    left = an_article(f"{OTHER} It rained {phrase} week.", outlet="Reef Post")
    right = an_article(f"Two goats were born {phrase} fair.", outlet="Bay Echo")
    assert copies(left, right) == []


def test_three_copies_hang_on_the_first_and_not_on_one_another() -> None:
    days = ("2031-05-01", "2031-05-02", "2031-05-03")
    articles = [
        an_article(STORY + f" {n}", outlet=f"Outlet {n}", published=day) for n, day in enumerate(days)
    ]
    found = copies(*reversed(articles))
    assert {(d.derived_id, d.origin_id) for d in found} == {(a.id, articles[0].id) for a in articles[1:]}


def test_a_hostile_text_of_quotation_marks_is_read() -> None:
    assert copies(an_article('"' * 200_000 + STORY), an_article("“" * 200_000 + OTHER)) == []


def index_of(*articles: Article) -> list[Derivation]:
    """The copies after the articles were added in this order, one by one."""
    index = CopyIndex(published_of(Linked(articles, ())))
    for article in articles:
        index.add(article, None)
    return index.derivations()


def test_the_order_of_adding_changes_nothing() -> None:
    days = ("2031-05-01", "2031-05-02", "2031-05-03")
    articles = [an_article(f"{STORY} {n}", outlet=f"Outlet {n}", published=day) for n, day in enumerate(days)]
    every = [index_of(*order) for order in permutations(articles)]
    assert len(every[0]) == 2
    assert all(found == every[0] for found in every)


def test_an_article_that_comes_late_takes_over_the_copies() -> None:
    first = an_article(STORY, outlet="Reef Post", published="2031-05-01")
    second = an_article(STORY + " So it was.", outlet="Bay Echo", published="2031-05-02")
    index = CopyIndex(published_of(Linked((first, second), ())))
    assert index.add(second, None) == []
    (found,) = index.add(first, None)
    assert (found.derived_id, found.origin_id) == (second.id, first.id)


def test_one_long_edited_sentence_is_a_copy() -> None:
    first = an_article(f"{OTHER} {STORY.split('. ')[1]}.", outlet="Reef Post", published="2031-05-01")
    edited = (
        "An hour later a strong squall drove her onto the reef below the light, where the hull broke in two."
    )
    later = an_article(f"Nothing else is known. {edited}", outlet="Bay Echo", published="2031-05-02")
    (found,) = copies(first, later)
    assert [mine.exact for mine, _ in found.passages] == [edited]


def test_words_in_quotation_marks_with_thanks_to_an_outlet_are_a_copy() -> None:
    passage = STORY.split(". ")[1]
    first = an_article(f"{OTHER} {passage}.", outlet="Reef Post", published="2031-05-01")
    thanked = an_article(f'"{passage}," the Reef Post writes.', outlet="Bay Echo", published="2031-05-02")
    other = an_article(f'"{passage}," the harbour master wrote.', outlet="Bay Echo", published="2031-05-02")
    assert len(copies(first, thanked)) == 1
    assert copies(first, other) == []


def test_of_one_day_the_hour_tells_which_came_first() -> None:
    early = an_article(f"Bay Echo, 1 May 2031, 6:05 a.m.\n{STORY}", outlet="Bay Echo", published="2031-05-01")
    late = an_article(
        f"Reef Post, 1 May 2031, 2:10 p.m.\n{STORY}", outlet="Reef Post", published="2031-05-01"
    )
    (found,) = copies(late, early)
    assert (found.derived_id, found.reasons[-1].rule) == (late.id, "later by the hour")


def test_a_credit_tells_more_than_the_hour() -> None:
    wire = an_article(f"OSK, May 1, 2031, 11:40 a.m. (Wire) - {STORY}", outlet="Wire", published="2031-05-01")
    copy = an_article(f"1 May 2031, 10:15 | Source: Wire\n{STORY}", outlet="Bay Echo", published="2031-05-01")
    (found,) = copies(wire, copy)
    assert (found.derived_id, found.origin_id) == (copy.id, wire.id)
