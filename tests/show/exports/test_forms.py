"""Every form against the published rules of those who read it; tests/forms.py holds the rules."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from examples import demo
from jsonschema import Draft202012Validator, ValidationError

import forms
import sayso
from clash import weigh_clash, weigh_saying
from conflict_sheets import ACLED_COLUMNS, UCDP_COLUMNS, read_rows
from invented import weigh_by_hand, weigh_early, weigh_nothing
from sayso.cli import FORMS as OFFERED
from sayso.model import Weighed
from sayso.show.exports import FORMS, Written, export_case, write_losses

GENERATED = "2031-06-01T00:00:00Z"
HOSTILE = (
    '=HYPERLINK("http://x") <script>alert(1)</script> [l](javascript:a) ![p](http://x/p.png) `c` '
    "<b onclick=x>| {{ x }} {% y %} www.x.y http://x.y $a$ # _z_ ‮ turned \U0001f525 'quoted' \"so\" &amp;"
)


@cache
def weigh_titanic() -> Weighed:
    """The example of the README, read and joined."""
    with TemporaryDirectory() as folder, sayso.open(Path(folder) / "titanic.sayso") as case:
        case.add(*demo.list_reports())
        return case.weighed()


WEIGHED: dict[str, Callable[[], Weighed]] = {
    "dam": weigh_by_hand,
    "early": weigh_early,
    "nothing": weigh_nothing,
    "clash": weigh_clash,
    "hostile": lambda: weigh_saying(HOSTILE),
    "titanic": weigh_titanic,
}


@pytest.mark.parametrize("name", WEIGHED)
@pytest.mark.parametrize("to", forms.CHECKS)
def test_a_form_is_as_its_readers_say(to: str, name: str) -> None:
    forms.CHECKS[to](export_case(WEIGHED[name](), to, GENERATED).files)


def test_every_form_is_offered_and_checked() -> None:
    assert tuple(FORMS) == OFFERED
    # JSON has its schema in the package (test_schema.py), HTML tests of its own (test_html.py).
    assert set(FORMS) - set(forms.CHECKS) == {"json", "html"}


@pytest.mark.parametrize("to", FORMS)
def test_the_bytes_are_the_same_each_time(to: str) -> None:
    assert export_case(weigh_clash(), to, GENERATED) == export_case(weigh_clash(), to, GENERATED)


@pytest.mark.parametrize("to", FORMS)
def test_as_of_a_day_nothing_later_is_told(to: str) -> None:
    early = export_case(weigh_early(), to, GENERATED)
    told = [content for content in early.files.values() if isinstance(content, str)]
    assert not any("hospital counted 47" in text or "47 dead" in text for text in told)
    assert not any("47 dead" in loss.words for loss in early.losses)


def test_cells_that_are_not_to_the_letter_are_listed() -> None:
    for to, column in (("csv", "quote"), ("ucdp", "side_a"), ("acled", "actor1")):
        lost = [loss.lost for loss in export_case(weigh_saying("=1+1 shot"), to).losses]
        assert any(column in words and words.endswith("not to the letter") for words in lost)
        assert not any("not to the letter" in loss.lost for loss in export_case(weigh_clash(), to).losses)


@pytest.mark.parametrize("to", FORMS)
def test_every_loss_is_of_something_in_the_case(to: str) -> None:
    weighed = weigh_clash()
    known = {item.id for part in (weighed.linked.events, weighed.linked.articles) for item in part}
    known |= {"", "k-toll", "f-killed", *weighed.visible}
    lost = {loss.item.split(" ")[0] for loss in export_case(weighed, to).losses}
    assert lost <= known


# --- the rules themselves refuse what is wrong ------------------------------------------------------


def spoil(name: str, change: Callable[[Any], object]) -> dict[str, str | bytes]:
    """The files of the form ``name``, with its one JSON file changed."""
    (path, text), *_ = export_case(weigh_clash(), name, GENERATED).files.items()
    found = json.loads(text)
    change(found)
    return {path: json.dumps(found)}


@pytest.mark.parametrize(
    ("to", "change"),
    [
        ("geojson", lambda c: c["features"][0]["geometry"]["coordinates"].reverse() or c.update(type="X")),
        ("geojson", lambda c: c["features"][0].pop("geometry")),
        ("geojson", lambda c: c["features"][0]["when"]["timespans"][0].pop("start")),
        ("timelinejs", lambda c: c["events"][0]["start_date"].pop("year")),
        ("timelinejs", lambda c: c["events"][0]["start_date"].pop("month")),
        ("webannotation", lambda c: c["items"][0]["target"]["selector"].pop()),
        ("webannotation", lambda c: c["items"][0].update(id="no address")),
        ("claim", lambda c: c["@graph"][0].pop("appearance")),
        ("claim", lambda c: c["@graph"][0].update(reviewRating=5)),
    ],
)
def test_the_rules_refuse_what_is_wrong(to: str, change: Callable[[Any], object]) -> None:
    with pytest.raises(ValidationError):
        forms.CHECKS[to](spoil(to, change))


@pytest.mark.parametrize("field", ["id", "date", "actor", "event"])
def test_a_plover_record_needs_its_fields(field: str) -> None:
    (text,) = export_case(weigh_clash(), "plover", GENERATED).files.values()
    first = json.loads(str(text).splitlines()[0])
    del first[field]
    with pytest.raises(ValidationError):
        forms.check_plover({"plover.jsonl": json.dumps(first)})


def test_the_schemas_are_schemas() -> None:
    for schema in (forms.GEOJSON, forms.TIMELINE, forms.PAGE, forms.GRAPH, forms.PLOVER):
        Draft202012Validator.check_schema(schema)


def test_markdown_that_links_is_refused() -> None:
    with pytest.raises(AssertionError):
        forms.check_markdown({"case.md": "# Title\n\n[words](http://x)"})


# --- hostile words -----------------------------------------------------------------------------------


def test_slides_hold_no_markup_of_a_report() -> None:
    (text,) = export_case(weigh_saying(HOSTILE), "timelinejs").files.values()
    for slide in json.loads(text)["events"]:
        whole = slide["text"]["headline"] + slide["text"]["text"]
        assert "<script" not in whole
        assert "<b onclick" not in whole
        assert "\u202e" not in whole


def test_a_name_that_is_a_formula_is_none_in_any_sheet() -> None:
    for to, columns in (("ucdp", UCDP_COLUMNS), ("acled", ACLED_COLUMNS)):
        (text,) = export_case(weigh_saying("=1+1 shot"), to).files.values()
        row = read_rows(text, columns)[0]
        assert "'=1+1 shot; the guards" in row.values()
        assert not any(cell.startswith("=") for cell in row.values())


# --- losses ------------------------------------------------------------------------------------------


def losses_of(written: Written, item: str) -> list[tuple[str, str]]:
    return [(loss.lost, loss.why) for loss in written.losses if loss.item == item]


def test_losses_are_a_table_of_their_own() -> None:
    written = export_case(weigh_clash(), "plover")
    rows = list(csv.DictReader(io.StringIO(write_losses(written.losses)[1:], newline="")))
    assert len(rows) == len(written.losses)
    depot = next(row for row in rows if row["item"] == "e-depot")
    assert depot["lost"] == "left out"
    assert depot["words"] == "Rebels seized a depot"


@pytest.mark.parametrize("to", ["ucdp", "acled", "plover", "timelinejs"])
def test_what_has_no_date_is_left_out_and_listed(to: str) -> None:
    written = export_case(weigh_clash(), to)
    assert [lost for lost, _ in losses_of(written, "e-depot")] == ["left out"]
    assert not any("depot" in str(text) for text in written.files.values())


def test_a_whole_form_loses_nothing() -> None:
    assert export_case(weigh_clash(), "json").losses == export_case(weigh_clash(), "html").losses == ()


def test_an_event_dated_to_more_than_a_year_has_no_code_in_ucdp() -> None:
    weighed = weigh_clash()
    readings = tuple(
        replace(
            reading,
            claims=tuple(
                replace(c, when=replace(c.when, earliest=date(2029, 1, 1), latest=date(2031, 5, 2)))
                if c.when
                else c
                for c in reading.claims
            ),
        )
        for reading in weighed.linked.readings
    )
    wide = replace(weighed, linked=replace(weighed.linked, readings=readings))
    assert losses_of(export_case(wide, "ucdp"), "e-shots") == [("left out", "its date is wider than a year")]


def test_the_case_lists_losses_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ELLIN, May 6, 2033. The mayor said that 12 people died.")
    with sayso.open(tmp_path / "a.sayso") as case:
        case.add(tmp_path / "a.txt")
        assert case.losses("json") == ()
        assert any("columns left blank" in loss.lost for loss in case.losses("acled"))
