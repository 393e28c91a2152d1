"""The scorer of bench/independence, tried on one tiny story and on cases made by hand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from bench.origins import STORIES, Board, main, score_story
from bench.origins_told import Story, Told, count_clusters, count_outlets, read_case, read_stories

TEXTS = {
    "000_a.txt": "River Wire. Nine people died in the flood at Velm, the relief office said.",
    "001_b.txt": "Velm Post. Nine people died in the flood at Velm, the relief office said. (River Wire)",
    "002_c.txt": "Hill Radio. We heard it from the relief office: nine dead, and it still rains.",
    "003_d.txt": "Coast Daily. The hospital, for its part, has counted nine bodies in its cellar.",
    "004_e.txt": "River Wire. Ten people have died at Velm, the relief office said a day later.",
}
OUTLETS = ["River Wire", "Velm Post", "Hill Radio", "Coast Daily", "River Wire"]
QUOTES = ["Nine people died", "Nine people died", "nine dead", "counted nine bodies", "Ten people have died"]
SOURCES = ["relief office", "relief office", "relief office", "hospital", "relief office"]
VERDICTS = {
    (0, 1): "copy", (0, 2): "common origin", (0, 3): "independent", (0, 4): "same outlet",
    (1, 2): "common origin", (1, 3): "independent", (1, 4): "common origin", (2, 3): "independent",
    (2, 4): "common origin", (3, 4): None,
}  # fmt: skip
NAMES = list(TEXTS)


def tiny_gold() -> dict[str, Any]:
    copy = {"original": NAMES[0], "copy": NAMES[1], "extent": "whole", "credited": True, "edited": False}
    pairs = [
        {
            "articles": [NAMES[x], NAMES[y]],
            "verdict": verdict,
            "why": "…",
            **(copy if verdict == "copy" else {}),
        }
        for (x, y), verdict in VERDICTS.items()
    ]
    tellings = [
        {"article": name, "quote": quote, "origins": [source], "unnamed": None, "unsourced": False}
        for name, quote, source in zip(NAMES, QUOTES, SOURCES, strict=True)
    ]
    claim = {
        "label": "people killed", "kind": "figure", "origins": ["hospital", "relief office"], "count": 2,
        "unnamed": 0, "unsourced": 0, "why": "…", "tellings": tellings,
    }  # fmt: skip
    days = ["2040-01-01", "2040-01-01", "2040-01-01", "2040-01-02", "2040-01-02"]
    articles = {
        name: {"outlet": outlet, "published": day}
        for name, outlet, day in zip(NAMES, OUTLETS, days, strict=True)
    }
    return {"articles": articles, "pairs": pairs, "claims": [claim]}


def tiny_story() -> Story:
    return Story("tiny", [], TEXTS, tiny_gold(), sealed=False)


def perfect_case(story: Story) -> dict[str, Any]:
    """The case that a reader without fault would export of a story."""
    ids = {name: f"a{number}" for number, name in enumerate(story.texts)}
    articles = [
        {
            "id": ids[name],
            "name": f"there/{name}",
            "outlet": story.gold["articles"][name]["outlet"],
            "text": text,
        }
        for name, text in story.texts.items()
    ]
    edges = [
        {"from": ids[pair["copy"]], "to": ids[pair["original"]], "kind": "copies", "claim": None}
        for pair in story.gold["pairs"]
        if pair["verdict"] == "copy" and pair["original"]
    ]
    case: dict[str, Any] = {"articles": articles, "entities": [], "claims": [], "events": [], "figures": []}
    nodes = {}
    for number, claim in enumerate(story.gold["claims"]):
        held = []
        for place, telling in enumerate(claim["tellings"]):
            name, quote = telling["article"], telling["quote"]
            start = story.texts[name].index(quote)
            held.append(f"c{number}.{place}")
            case["claims"].append({"id": held[-1], "article": ids[name], "span": [start, start + len(quote)]})
            for origin in telling["origins"]:
                nodes[origin] = {"id": origin, "kind": "voice", "name": origin}
                edges.append({"from": ids[name], "to": origin, "kind": "cites", "claim": held[-1]})
        counts = {kind: claim[kind] for kind in ("unnamed", "unsourced")} | {"origins": claim["count"]}
        if claim["kind"] == "figure":
            case["figures"].append({"reports": [{"claim": held_id} for held_id in held], **counts})
        else:
            case["events"].append({"claims": held, **counts})
    case["lineage"] = {"nodes": list(nodes.values()), "edges": edges}
    return case


def board_of(story: Story, told: Told) -> Board:
    board = Board()
    score_story(story, told, board)
    return board


def board_of_case(case: dict[str, Any]) -> Board:
    story = tiny_story()
    return board_of(story, read_case(case, story.gold))


def test_a_perfect_case_has_every_point() -> None:
    board = board_of_case(perfect_case(tiny_story()))
    assert {row: board.f1(row) for row in board.labels} == dict.fromkeys(board.labels, 1.0)
    assert [row for row, (right, every) in board.shares.items() if right != every] == []
    assert board.off == [0]
    assert board.misses == []


@pytest.mark.parametrize("name", [story.name for story in read_stories(STORIES, ()) if not story.sealed])
def test_a_perfect_case_of_an_open_story_has_every_point(name: str) -> None:
    (story,) = read_stories(STORIES, [name])
    assert board_of(story, read_case(perfect_case(story), story.gold)).misses == []


def test_an_empty_case_has_none() -> None:
    board = board_of_case({})
    assert {row: board.f1(row) for row in board.labels} == dict.fromkeys(board.labels, 0.0)
    assert board.shares["count exact"] == [0, 1]
    assert board.off == [2]
    assert len(board.misses) == 6


def test_all_copies_of_one_is_mostly_wrong() -> None:
    case = perfect_case(tiny_story())
    case["lineage"]["edges"] = [
        {"from": f"a{y}", "to": f"a{x}", "kind": "copies", "claim": None}
        for x, y in combinations(range(5), 2)
    ]
    board = board_of_case(case)
    assert board.labels["copies"] == [1, 8, 1]
    assert board.f1("both together") < 0.2
    assert board.f1("common origins") == 0


def test_copies_of_one_third_text_are_copies_but_two_originals_of_one_copy_are_not() -> None:
    edge = {"kind": "copies", "claim": None}
    case = perfect_case(tiny_story())
    case["lineage"]["edges"] = [{"from": "a1", "to": "out", **edge}, {"from": "a0", "to": "out", **edge}]
    assert board_of_case(case).labels["copies"] == [1, 1, 1]
    case["lineage"]["edges"] = [{"from": "a2", "to": "a0", **edge}, {"from": "a2", "to": "a1", **edge}]
    assert board_of_case(case).labels["copies"] == [0, 2, 1]


def test_a_wrong_direction_is_seen() -> None:
    case = perfect_case(tiny_story())
    for edge in case["lineage"]["edges"]:
        if edge["kind"] == "copies":
            edge["from"], edge["to"] = edge["to"], edge["from"]
    board = board_of_case(case)
    assert board.labels["copies"] == [1, 1, 1]
    assert board.shares["direction of the copies found"] == [0, 1]


def test_unnamed_nodes_join_nobody() -> None:
    case = perfect_case(tiny_story())
    for node in case["lineage"]["nodes"]:
        node["kind"] = "anonymous"
    assert board_of_case(case).labels["common origins"] == [0, 0, 4]


def test_citing_the_outlet_of_an_article_joins_the_two() -> None:
    case = perfect_case(tiny_story())
    case["lineage"] = {
        "nodes": [{"id": "n1", "kind": "outlet", "name": "the River Wire"}],
        "edges": [{"from": "a2", "to": "n1", "kind": "cites", "claim": None}],
    }
    assert board_of_case(case).labels["common origins"] == [2, 2, 4]


def test_a_chain_is_followed_to_its_end() -> None:
    case = perfect_case(tiny_story())
    case["lineage"] = {
        "nodes": [{"id": "n1", "kind": "outlet", "name": "X"}, {"id": "n2", "kind": "voice", "name": "Y"}],
        "edges": [
            {"from": "a1", "to": "n1", "kind": "cites", "claim": "c1"},
            {"from": "n1", "to": "n2", "kind": "quotes", "claim": "c1"},
            {"from": "a2", "to": "n2", "kind": "quotes", "claim": "c2"},
            {"from": "a4", "to": "n1", "kind": "cites", "claim": "c4"},
        ],
    }
    told = read_case(case, tiny_gold())
    assert {tuple(sorted(pair)) for pair in told.verdicts} == {
        ("001_b.txt", "002_c.txt"), ("001_b.txt", "004_e.txt"),
    }  # fmt: skip


def test_without_figure_or_event_the_sources_are_counted() -> None:
    case = perfect_case(tiny_story())
    case["figures"] = []
    for claim, source in zip(case["claims"], SOURCES, strict=True):
        claim["attribution"] = [{"name": "a wire"}, {"entity": None, "name": source, "kind": "organisation"}]
    case["claims"][4]["attribution"] = [{"name": "rumour", "kind": "anonymous"}]
    (answer,) = read_case(case, tiny_gold()).answers
    assert answer is not None
    assert (answer.origins, answer.unnamed, answer.unsourced) == (2, 1, 0)


def test_a_figure_answers_for_a_figure_and_a_page_lies_nowhere() -> None:
    case = perfect_case(tiny_story())
    case["events"] = [{"claims": [claim["id"] for claim in case["claims"]], "origins": 7}]
    case["figures"][0]["reports"] = case["figures"][0]["reports"][:3]
    assert [answer and answer.origins for answer in read_case(case, tiny_gold()).answers] == [2]
    case["figures"][0]["reports"] = case["figures"][0]["reports"][:2]
    assert [answer and answer.origins for answer in read_case(case, tiny_gold()).answers] == [7]
    for claim in case["claims"]:
        claim["span"] = [0, 600]
    assert read_case(case, tiny_gold()).answers == [None]


def test_the_baselines_count_outlets_and_clusters() -> None:
    story = tiny_story()
    outlets, clusters = board_of(story, count_outlets(story)), board_of(story, count_clusters(story))
    assert outlets.labels["copies"] == [0, 0, 1]
    assert outlets.off == [2]
    assert clusters.labels["copies"] == [1, 1, 1]
    assert clusters.off == [2]


def test_every_row_is_printed_and_the_baselines_say_nothing_of_the_unnamed() -> None:
    story = tiny_story()
    board = board_of_case(perfect_case(story))
    rows = list(board.rows())
    assert rows[0] == "copies: F1 1.000 (1 right, 1 said, 1 true)"
    assert rows[-1] == "error of the count: 0.000 (0/1)"
    assert len(rows) == len(board.labels) + len(board.shares) + 1
    assert "unnamed exact" in board.shares
    assert "unnamed exact" not in board_of(story, count_outlets(story)).shares


def test_misses_tell_story_quote_expected_and_said() -> None:
    misses = "\n".join(board_of_case({}).misses)
    assert "tiny: people killed: 2 (hospital; relief office), said: nothing" in misses
    assert "003_d.txt: 'counted nine bodies': hospital" in misses
    assert "000_a.txt ~ 001_b.txt: copy, said: independent" in misses


def write_set(folder: Path) -> None:
    """A set of one open and two sealed stories, without articles."""
    for name in ("01_open", "02_shut", "03_shut"):
        (folder / "stories" / name).mkdir(parents=True)
        gold = '{"articles": {}, "pairs": [], "claims": []}'
        (folder / "stories" / name / "gold.json").write_text(gold, encoding="utf-8")
    (folder / "sealed.toml").write_text('sealed = ["02_shut", "03_shut"]', encoding="utf-8")


def test_one_sealed_story_is_not_scored_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path)
    monkeypatch.setattr("sys.argv", ["origins", "--folder", str(tmp_path), "02_shut"])
    with pytest.raises(SystemExit):
        main()
    assert "all together" in capsys.readouterr().err


def test_misses_of_the_sealed_half_are_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path)
    wrong = Board(misses=["what was missed"])
    monkeypatch.setattr("bench.origins.score_stories", lambda stories: {"sayso": wrong})
    monkeypatch.setattr("sys.argv", ["origins", "--folder", str(tmp_path), "--misses"])
    main()
    open_half, sealed_half = capsys.readouterr().out.split("== sealed")
    assert "what was missed" in open_half
    assert "what was missed" not in sealed_half
