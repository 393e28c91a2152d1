"""The runner: adding in any order, in parts, twice, and again after something was removed."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fake_stages import FAKE, NEXT_DAY
from sayso import run
from sayso.library import Case, open_case
from sayso.model import Interval, Problem
from sayso.run import Stages
from sayso.store import CaseError, open_store, query

ROWS = (
    {"text": "Volunteers said 9 died at the mill.", "published": "2031-05-03"},
    {
        "text": "Later the count was 11 dead, said volunteers.",
        "url": "https://mill.example/1",
        "published": "2031-05-04",
    },
    {
        "text": "The count is 13 dead, said the volunteers.",
        "url": "https://mill.example/1",
        "published": "2031-05-05",
    },
)
WORLD = {
    "post.txt": "Dam bursts\n\nThe Ellin dam burst on Friday. The Water Board said that 12 people died.",
    "herald.txt": "The Ellin dam burst on Friday. At the hospital, nurses counted 47 dead and 3 missing.",
    "radio.txt": "By Monday evening 47 people died, the minister told reporters in the flooded valley.",
    "copy.txt": "Dam bursts\n\nThe Ellin dam burst on Friday. The Water Board said that 12 people died.",
    "bulletin.txt": "The river at Ellin is falling, and the road to Tarn is open again, the police say.",
    "courrier.txt": "Le barrage d'Ellin a cédé vendredi soir. Le ministre parle de morts dans la vallée.",
    "rows.jsonl": "".join(json.dumps(row) + "\n" for row in ROWS),
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in WORLD.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def a_case(path: Path, stages: Stages = FAKE) -> Case:
    return Case(open_store(path, create=True), stages)


def state(case: Case) -> str:
    """All that an export can tell, by the records that it is made from."""
    import msgspec

    return msgspec.json.encode(case.linked()).decode()


def build(path: Path, batches: Sequence[Sequence[Path]]) -> str:
    with a_case(path) as case:
        for batch in batches:
            case.add(*batch)
        return state(case)


# --- order does not matter ------------------------------------------------------------------------


def test_twenty_shuffles_give_one_case(tmp_path: Path, reports: Path) -> None:
    files = sorted(reports.iterdir())
    results = set()
    for seed in range(20):
        random.Random(seed).shuffle(files)
        results.add(build(tmp_path / f"{seed}.sayso", [files]))
    assert len(results) == 1


def test_two_halves_give_the_whole(tmp_path: Path, reports: Path) -> None:
    files = sorted(reports.iterdir())
    whole = build(tmp_path / "whole.sayso", [files])
    assert build(tmp_path / "halves.sayso", [files[:3], files[3:]]) == whole
    assert build(tmp_path / "other.sayso", [files[3:], files[:3]]) == whole


def test_what_is_removed_and_added_again_was_never_away(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports)
        before = state(case)
        for name in ("copy.txt", "rows.jsonl#2", "courrier.txt"):
            case.remove(name)
        assert state(case) != before
        case.add(reports)
        assert state(case) == before


def test_what_is_removed_was_never_there(tmp_path: Path, reports: Path) -> None:
    without = build(
        tmp_path / "without.sayso", [[p for p in sorted(reports.iterdir()) if p.name != "radio.txt"]]
    )
    with a_case(tmp_path / "with.sayso") as case:
        case.add(reports)
        assert state(case) != without
        case.remove("radio.txt")
        assert state(case) == without


def test_adding_again_changes_nothing(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        first = case.add(reports)
        before = state(case)
        second = case.add(reports)
        assert state(case) == before
    assert (len(first.new), len(second.new)) == (8, 0)
    # Two files hold the same bytes: one article, met twice.
    assert (len(first.known), len(second.known)) == (1, 9)


# --- dating ---------------------------------------------------------------------------------------


def published(case: Case) -> dict[str, Interval | None]:
    linked = case.linked()
    names = {article.id: article.name for article in linked.articles}
    return {names[reading.article_id]: reading.published for reading in linked.readings}


def test_an_article_is_read_again_when_the_case_tells_its_date(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports / "radio.txt")
        assert published(case)["radio.txt"] is None
        case.add(reports / "rows.jsonl")
        assert published(case)["radio.txt"] == NEXT_DAY
        case.remove("rows.jsonl#1")
        case.remove("rows.jsonl#2")
        case.remove("rows.jsonl#3")
        assert published(case)["radio.txt"] is None


def test_a_date_set_by_hand_is_read_with(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports)
        case.set("radio.txt", published="2031-05-06", at="t", by="me")
        when = published(case)["radio.txt"]
        assert when is not None
        assert (str(when.earliest), when.basis) == ("2031-05-06", "by hand")
        case.set("radio.txt", published="", at="t", by="me")
        assert published(case)["radio.txt"] == NEXT_DAY


@pytest.mark.parametrize(("field", "value"), [("publisher", "x"), ("published", "03/04/31")])
def test_what_cannot_be_set_is_refused_and_nothing_is_set(
    tmp_path: Path, reports: Path, field: str, value: str
) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports)
        before = state(case)
        with pytest.raises(CaseError):
            case.set("radio.txt", **{"outlet": "Vale Radio", field: value})
        assert state(case) == before


# --- versions, refusals, faults -------------------------------------------------------------------


def test_new_bytes_at_an_address_are_a_version(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports / "rows.jsonl")
        articles = {article.name: article for article in case.linked().articles}
    assert articles["rows.jsonl#3"].supersedes == articles["rows.jsonl#2"].id
    assert articles["rows.jsonl#2"].supersedes is None


def test_what_is_refused_is_told_until_it_is_read(tmp_path: Path, reports: Path) -> None:
    empty = reports / "empty.txt"
    empty.touch()
    with a_case(tmp_path / "a.sayso") as case:
        added = case.add(reports)
        assert added.problems == [Problem("read", str(empty), "empty file")]
        assert case.problems() == tuple(added.problems)
        empty.write_text("The mill stands empty since the 9 died.")
        assert case.add(empty).new
        assert case.problems() == ()


def test_an_article_on_which_a_stage_fails_costs_no_other(tmp_path: Path, reports: Path) -> None:
    (reports / "fault.txt").write_text("This is an unreadable report of the flood at the mill.")
    with a_case(tmp_path / "a.sayso") as case:
        added = case.add(reports)
        assert [problem.message for problem in added.problems] == [
            "could not be read: ValueError: a fault of ours"
        ]
        unread = {r.unread for r in case.linked().readings if r.unread}
        assert unread == {"could not be read: ValueError: a fault of ours", "language: fr"}
        mended = FAKE._replace(annotate_article=annotate_all)
        assert Case(case._store, mended).update() == ("fault.txt",)
        assert {r.unread for r in case.linked().readings if r.unread} == {"language: fr"}
        assert case.problems() == ()


def annotate_all(article: Any, reader: Any, hint: Any) -> Any:
    from dataclasses import replace

    doc = FAKE.annotate_article(replace(article, text=""), reader, hint)
    return replace(doc, article=article)


def test_update_reads_again_what_an_older_version_read(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports / "radio.txt", reports / "post.txt")
        assert case.update() == ()
        monkeypatch.setattr(run, "VERSION", "9.9+9")
        assert sorted(case.update()) == ["post.txt", "radio.txt"]
        assert {r.version for r in case.linked().readings} == {"9.9+9"}


def test_what_this_version_cannot_take_over_is_read_again_by_update(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports)
        before = state(case)
        case._store.connection.execute("UPDATE readings SET record = '{}'")
        with pytest.raises(CaseError, match="`sayso update` reads it again"):
            case.linked()
        case.update()
        assert state(case) == before


def test_another_date_for_a_known_article_is_refused(tmp_path: Path, reports: Path) -> None:
    with a_case(tmp_path / "a.sayso") as case:
        case.add(reports / "radio.txt", published="2031-05-06")
        assert case.add(reports / "radio.txt", published="2031-05-06").problems == []
        added = case.add(reports / "radio.txt", published="2031-05-07")
        assert "another date" in added.problems[0].message


def test_an_interrupted_case_is_joined_by_the_next_question(tmp_path: Path, reports: Path) -> None:
    path = tmp_path / "a.sayso"
    whole = build(tmp_path / "whole.sayso", [[reports]])

    def fail(*everything: Any) -> Any:
        raise KeyboardInterrupt

    with a_case(path, FAKE._replace(link_case=fail)) as case, pytest.raises(KeyboardInterrupt):
        case.add(reports)
    with a_case(path) as case:
        assert query.read_linked(case._store).figures == ()
        assert state(case) == whole


def test_a_case_opened_by_path_is_a_case(tmp_path: Path) -> None:
    with open_case(tmp_path / "a.sayso") as case:
        assert case.search("dam") == ()


def test_what_no_reporter_writes_is_kept_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LONGEST", 200)
    report = tmp_path / "long.txt"
    report.write_text("The mill at Ellin burned on Monday. " * 20, "utf-8")
    with a_case(tmp_path / "case.sayso") as case:
        case.add(report)
        (reading,) = query.read_readings(case._store)
        assert reading.unread == "longer than 200 characters"
        assert case.check().problems == ()
