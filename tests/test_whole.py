"""The whole path with every real stage: the same reports give the same account in any order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

import sayso

WIRE = (
    "A grain store collapsed in the harbour of Port Velm on Tuesday morning, killing at least 12 people, "
    "the harbour authority said. Rescuers pulled 30 workers from the rubble."
)
WORLD = {
    "wire.txt": f"PORT VELM, March 4, 2031 (Coast Wire) - {WIRE}",
    "courier.txt": f"Grain store falls\n\nMarch 5, 2031\n\n{WIRE} The mayor, Ida Korr, called it a tragedy.",
    "ledger.txt": "Harbour toll rises\n\nMarch 6, 2031\n\nThe number of dead in Port Velm has risen to 19, "
    "the harbour authority said on Thursday. The union says that 40 people were killed. Mayor Ida Korr "
    "denied that.",
    "beacon.txt": "The store in Port Velm fell on March 4 because its pillars had rusted, said the engineer "
    "Tomas Brill. Korr rejected the claim and blamed the heavy rain.",
    "undated.txt": "Dozens are feared dead at Port Velm, witnesses told Ida Korr's office. On March 4 the "
    "store may have been overloaded, according to the union.",
    "hafen.txt": "Im Hafen ist am Dienstag ein Speicher eingestürzt. Die Behörde spricht von zwölf Toten.",
    "rows.jsonl": json.dumps({"text": "Police detained two managers on Friday.", "published": "2031-03-07"})
    + "\n"
    + json.dumps({"text": "The two managers were released, police said.", "published": "2031-03-08"}),
}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    for name, text in WORLD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in WORLD]


def export(path: Path, *batches: Sequence[Path], remove: Sequence[str] = ()) -> str:
    """The bytes of the export, after adding in batches; what is removed is added again at the end."""
    with sayso.open(path) as case:
        for batch in batches:
            assert case.add(*batch).problems == []
        for name in remove:
            case.remove(name)
        if remove:
            case.add(*(report for batch in batches for report in batch))
        (text,) = case.export("json", generated="2031-04-01T00:00:00Z").values()
        assert case.check().problems == ()
    return str(text)


def test_the_account_holds_something_of_each_kind(tmp_path: Path, reports: list[Path]) -> None:
    data = json.loads(export(tmp_path / "a.sayso", reports))
    assert len(data["articles"]) == 8
    killed = [c["amount"]["low"] for c in data["claims"] if (c["amount"] or {}).get("measure") == "killed"]
    assert {12, 19, 40} <= set(killed)
    for part in ("entities", "events", "figures", "conflicts", "explanations"):
        assert data[part], part
    assert data["coverage"]["unread"] == [
        {"article": a["id"], "why": "language: de"} for a in data["articles"] if a["name"] == "hafen.txt"
    ]


def test_the_export_keeps_to_its_schema(tmp_path: Path, reports: list[Path]) -> None:
    schema = json.loads(resources.files("sayso").joinpath("data", "case.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(export(tmp_path / "a.sayso", reports)), schema)


def test_twenty_shuffles_export_the_same_bytes(tmp_path: Path, reports: list[Path]) -> None:
    texts = set()
    for seed in range(20):
        random.Random(seed).shuffle(reports)
        texts.add(export(tmp_path / f"{seed}.sayso", reports))
    assert len(texts) == 1


def test_two_halves_export_the_same_bytes(tmp_path: Path, reports: list[Path]) -> None:
    whole = export(tmp_path / "whole.sayso", reports)
    assert export(tmp_path / "one.sayso", reports[:3], reports[3:]) == whole
    assert export(tmp_path / "two.sayso", reports[3:], reports[:3]) == whole
    assert export(tmp_path / "each.sayso", *([report] for report in reversed(reports))) == whole


@pytest.mark.parametrize("name", [name for name in WORLD if name.endswith(".txt")])
def test_what_is_removed_and_added_again_exports_the_same_bytes(
    tmp_path: Path, reports: list[Path], name: str
) -> None:
    whole = export(tmp_path / "whole.sayso", reports)
    assert export(tmp_path / "again.sayso", reports, remove=[name]) == whole


@pytest.mark.parametrize("name", ["wire.txt", "undated.txt"])
def test_what_is_removed_was_never_there(tmp_path: Path, reports: list[Path], name: str) -> None:
    never = export(tmp_path / "never.sayso", [report for report in reports if report.name != name])
    with sayso.open(tmp_path / "removed.sayso") as case:
        case.add(*reports)
        case.remove(name)
        (text,) = case.export("json", generated="2031-04-01T00:00:00Z").values()
    assert text == never


def test_as_of_a_day_knows_nothing_of_later_days(tmp_path: Path, reports: list[Path]) -> None:
    with sayso.open(tmp_path / "a.sayso") as case:
        case.add(*reports)
        early, late = (str(case.figures(as_of=day)) for day in ("2031-03-05", None))
    assert "12" in early
    assert "19" in late
    assert "the number of dead in Port Velm has risen to 19" not in early
