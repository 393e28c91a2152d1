"""The case file when things go wrong around it: each in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_stages import FAKE
from sayso.library import Case
from sayso.store import open_store, query

TESTS = Path(__file__).parent.parent
# The commands with stand-ins for the stages: what is tried here is the file, not the reading of words.
PREAMBLE = """
import sys, time, resource
sys.path.insert(0, sys.argv.pop(1))
import fake_stages, sayso.check, sayso.run, sayso.weigh
from sayso.library import Case
from sayso.store import CaseError, open_store

def annotate_slowly(article, reader, hint):
    print(article.name, flush=True)
    time.sleep(0.05)
    return fake_stages.annotate_article(article, reader, hint)

def add(stages=fake_stages.FAKE):
    path, *sources = sys.argv[1:]
    try:
        with Case(open_store(path, create=True), stages) as case:
            case.add(*sources)
    except CaseError as error:
        print("sayso:", error, file=sys.stderr)
        raise SystemExit(1)
"""


def start(script: str, *words: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PREAMBLE + script, str(TESTS), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(40):
        words = f"The count at the mill of Ellin, number {number}, is {number + 3} dead. " * 40
        (folder / f"{number:02}.txt").write_text(words)
    return sorted(folder.iterdir())


def a_case(path: Path) -> Case:
    return Case(open_store(path, create=True), FAKE)


def whole(path: Path, reports: list[Path]) -> object:
    with a_case(path) as case:
        case.add(*reports)
        return case.linked()


def test_what_was_committed_before_a_kill_is_kept_and_adding_again_finishes(
    tmp_path: Path, reports: list[Path]
) -> None:
    path = tmp_path / "killed.sayso"
    script = "add(fake_stages.FAKE._replace(annotate_article=annotate_slowly))"
    with start(script, path, *reports) as process:
        assert process.stdout is not None
        # Up to eight are being read while those before them are kept.
        for _ in range(16):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with a_case(path) as case:
        kept = query.read_articles(case._store)
        assert 4 <= len(kept) < 40
        assert case.check().problems == ()
        added = case.add(*reports)
        assert (len(added.new), len(added.known)) == (40 - len(kept), len(kept))
        assert case.linked() == whole(tmp_path / "whole.sayso", reports)


def test_two_processes_add_to_one_case_at_once(tmp_path: Path, reports: list[Path]) -> None:
    path = tmp_path / "shared.sayso"
    both = [start("add()", path, *reports[:25]), start("add()", path, *reports[15:])]
    for process in both:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    with a_case(path) as case:
        assert case.linked() == whole(tmp_path / "whole.sayso", reports)
        assert case.check().problems == ()


WARM = "from sayso.read.text import guess_language; guess_language('The bridge over it fell. ' * 9); "
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY)); add()"


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        # The language model is unpacked into a temporary file, which a full disk may not hold either.
        pytest.param("", "could not go on: the disk is full; what was committed before is kept", id="model"),
        pytest.param(WARM, "could not be written: ", id="case"),
    ],
)
def test_a_full_disk_is_told_in_a_line_and_costs_only_what_did_not_fit(
    tmp_path: Path, reports: list[Path], before: str, reason: str
) -> None:
    path = tmp_path / "full.sayso"
    with start(before + FULL, path, *reports) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.startswith(f"sayso: {path}: {reason}")
    assert errors.count("\n") == 1
    with a_case(path) as case:
        assert len(query.read_articles(case._store)) in (range(1, 40) if before else range(1))
        assert case.check().problems == ()
        case.add(*reports)
        assert case.linked() == whole(tmp_path / "whole.sayso", reports)


@pytest.fixture
def read_only_folder(reports: list[Path]) -> Iterator[Path]:
    """A folder that anybody may read and nobody may write, with a case in it."""
    folder = Path(tempfile.mkdtemp())
    with a_case(folder / "a.sayso") as case:
        case.add(*reports[:3])
    (folder / "a.sayso").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


# All modules are loaded first: an interpreter in somebody's home is out of reach for anybody else.
DROP = """
import os, tempfile
with tempfile.TemporaryDirectory() as scratch:
    with Case(open_store(f"{scratch}/a", create=True), fake_stages.FAKE) as case:
        case.add(sys.argv[2])
        case.check()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
"""


def run_unprivileged(script: str, *words: str | Path) -> tuple[int, str, str]:
    """Runs a script as somebody whom file modes bind, which root is not."""
    with start(DROP + script, *words) as process:
        out, errors = process.communicate(timeout=60)
    return process.returncode, out, errors


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes mean something else here")
def test_a_read_only_case_answers_and_refuses_to_change(read_only_folder: Path, reports: list[Path]) -> None:
    path = read_only_folder / "a.sayso"
    ask = """
with Case(open_store(sys.argv[1]), fake_stages.FAKE) as case:
    print(len(case.linked().figures), len(case.search("mill")))
    print(case.check().problems)
"""
    assert run_unprivileged(ask, path, reports[0]) == (0, "1 3\n()\n", "")
    code, _, errors = run_unprivileged("add()", path, reports[5])
    assert (code, errors) == (1, f"sayso: {path}: is read-only\n")
    assert [file.name for file in read_only_folder.iterdir()] == ["a.sayso"]
