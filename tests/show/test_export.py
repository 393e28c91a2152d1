from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from invented import (
    C_BURST,
    C_BURST_COPY,
    C_DENIAL,
    C_TWELVE,
    C_VALVES,
    HERALD,
    LINKED,
    POST,
    RADIO,
    weigh_by_hand,
    weigh_early,
)
from sayso.model import Span
from sayso.show import to_json
from sayso.spans import InexactSpan

WHEN = "2031-06-01T00:00:00Z"


def by_id(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return next(row for row in rows if row["id"] == key)


def test_every_span_is_the_words_it_says() -> None:
    case = to_json(weigh_by_hand(), WHEN)
    texts = {article["id"]: article["text"] for article in case["articles"]}
    for claim in case["claims"]:
        start, end = claim["span"]
        assert texts[claim["article"]][start:end] == claim["quote"]


def test_a_claim_carries_its_amount_place_and_chain() -> None:
    claims = to_json(weigh_by_hand(), WHEN)["claims"]
    twelve = by_id(claims, C_TWELVE.id)
    assert (twelve["amount"]["low"], twelve["amount"]["best"], twelve["amount"]["high"]) == (12, None, None)
    assert [hop["entity"] for hop in twelve["attribution"]] == ["n-board"]
    assert twelve["cue"]["text"] == "said"
    assert by_id(claims, C_BURST.id)["place"]["entity"] == "n-ellin"
    assert by_id(claims, C_DENIAL.id)["about"] == C_VALVES.id


def test_an_event_says_the_hull_where_its_claims_disagree() -> None:
    event = to_json(weigh_by_hand(), WHEN)["events"][0]
    assert (event["when"]["earliest"], event["when"]["latest"]) == ("2031-05-01", "2031-05-02")
    assert event["label"] == "The Ellin dam burst on Friday evening"
    assert event["place"] == {"entity": "n-ellin", "name": "Ellin"}
    assert (event["articles"], event["origins"], event["unnamed"], event["unsourced"]) == (3, 0, 1, 1)
    assert event["contested"] is True


def test_a_figure_has_its_range_and_reports() -> None:
    figure = to_json(weigh_by_hand(), WHEN)["figures"][0]
    assert (figure["low"], figure["best"], figure["high"], figure["as_of"]) == (12, None, 47, "2031-05-05")
    assert figure["reports"][0] == {"claim": C_TWELVE.id, "as_of": "2031-05-03", "reported": "2031-05-03"}
    assert figure["origins"] == 2


def test_lineage_points_at_the_words_on_both_sides() -> None:
    edges = to_json(weigh_by_hand(), WHEN)["lineage"]["edges"]
    copy = next(edge for edge in edges if edge["kind"] == "copies")
    (start, end), (there, stop) = copy["evidence"][0], copy["origin_evidence"][0]
    assert HERALD.text[start:end] == POST.text[there:stop] == "The Ellin dam burst on Friday evening"


def test_what_is_not_read_is_covered() -> None:
    coverage = to_json(weigh_by_hand(), WHEN)["coverage"]
    assert coverage["articles"] == 5
    assert [row["why"] for row in coverage["unread"]] == ["language: fr"]
    assert coverage["numbers_not_read"] == 1


def test_as_of_a_day_only_the_visible_is_told() -> None:
    case = to_json(weigh_early(), WHEN)
    assert {article["id"] for article in case["articles"]} == {POST.id, HERALD.id}
    assert case["as_of"] == "2031-05-04"
    assert case["events"][0]["claims"] == [C_BURST.id, C_BURST_COPY.id]
    assert case["events"][0]["contested"] is False
    assert [x["id"] for x in case["explanations"]] == ["x-valves"]


def test_the_bytes_are_the_same_each_time() -> None:
    assert json.dumps(to_json(weigh_by_hand(), WHEN)) == json.dumps(to_json(weigh_by_hand(), WHEN))


def test_a_quote_that_is_not_in_its_text_is_refused() -> None:
    wrong = replace(C_BURST, span=Span(POST.id, 0, 3, "Dim"))
    reading = replace(LINKED.readings[0], claims=(wrong,))
    weighed = replace(weigh_by_hand(), linked=replace(LINKED, readings=(reading, *LINKED.readings[1:])))
    with pytest.raises(InexactSpan):
        to_json(weighed, WHEN)


def test_an_article_without_a_reading_is_said_to_be_unread() -> None:
    readings = tuple(r for r in LINKED.readings if r.article_id != RADIO.id)
    weighed = replace(weigh_by_hand(), linked=replace(LINKED, readings=readings))
    assert {"article": RADIO.id, "why": "not read yet"} in to_json(weighed, WHEN)["coverage"]["unread"]
