"""Scores who copied whom and who rests on whom, on the invented stories of bench/independence.

    python -m bench.origins [--misses] [--folder FOLDER] [STORY ...]

Each story becomes a case; its exported JSON is read as a reader of that form would read it:

- Two articles are copies where `copies` edges lead from one to the other, or from both to one third.
- They have a common origin where they are no copies, and `cites` and `quotes` edges lead from both to one
  named node, or from one of them to the other's outlet.
- A claim of the gold is answered by the event or figure that holds claims on the most of its quotes (one of
  the gold's own kind, if that has at least half as many); without one, by the sources of the claims there.

Beside it stand two baselines, which are given the gold's tellings and outlets: every outlet an origin of its
own; and every cluster of near-duplicates an origin of its own. Misses are listed of the open half alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.origins_told import (
    COMMON,
    COPY,
    INDEPENDENT,
    SAME,
    Answer,
    Data,
    Story,
    Told,
    count_clusters,
    count_outlets,
    read_case,
    read_stories,
)

STORIES = Path(__file__).resolve().parent / "independence"
LABELS = ("copies", "common origins", "both together", "joined either way", "same outlet")
SHARES = (
    "copies found, whole", "copies found, partial", "copies found, credited", "copies found, not credited",
    "copies found, of one third text", "direction of the copies found", "count exact", "unnamed exact",
    "unsourced exact",
)  # fmt: skip


@dataclass(slots=True)
class Board:
    """Counts that rates are made of, and misses in words."""

    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    labels: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    off: list[int] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def share(self, row: str, right: bool) -> None:
        """One more of a row, right or not."""
        self.shares[row][0] += right
        self.shares[row][1] += 1

    def label(self, row: str, *, true: bool, said: bool) -> None:
        """One more pair that bears a label or is said to."""
        for place, counts in enumerate((true and said, said, true)):
            self.labels[row][place] += counts

    def f1(self, row: str) -> float:
        """F1 of a label."""
        right, said, true = self.labels[row]
        return 2 * right / (said + true) if said + true else 1.0

    def rows(self) -> Iterator[str]:
        """What is printed."""
        for row in (row for row in LABELS if row in self.labels):
            right, said, true = self.labels[row]
            yield f"{row}: F1 {self.f1(row):.3f} ({right} right, {said} said, {true} true)"
        for row in (row for row in SHARES if row in self.shares):
            right, every = self.shares[row]
            yield f"{row}: {right / every:.3f} ({right}/{every})"
        if self.off:
            yield f"error of the count: {sum(self.off) / len(self.off):.3f} ({sum(self.off)}/{len(self.off)})"


def export_case(reports: list[Path]) -> Data:
    """The case of these reports, as it is exported."""
    import sayso

    with tempfile.TemporaryDirectory() as scratch, sayso.open(Path(scratch) / "case.sayso") as case:
        case.add(*reports)
        (text,) = case.export(to="json").values()
    exported: Data = json.loads(text)
    return exported


def score_story(story: Story, told: Told, board: Board) -> None:
    """Adds what is right and wrong in a story to the board."""
    for pair, gold in story.pairs():
        if gold["verdict"] == SAME or pair in told.one_outlet:
            board.label("same outlet", true=gold["verdict"] == SAME, said=pair in told.one_outlet)
        if gold["verdict"] != SAME:
            _score_pair(board, gold, told.verdicts.get(pair, INDEPENDENT))
            _score_miss(board, story.name, (gold, told.verdicts.get(pair, INDEPENDENT)))
        if gold["verdict"] == COPY:
            _score_copy(board, gold, told)
    for claim, answer in zip(story.gold["claims"], told.answers, strict=True):
        _score_claim(board, claim, answer)
        if answer is None or answer.origins != claim["count"]:
            board.misses.append(_say_claim(story.name, claim, answer))


def _score_pair(board: Board, gold: Data, said: str) -> None:
    for row, label in (("copies", COPY), ("common origins", COMMON)):
        board.label(row, true=gold["verdict"] == label, said=said == label)
        board.label("both together", true=gold["verdict"] == label, said=said == label)
    board.label("joined either way", true=gold["verdict"] != INDEPENDENT, said=said != INDEPENDENT)


def _score_miss(board: Board, name: str, verdicts: tuple[Data, str]) -> None:
    gold, said = verdicts
    if gold["verdict"] != said:
        pair = " ~ ".join(gold["articles"])
        board.misses.append(f"{name}: {pair}: {gold['verdict']}, said: {said} ({gold['why']})")


def _score_copy(board: Board, gold: Data, told: Told) -> None:
    """Copies found, by their kind, and the direction of those found."""
    found = told.verdicts.get(frozenset(gold["articles"])) == COPY
    board.share(f"copies found, {gold['extent']}", found)
    if gold["original"] is None:
        board.share("copies found, of one third text", found)
        return
    board.share(f"copies found, {'credited' if gold['credited'] else 'not credited'}", found)
    if found:
        ways = {(gold["copy"], gold["original"]), (gold["original"], gold["copy"])} & told.taken
        board.share("direction of the copies found", ways == {(gold["copy"], gold["original"])})


def _score_claim(board: Board, claim: Data, answer: Answer | None) -> None:
    """The count of independent named origins, and beside it the unnamed and the unsourced."""
    board.share("count exact", answer is not None and answer.origins == claim["count"])
    board.off.append(abs((answer.origins if answer else 0) - claim["count"]))
    for kind, said in (("unnamed", answer and answer.unnamed), ("unsourced", answer and answer.unsourced)):
        if answer is None or said is not None:  # the baselines do not say
            board.share(f"{kind} exact", answer is not None and said == claim[kind])


def _say_claim(name: str, claim: Data, answer: Answer | None) -> str:
    said = "nothing" if answer is None else str(answer.origins)
    quotes = "".join(map(_say_telling, claim["tellings"]))
    expected = f"{claim['count']} ({'; '.join(claim['origins']) or 'nobody named'})"
    return f"{name}: {claim['label']}: {expected}, said: {said}{quotes}"


def _say_telling(telling: Data) -> str:
    who = "; ".join(telling["origins"]) or telling["unnamed"] or "unsourced"
    return f"\n    {telling['article']}: {telling['quote']!r}: {who}"


def score_stories(stories: list[Story]) -> dict[str, Board]:
    """A board for what sayso says of the stories, and one for each baseline."""
    boards = {"sayso": Board(), "baseline: outlets": Board(), "baseline: near-duplicates": Board()}
    for story in stories:
        told = (
            read_case(export_case(story.reports), story.gold),
            count_outlets(story),
            count_clusters(story),
        )
        for board, answer in zip(boards.values(), told, strict=True):
            score_story(story, answer, board)
    return boards


def print_half(title: str, stories: list[Story], *, misses: bool) -> None:
    """Prints the rates of one half, and its misses if they may be seen."""
    articles = sum(len(story.texts) for story in stories)
    print(f"== {title}: {len(stories)} stories, {articles} articles")
    boards = score_stories(stories)
    for name, board in boards.items():
        print(f"-- {name}", *board.rows(), sep="\n")
    if misses:
        print("-- misses of sayso", *boards["sayso"].misses, sep="\n")
    print()


def main() -> None:
    """Scores the stories named, or all, the open and the sealed apart."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="STORY", help="a story's folder; all, if none is named")
    parser.add_argument("--misses", action="store_true", help="list what was missed, but of sealed stories")
    parser.add_argument("--folder", type=Path, default=STORIES, help="another set in the same form")
    chosen = parser.parse_args()
    stories = read_stories(chosen.folder, chosen.names)
    if unknown := set(chosen.names) - {story.name for story in stories}:
        parser.error(f"no such story: {', '.join(sorted(unknown))}")
    closed = [story.name for story in stories if story.sealed]
    if closed and len(closed) < sum(story.sealed for story in read_stories(chosen.folder, ())):
        parser.error("sealed stories are scored all together: the rates of one would tell of its misses")
    for title, sealed in (("open", False), ("sealed", True)):
        half = [story for story in stories if story.sealed == sealed]
        if half:
            print_half(title, half, misses=chosen.misses and not sealed)


if __name__ == "__main__":
    main()
