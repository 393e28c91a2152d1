"""Events in the forms of conflict data, maps and timelines: what each field says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

import forms
from build import a_span
from clash import C_THREE, UNION, weigh_clash
from conflict_sheets import ACLED_COLUMNS, UCDP_COLUMNS, read_rows
from invented import days, weigh_by_hand
from sayso.model import FigureRange, Interval, Quantity, Role, Weighed
from sayso.show.exports import Written, export_case
from sayso.show.exports.geojson import write_when


def ucdp(weighed: Weighed) -> list[dict[str, str]]:
    return read_rows(export_case(weighed, "ucdp").files["ucdp.csv"], UCDP_COLUMNS)


def acled(weighed: Weighed) -> dict[str, dict[str, str]]:
    rows = read_rows(export_case(weighed, "acled").files["acled.csv"], ACLED_COLUMNS)
    return {row["notes"].rsplit("[sayso ")[1].rstrip("]"): row for row in rows}


def plover(weighed: Weighed) -> dict[str, dict[str, Any]]:
    text = str(export_case(weighed, "plover", "2031-06-01T00:00:00Z").files["plover.jsonl"])
    return {record["id"]: record for record in map(json.loads, text.splitlines())}


def lost_of(written: Written, item: str) -> set[str]:
    return {loss.lost for loss in written.losses if loss.item == item}


def change_claim(weighed: Weighed, claim_id: str, **more: Any) -> Weighed:
    """The case with another claim in the place of one."""
    readings = tuple(
        replace(r, claims=tuple(replace(c, **more) if c.id == claim_id else c for c in r.claims))
        for r in weighed.linked.readings
    )
    return replace(weighed, linked=replace(weighed.linked, readings=readings))


# --- UCDP --------------------------------------------------------------------------------------------


def test_ucdp_holds_lethal_events_alone() -> None:
    (row,) = ucdp(weigh_clash())
    assert row["source_article"].endswith("sayso e-shots")
    left_out = {loss.item: loss.why for loss in export_case(weigh_clash(), "ucdp").losses}
    assert left_out["e-bridge"] == "nobody says in it how many were killed"
    assert left_out["e-beaten"] == "everybody who tells of it denies it"


def test_ucdp_says_on_whose_say_so() -> None:
    (row,) = ucdp(weigh_clash())
    assert (row["number_of_sources"], row["source_original"]) == ("2", "Miners’ Union; the clinic")
    assert (row["source_office"], row["source_date"]) == (
        "Tarn Post; Hollow Herald",
        "3 May 2031; 5 May 2031",
    )
    assert (row["side_a"], row["side_b"]) == ("the guards", "three miners")


def test_ucdp_gives_no_best_where_those_who_tell_differ() -> None:
    (row,) = ucdp(weigh_clash())
    assert (row["low"], row["best"], row["high"]) == ("3", "", "")
    assert {"best left blank", "low or high left blank"} <= lost_of(
        export_case(weigh_clash(), "ucdp"), "e-shots"
    )


def test_ucdp_gives_the_one_number_that_all_give() -> None:
    one = weigh_clash()
    event = replace(one.linked.events[0], claim_ids=(C_THREE.id,))
    figure = replace(one.linked.figures[0], claim_ids=(C_THREE.id,))
    linked = replace(one.linked, events=(event,), figures=(figure,))
    (row,) = ucdp(replace(one, linked=linked))
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == ("3", "3", "3", "3")
    assert row["deaths_civilians"] == ""


def test_ucdp_codes_how_well_place_and_day_are_known() -> None:
    (row,) = ucdp(weigh_clash())
    assert (row["where_prec"], row["latitude"], row["geom_wkt"]) == ("1", "51.5", "POINT (-3.25 51.5)")
    assert (row["date_prec"], row["date_start"], row["date_end"]) == ("1", "2031-05-02", "2031-05-02")
    assert (row["country"], row["country_id"]) == ("Peru", "")


def test_the_dead_of_two_events_with_one_figure_are_said_to_be_so() -> None:
    weighed = weigh_clash()
    again = replace(weighed.linked.events[0], id="e-again")
    linked = replace(weighed.linked, events=(*weighed.linked.events, again))
    lost = lost_of(export_case(replace(weighed, linked=linked), "ucdp"), "e-shots")
    assert "the dead may stand in another row, too" in lost


def test_the_dead_of_an_event_are_those_of_its_tellings() -> None:
    later = FigureRange(33, 40, 61, date(2031, 6, 1), "two named origins agree")
    (row,) = ucdp(replace(weigh_clash(), figure_ranges={"f-killed": later}))
    assert (row["low"], row["best"], row["high"]) == ("3", "", "")


def test_a_number_too_great_to_be_one_is_none() -> None:
    amount = C_THREE.amount and replace(C_THREE.amount, quantity=Quantity(inf, inf, inf))
    weighed = replace(change_claim(weigh_clash(), C_THREE.id, amount=amount))
    (row,) = ucdp(weighed)
    assert row["low"] == "5"
    assert acled(weighed)["e-shots"]["fatalities"] == "5"


# --- ACLED -------------------------------------------------------------------------------------------


def test_acled_writes_the_lowest_number_and_the_dispute_in_the_notes() -> None:
    row = acled(weigh_clash())["e-shots"]
    assert row["fatalities"] == "3"
    assert "Killed: 3 or more. Disputed: three against at least five." in row["notes"]
    assert "“guards killed at least five miners” (the clinic ← Hollow Herald, 5 May 2031)" in row["notes"]


def test_acled_leaves_the_type_blank_where_it_hangs_on_who_fought_whom() -> None:
    rows = acled(weigh_clash())
    assert (rows["e-shots"]["event_type"], rows["e-shots"]["disorder_type"]) == ("", "")
    assert (rows["e-bridge"]["event_type"], rows["e-bridge"]["disorder_type"]) == (
        "Protests",
        "Demonstrations",
    )
    assert "event_type left blank" in lost_of(export_case(weigh_clash(), "acled"), "e-shots")


def test_acled_gives_the_first_day_and_says_the_others() -> None:
    row = acled(weigh_clash())["e-bridge"]
    assert (row["event_date"], row["time_precision"], row["fatalities"]) == ("2031-05-03", "2", "")
    assert row["notes"].startswith("When: 3–4 May 2031.")


# --- PLOVER ------------------------------------------------------------------------------------------


def test_a_plover_record_points_at_its_words() -> None:
    record = plover(weigh_clash())["e-shots"]
    texts = {article.outlet: article.text for article in weigh_clash().linked.articles}
    start, end = record["text_info"]["start"], record["text_info"]["end"]
    assert texts[record["cite_info"]["publication"]][start:end] == record["text"]
    assert record["actor"] == [{"actor_text": "the guards"}]
    assert record["size"] == {"dead": "3 or more"}
    assert (record["event"], record["quad_code"]) == (["ASSAULT"], 4)
    assert record["event_loc"]["geonameid"] == 77


def test_actors_are_each_named_once_in_their_order() -> None:
    span = a_span(UNION, "Miners blocked the bridge on Saturday and Sunday")
    actors = tuple(Role("agent", name, span) for name in ("Miners", "Dockers", "miners", "Weavers"))
    record = plover(change_claim(weigh_clash(), plover_claim("e-bridge"), actors=actors))["e-bridge"]
    assert [actor["actor_text"] for actor in record["actor"]] == ["Miners", "Dockers", "Weavers"]


def test_plover_modes_carry_polarity() -> None:
    assert "mode" not in plover(weigh_clash())["e-shots"]
    assert plover(weigh_clash())["e-beaten"]["mode"] == ["negation"]
    hedged = change_claim(weigh_clash(), plover_claim("e-bridge"), polarity="hedged")
    assert plover(hedged)["e-bridge"]["mode"] == ["hypothetical"]


def plover_claim(event_id: str) -> str:
    event = next(event for event in weigh_clash().linked.events if event.id == event_id)
    return event.claim_ids[0]


def test_plover_tells_what_was_long_ago_and_what_is_to_come() -> None:
    def mode(first: str, last: str) -> list[str]:
        changed = change_claim(weigh_clash(), plover_claim("e-bridge"), when=days(first, last))
        return plover(changed)["e-bridge"].get("mode", [])  # type: ignore[no-any-return]

    assert mode("1999-01-01", "1999-12-31") == ["historical"]
    assert mode("2031-05-02", "2031-05-03") == []
    assert mode("2031-06-01", "2031-06-02") == ["future"]


def test_plover_needs_somebody_who_did_it() -> None:
    nobody = change_claim(weigh_clash(), plover_claim("e-bridge"), actors=())
    written = export_case(nobody, "plover")
    assert lost_of(written, "e-bridge") == {"left out"}
    assert "e-bridge" not in plover(nobody)


def test_a_record_with_tellings_for_and_against_says_what_it_loses() -> None:
    against = change_claim(weigh_clash(), C_THREE.id, polarity="denied")
    assert "mode" not in plover(against)["e-shots"]
    assert "mode does not say that some deny it" in lost_of(export_case(against, "plover"), "e-shots")


# --- maps and timelines ------------------------------------------------------------------------------


def test_a_map_has_longitude_first_and_null_where_nothing_is_known() -> None:
    features = forms.load(export_case(weigh_clash(), "geojson").files["events.geojson"])["features"]
    where = {feature["id"]: feature["geometry"] for feature in features}
    assert where["e-shots"] == {"type": "Point", "coordinates": [-3.25, 51.5]}
    assert where["e-depot"] is None
    assert "geometry is null" in lost_of(export_case(weigh_clash(), "geojson"), "e-depot")


def test_a_feature_points_at_its_words() -> None:
    features = forms.load(export_case(weigh_clash(), "geojson").files["events.geojson"])["features"]
    bridge = next(feature["properties"] for feature in features if feature["id"] == "e-bridge")
    assert UNION.text[bridge["start"] : bridge["end"]] == bridge["quote"]
    assert (bridge["edtf"], bridge["chain"]) == ("2031-05-03/2031-05-04", ["Tarn Post"])


def test_time_on_a_map_bounds_start_and_end() -> None:
    def spans(**more: Any) -> Any:
        interval: Interval = days("2031-05-03", "2031-05-04", **more)
        return (write_when(interval) or {})["timespans"][0]

    both = {"earliest": "2031-05-03", "latest": "2031-05-04"}
    assert spans() == {"start": both, "end": both}
    assert spans(extent="throughout") == {"start": {"in": "2031-05-03"}, "end": {"in": "2031-05-04"}}
    assert spans(extent="since") == {"start": both}
    assert spans(extent="until") == {"start": {"latest": "2031-05-04"}, "end": both}


def slides(weighed: Weighed) -> dict[str, Any]:
    found = forms.load(export_case(weighed, "timelinejs").files["timeline.json"])["events"]
    return {slide["unique_id"]: slide for slide in found}


def test_a_slide_has_its_day_its_words_and_whose_they_are() -> None:
    slide = slides(weigh_clash())["e-shots"]
    assert slide["start_date"] == {"year": 2031, "month": 5, "day": 2}
    assert "Miners’ Union ← Tarn Post" in slide["text"]["text"]
    assert "three against at least five" in slide["text"]["text"]


def test_a_slide_omits_what_of_its_date_is_not_known() -> None:
    def start(first: str, last: str) -> tuple[Any, Any]:
        slide = slides(change_claim(weigh_clash(), plover_claim("e-bridge"), when=days(first, last)))
        return slide["e-bridge"]["start_date"], slide["e-bridge"]["display_date"]

    assert start("2031-05-01", "2031-05-31") == ({"year": 2031, "month": 5}, "May 2031")
    assert start("2031-01-01", "2031-12-31") == ({"year": 2031}, "2031")


def test_a_dispute_on_an_event_is_told_on_the_map() -> None:
    (feature,) = forms.load(export_case(weigh_by_hand(), "geojson").files["events.geojson"])["features"]
    assert feature["properties"]["contested"] is True
