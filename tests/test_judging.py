"""A person corrects the machine: it obeys, also when articles come later, and the record keeps all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crisis import Crisis, load_crisis
from fake_stages import FAKE
from sayso import run
from sayso.cli import main
from sayso.ids import claim_id
from sayso.library import Case
from sayso.link import link_case
from sayso.model import Event
from sayso.store import CaseError, open_store, query
from sayso.store.migrations import MIGRATIONS, create_case
from sayso.store.sqlite import digest_inputs

STAGES = FAKE._replace(link_case=link_case, date_case=lambda evidences: {})
BURST = ("wire.txt", "The Harl dam above Velm burst on Tuesday evening")
COPY = ("copied.txt", BURST[1])
COLLAPSE = ("own.txt", "On 4 March the dam at Velm collapsed")
TUESDAY = ("doctors.txt", "the dam had burst on Tuesday")
MARCH = ("protest.txt", "Crowds marched in Osk on Sunday")
TROOPS = ("protest.txt", "The minister sent troops to the bridge on Sunday")
RAIN = ("calm.txt", "Rain brought the flood")
CRACKS = ("doctors.txt", "Cracks in the wall brought the dam down")
ANN: dict[str, str] = {"by": "Ann", "at": "2031-04-01T10:00:00Z", "reason": "seen on the spot"}
LATER = {**ANN, "at": "2031-04-02T10:00:00Z", "by": "Bob"}
HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e 'x'\"; DROP TABLE entries"


@pytest.fixture(scope="module")
def dam() -> Crisis:
    return load_crisis("broken_dam")


@pytest.fixture
def start(tmp_path: Path, dam: Crisis) -> Callable[..., Case]:
    """Makes a case of the broken dam, of all its articles or of those named."""

    def make(*names: str, path: str = "dam.sayso") -> Case:
        case = Case(open_store(tmp_path / path, create=True), STAGES)
        add(case, dam, *names)
        return case

    return make


def add(case: Case, dam: Crisis, *names: str) -> None:
    for article, reading in zip(dam.articles, dam.readings, strict=True):
        if not names or article.name in names:
            inputs = digest_inputs(article, None)
            case._store.add_article(
                article, article.text.encode(), replace(reading, version=run.VERSION), inputs
            )


def claim(dam: Crisis, told: tuple[str, str]) -> str:
    return dam.claim(*told).id


def event_of(case: Case, claim_id: str) -> Event:
    (found,) = [e for e in case.linked().events if claim_id in e.claim_ids]
    return found


def exported(case: Case) -> dict[str, Any]:
    """All of the export but for the record itself."""
    whole: dict[str, Any] = json.loads(case.export("json")["case.json"])
    for key in ("judgements", "corrections"):
        whole.pop(key)
    return whole


# --- same and different ---------------------------------------------------------------------------


def test_two_events_are_joined_with_all_their_tellings(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    one, other = event_of(case, claim(dam, BURST)), event_of(case, claim(dam, MARCH))
    told = case.judge(one.id, other.id, "same", **ANN)
    assert told.state == "stands"
    joined = event_of(case, claim(dam, BURST))
    assert set(joined.claim_ids) >= {*one.claim_ids, *other.claim_ids}


def test_a_later_article_finds_the_part_of_a_joined_event_that_it_tells(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start("wire.txt", "protest.txt")
    one, other = event_of(case, claim(dam, BURST)), event_of(case, claim(dam, MARCH))
    case.judge(one.id, other.id, "same", **ANN)
    add(case, dam, "own.txt", "copied.txt", "doctors.txt", "calm.txt")
    assert {claim(dam, told) for told in (BURST, MARCH, COPY, COLLAPSE, TUESDAY)} <= set(
        event_of(case, claim(dam, BURST)).claim_ids
    )


def test_a_telling_leaves_its_event_and_stays_away(start: Callable[..., Case], dam: Crisis) -> None:
    case = start("wire.txt", "own.txt", "doctors.txt")
    event = event_of(case, claim(dam, BURST))
    told = case.judge(claim(dam, COLLAPSE), event.id, "different", **ANN)
    assert told.state == "stands"
    add(case, dam)
    kept = {claim(dam, BURST), claim(dam, TUESDAY)}
    assert kept <= set(event_of(case, claim(dam, BURST)).claim_ids)
    assert not kept & set(event_of(case, claim(dam, COLLAPSE)).claim_ids)


def test_joined_events_join_no_figures(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    before = case.linked().figures
    events = [e for e in case.linked().events if e.claim_ids]
    for other in events[1:]:
        case.judge(events[0].id, other.id, "same", **ANN)
    assert case.linked().figures == before


def test_the_hub_of_a_joined_event_can_leave_it(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    events = sorted(case.linked().events, key=lambda e: e.claim_ids)[:3]
    case.judge(events[0].id, events[1].id, "same", **ANN)
    whole = event_of(case, events[0].claim_ids[0])
    case.judge(whole.id, events[2].id, "same", **ANN)
    hub = event_of(case, events[0].claim_ids[0])
    case.judge(hub.claim_ids[0], hub.id, "different", **LATER)
    rest = set(hub.claim_ids[1:])
    assert any(rest <= set(e.claim_ids) and hub.claim_ids[0] not in e.claim_ids for e in case.linked().events)


def test_explanations_are_joined_and_parted(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    rain, cracks = ("x" + claim(dam, told)[1:] for told in (RAIN, CRACKS))
    case.judge(rain, cracks, "same", **ANN)
    rows = [set(x.claim_ids) for x in case.linked().explanations]
    assert any({claim(dam, RAIN), claim(dam, CRACKS)} <= row for row in rows)
    case.judge(rain, claim(dam, CRACKS), "different", **LATER)
    rows = [set(x.claim_ids) for x in case.linked().explanations]
    assert not any({claim(dam, RAIN), claim(dam, CRACKS)} <= row for row in rows)


def test_names_of_two_kinds_are_one_bearer(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    people = [n for n in case.linked().entities if n.kind == "person"]
    body = next(n for n in case.linked().entities if n.kind == "organisation")
    case.judge(people[0].id, body.id, "same", **ANN)
    assert any(
        {*people[0].mention_ids, *body.mention_ids} <= set(n.mention_ids) for n in case.linked().entities
    )
    assert case.check().problems == ()


@pytest.mark.parametrize("where", ["article", "claim"])
def test_a_name_is_another_s_in_one_article(start: Callable[..., Case], dam: Crisis, where: str) -> None:
    case = start()
    service = next(n for n in case.linked().entities if "Norlandic Rescue Service" in n.names)
    told = claim(dam, ("own.txt", "The Rescue Service now counts 62 dead across Norland"))
    article = dam.claim("own.txt", "The Rescue Service now counts 62 dead across Norland").article_id
    entry = case.judge(article if where == "article" else told, service.id, "different", **ANN)
    assert entry.state == "stands"
    bearers = [n for n in case.linked().entities if set(n.mention_ids) & set(service.mention_ids)]
    assert sorted(n.name for n in bearers) == ["Norlandic Rescue Service", "Rescue Service"]
    if where == "claim":
        apart = next(n for n in bearers if n.name == "Norlandic Rescue Service")
        case.judge(told, apart.id, "same", **LATER)
        assert [n.mention_ids for n in case.linked().entities if n.id == service.id] == [service.mention_ids]
    with pytest.raises(CaseError, match="does not name"):
        case.judge(claim(dam, RAIN), service.id, "different", **LATER)


def test_a_telling_that_the_machine_left_out_is_put_into_an_explanation(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start()
    row = next(x for x in case.linked().explanations if claim(dam, RAIN) in x.claim_ids)
    case.judge(claim(dam, BURST), row.id, "same", **ANN)
    assert any({claim(dam, BURST), claim(dam, RAIN)} <= set(x.claim_ids) for x in case.linked().explanations)


def test_the_newest_word_holds_and_the_older_is_told_to_give_way(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start()
    one, other = claim(dam, BURST), claim(dam, MARCH)
    old = case.judge(one, other, "same", about="event", **ANN)
    new = case.judge(one, other, "different", about="event", **LATER)
    assert other not in event_of(case, one).claim_ids
    assert [(row.state, row.why) for row in case.record()] == [("overruled", new.id), ("stands", "")]
    case.withdraw(new.id, by="Ann", at="2031-04-03")
    assert other in event_of(case, one).claim_ids
    assert {row.id: row.state for row in case.record()} == {old.id: "stands", new.id: "withdrawn"}


def test_the_order_in_which_words_come_in_changes_nothing(start: Callable[..., Case], dam: Crisis) -> None:
    one, two, three = (claim(dam, told) for told in (BURST, COLLAPSE, MARCH))
    words = [
        ((one, two, "different"), ANN),
        ((one, three, "same"), {**LATER, "by": "Cid"}),
        ((two, three, "same"), LATER),
    ]
    forth, back = start(path="forth.sayso"), start(path="back.sayso")
    for (left, right, verdict), who in words:
        forth.judge(left, right, verdict, about="event", **who)
    for (left, right, verdict), who in reversed(words):
        back.judge(left, right, verdict, about="event", **who)
    assert forth.export("json") == back.export("json")


# --- corrections ----------------------------------------------------------------------------------


def test_a_date_by_hand_moves_the_event_and_the_stored_reading_stays(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case, key = start(), claim(dam, COLLAPSE)
    before = query.read_readings(case._store)
    case.correct(key, "when", "2031-02-01", **ANN)
    shown = next(c for c in exported(case)["claims"] if c["id"] == key)
    assert (shown["when"]["earliest"], shown["when"]["basis"], len(shown["by_hand"])) == (
        "2031-02-01",
        "by hand",
        1,
    )
    assert claim(dam, BURST) not in event_of(case, key).claim_ids
    assert query.read_readings(case._store) == before
    assert case.check().problems == ()


def test_a_speaker_by_hand_is_the_origin(start: Callable[..., Case], dam: Crisis) -> None:
    case, key = start(), claim(dam, BURST)
    case.correct(key, "speaker", "Norlandic Rescue Service", **ANN)
    (hop,) = next(c for c in exported(case)["claims"] if c["id"] == key)["attribution"]
    service = next(n for n in case.linked().entities if "Norlandic Rescue Service" in n.names)
    assert (hop["entity"], hop["name"], hop["span"]) == (service.id, "Norlandic Rescue Service", None)
    case.correct(key, "speaker", "", **LATER)
    assert next(c for c in exported(case)["claims"] if c["id"] == key)["attribution"] == []
    assert case.check().problems == ()


def test_a_place_by_hand_is_that_of_the_name(start: Callable[..., Case], dam: Crisis) -> None:
    case, key = start(), claim(dam, MARCH)
    case.correct(key, "place", "Velm", **ANN)
    velm = next(n for n in case.linked().entities if n.name == "Velm")
    place = next(c for c in exported(case)["claims"] if c["id"] == key)["place"]
    assert (place["entity"], place["span"]) == (velm.id, None)
    assert case.check().problems == ()


def test_what_was_misread_is_gone_but_stays_on_record(start: Callable[..., Case], dam: Crisis) -> None:
    case, key = start(), claim(dam, TROOPS)
    case.correct(key, "misread", "yes", **ANN)
    whole = exported(case)
    assert key not in json.dumps(whole)
    (entry,) = case.record()
    assert (entry.state, entry.words) == ("stands", (TROOPS[1],))
    assert case.check().problems == ()


def test_labels_stay_with_what_they_were_given_to(start: Callable[..., Case], dam: Crisis) -> None:
    case = start("own.txt", "calm.txt")
    event = event_of(case, claim(dam, COLLAPSE))
    row = next(x for x in case.linked().explanations if claim(dam, RAIN) in x.claim_ids)
    figure = case.linked().figures[0]
    bearer = next(n for n in case.linked().entities if n.name == "Velm")
    for item in (event, row, figure, bearer):
        case.correct(item.id, "label", f"called {item.id[0]}", **ANN)
    add(case, dam)
    shown = exported(case)
    for view in ("events", "explanations", "figures"):
        (found,) = [r for r in shown[view] if r["by_hand"]]
        assert found["label"] == f"called {view[0] if view != 'explanations' else 'x'}"
    assert any(n["name"] == "called n" and "Velm" in n["names"] for n in shown["entities"])
    assert any(r.label == "called e" and r.notes[0].by == "Ann" for r in case.timeline())
    assert any(r.title == "called f" for r in case.figures())


def test_a_person_adds_a_row_of_explanations(start: Callable[..., Case], dam: Crisis) -> None:
    case, key = start(), claim(dam, MARCH)
    case.correct(key, "explanation", "The crowds undid the wall", **ANN)
    (row,) = [x for x in case.linked().explanations if key in x.claim_ids]
    assert (row.label, row.claim_ids) == ("The crowds undid the wall", (key,))
    with pytest.raises(CaseError, match="stands in x"):
        case.correct(key, "explanation", "Another", **LATER)


def test_an_item_is_marked_as_checked_without_changing_anything(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start()
    before = exported(case)
    article = case.linked().articles[0].id
    for item in (claim(dam, BURST), event_of(case, claim(dam, BURST)).id, article):
        case.correct(item, "checked", "yes", by="Ann", at="2031-04-01")
    after = exported(case)
    for row in (*after["events"], *after["claims"]):
        row["by_hand"] = []
    assert after == before
    assert [note.field for note in case.show(claim(dam, BURST)).notes] == ["checked"]


def test_every_kind_of_entry_withdrawn_leaves_the_case_as_it_was(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start()
    before = case.export("json")["case.json"].split('"judgements"')[0]
    key, event = claim(dam, MARCH), event_of(case, claim(dam, BURST)).id
    entries = [
        case.judge(event, "e" + key[1:], "same", **ANN),
        case.correct(key, "when", "2031-02", **ANN),
        case.correct(key, "place", "Velm", **ANN),
        case.correct(key, "speaker", "somebody", **ANN),
        case.correct(key, "explanation", "a row", **ANN),
        case.correct(event, "label", "the burst", **ANN),
        case.correct(claim(dam, TROOPS), "misread", "yes", **ANN),
        case.correct(event, "checked", "yes", **ANN),
    ]
    assert case.export("json")["case.json"].split('"judgements"')[0] != before
    for entry in entries:
        case.withdraw(entry.id[:6], by="Bob", at="2031-04-05")
    assert case.export("json")["case.json"].split('"judgements"')[0] == before
    assert {(row.state, row.withdrawn_by) for row in case.record()} == {("withdrawn", "Bob")}


# --- the record -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "verdict", "change", "said"),
    [
        (("c0000", "BURST"), "same", {}, "c0000: nothing that can be judged"),
        (("BURST", "BURST"), "different", {}, "one and the same"),
        (("BURST", "COPY"), "alike", {}, "no verdict"),
        (("BURST", "COPY"), "same", {"by": "  "}, "a name"),
        (("BURST", "COPY"), "same", {"reason": ""}, "a reason"),
        (("BURST", "COPY"), "same", {"reason": "x" * 2001}, "longer than 2000"),
        (("BURST", "COPY"), "same", {"at": "yesterday"}, "no moment"),
        (("BURST", "COPY"), "same", {"about": "weather"}, "not as 'weather'"),
        (("c", "COPY"), "same", {}, "nothing that can be judged"),
    ],
)
def test_what_means_nothing_is_refused_in_a_line(
    start: Callable[..., Case],
    dam: Crisis,
    ids: tuple[str, str],
    verdict: str,
    change: dict[str, str],
    said: str,
) -> None:
    case = start("wire.txt", "copied.txt")
    known = {"BURST": claim(dam, BURST), "COPY": claim(dam, COPY)}
    left, right = (known.get(i, i) for i in ids)
    with pytest.raises(CaseError, match=said):
        case.judge(left, right, verdict, **{**ANN, **change})
    assert case.record() == ()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("colour", "red", "no field colour"),
        ("when", "03/04/2022", "no date that can be read with certainty"),
        ("as_of", "2031-03-01", "tells no figure"),
        ("label", "x", "has no label"),
        ("misread", "no", "take it back with undo"),
        ("explanation", " ", "words for its explanation"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(
    start: Callable[..., Case], dam: Crisis, field: str, value: str, said: str
) -> None:
    case = start("wire.txt")
    with pytest.raises(CaseError, match=said):
        case.correct(claim(dam, BURST), field, value, **ANN)
    with pytest.raises(CaseError, match="is set right in a claim"):
        case.correct(event_of(case, claim(dam, BURST)).id, "when", "2031", **ANN)
    assert case.record() == ()


def test_an_entry_is_withdrawn_once(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    entry = case.judge(claim(dam, BURST), claim(dam, MARCH), "same", **ANN)
    case.withdraw(entry.id, by="Bob", at="2031-04-02")
    with pytest.raises(CaseError, match="withdrawn already"):
        case.withdraw(entry.id, by="Bob", at="2031-04-03")
    with pytest.raises(CaseError, match="no entry"):
        case.withdraw("j0", by="Bob", at="2031-04-03")
    with pytest.raises(CaseError, match="said before and withdrawn"):
        case.judge(claim(dam, BURST), claim(dam, MARCH), "same", **ANN)


def test_hostile_words_are_kept_to_the_letter_and_do_nothing(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    event = event_of(case, claim(dam, BURST)).id
    case.correct(event, "label", HOSTILE, by=HOSTILE, at="2031-04-01", reason=HOSTILE)
    (made,) = json.loads(case.export("json")["case.json"])["corrections"]
    assert made["reason"] == HOSTILE.strip()
    assert "<script>alert" not in case.export("html")["case.html"]
    with pytest.raises(CaseError, match="half a character"):
        case.correct(event, "label", "\ud800", **ANN)


def test_removing_an_article_takes_it_out_of_the_record(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    event = event_of(case, claim(dam, BURST))
    case.judge(event.id, claim(dam, MARCH), "same", **ANN)
    case.judge(claim(dam, COPY), claim(dam, RAIN), "different", **ANN)
    case.correct(claim(dam, COPY), "when", "2031", **ANN)
    case.remove("copied.txt")
    (left,) = case.record()
    assert left.state == "stands"
    assert claim(dam, COPY) not in left.items
    assert case.check().problems == ()


def test_a_judgement_on_what_is_no_longer_read_so_is_told(start: Callable[..., Case], dam: Crisis) -> None:
    case = start("wire.txt", "copied.txt")
    entry = case.judge(claim(dam, BURST), claim(dam, COPY), "different", **ANN)
    (reading,) = [
        r for r in query.read_readings(case._store) if any(c.id == claim(dam, COPY) for c in r.claims)
    ]
    inputs = query.read_made_from(case._store, reading.article_id) or ""
    case._store.put_readings([(replace(reading, claims=(), version="another"), inputs)])
    assert [row.state for row in case.record()] == ["orphaned"]
    assert [(p.where, "no longer read so" in p.message) for p in case.check().problems] == [(entry.id, True)]


def test_judgements_of_an_older_case_come_along(tmp_path: Path) -> None:
    path = tmp_path / "old.sayso"
    with open_store(path, create=True) as store:
        for table in ("withdrawals", "entries"):
            store.connection.execute(f"DROP TABLE {table}")
        for name in ("articles", "by_hand", "readings", "problems", "article_words"):
            store.connection.execute(f"DROP TABLE {name}")
        for kind, name in store.connection.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite%'"
        ).fetchall():
            store.connection.execute(f"DROP {kind} IF EXISTS {name}")
        create_case(store.connection)
        record = '{"by":"Ann","at":"2031-01-01","left":"c1","right":"c2","verdict":"same","reason":"so"}'
        store.connection.execute("INSERT INTO judgements VALUES (1, 'c1', 'c2', ?)", (record,))
        store.connection.execute("PRAGMA user_version = 1")
    with open_store(path) as store:
        (told,) = query.read_judgements(store)
        assert (told.by, told.sides, told.withdrawn) == ("Ann", (("c1",), ("c2",)), None)
        assert store.connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


# --- the commands ---------------------------------------------------------------------------------


def test_the_commands_say_what_they_kept(
    start: Callable[..., Case], dam: Crisis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "load_stages", lambda: STAGES)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1932724800")
    monkeypatch.setenv("COLUMNS", "120")
    start().close()
    path, one, other = str(tmp_path / "dam.sayso"), claim(dam, BURST), claim(dam, MARCH)

    def sayso(*words: str) -> str:
        result = CliRunner().invoke(main, words, prog_name="sayso")
        assert result.exit_code == 0, result.output
        return result.output

    kept = sayso("judge", path, "same", one, other, "--as", "event", "--because", "one day", "--by", "Ann")
    assert "the same event" in kept
    assert "Ann, 2031-03-31T12:00:00Z: one day" in kept
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1932724801")
    again = sayso(
        "judge", path, "different", one, other, "--as", "event", "--because", "two", "--by", "\x1b[2J"
    )
    assert "It overrules j" in again
    assert "\x1b" not in again
    assert "label is “The burst”" in sayso(
        "correct", path, "e" + one[1:], "label=The burst", "--because", "short"
    )
    timeline = sayso("timeline", path)
    assert "✎ by hand" in timeline
    assert "“The burst”" not in timeline  # a person's label is no quote
    assert "label by hand: The burst" in sayso("show", path, "e" + one[1:])
    rows = json.loads(sayso("record", path, "--json"))["record"]
    assert [row["state"] for row in rows] == ["overruled", "stands", "stands"]
    assert "withdrawn by Bob" in sayso("undo", path, rows[1]["id"][:5], "--by", "Bob")
    wrong = CliRunner().invoke(main, ["judge", path, "same", one, "c0", "--because", "x"], prog_name="sayso")
    assert (wrong.exit_code, wrong.output) == (
        1,
        f"sayso: {path}: c0: nothing that can be judged has this id\n",
    )


# --- after a new reading --------------------------------------------------------------------------


def read_anew(case: Case, dam: Crisis, told: tuple[str, str], cut: int) -> str:
    """Stores a reading in which a claim begins ``cut`` letters later, under another id; gives that id."""
    old = dam.claim(*told)
    (reading,) = [r for r in query.read_readings(case._store) if r.article_id == old.article_id]
    span = replace(old.span, start=old.span.start + cut, exact=old.span.exact[cut:])
    new = replace(old, id=claim_id(old.kind, span), span=span, when_span=None, trigger=None)
    claims = tuple(new if c.id == old.id else c for c in reading.claims)
    inputs = query.read_made_from(case._store, reading.article_id) or ""
    case._store.put_readings([(replace(reading, claims=claims), inputs)])
    return new.id


def test_words_of_persons_find_their_claims_after_a_new_reading(
    start: Callable[..., Case], dam: Crisis
) -> None:
    case = start()
    case.judge(claim(dam, COLLAPSE), claim(dam, MARCH), "same", about="event", **ANN)
    case.correct(claim(dam, COLLAPSE), "place", "Velm", **ANN)
    new = read_anew(case, dam, COLLAPSE, cut=3)
    assert claim(dam, MARCH) in event_of(case, new).claim_ids
    assert {row.state for row in case.record()} == {"stands"}
    (shown,) = [c for c in exported(case)["claims"] if c["id"] == new]
    assert len(shown["by_hand"]) == 1
    assert case.check().problems == ()
    case.remove("own.txt")
    assert case.record() == ()


def test_words_of_persons_are_orphans_where_little_is_left(start: Callable[..., Case], dam: Crisis) -> None:
    case = start()
    entry = case.correct(claim(dam, COLLAPSE), "when", "2031", **ANN)
    read_anew(case, dam, COLLAPSE, cut=len(COLLAPSE[1]) - 4)
    assert [row.state for row in case.record()] == ["orphaned"]
    assert [problem.where for problem in case.check().problems] == [entry.id]
