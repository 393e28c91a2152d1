"""The shipped network: any text is safe, company and threads change nothing, a changed file is refused."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from bench.reader_speed import cut_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.annotate.reader import DamagedNetwork, Reader, Readings, open_network

FOLDER = Path(str(resources.files("sayso") / "data/reader"))
pytestmark = pytest.mark.skipif(
    not (FOLDER / "reader.json").exists(), reason="the network is not in this tree"
)
REPORT = (
    "Mayor Maria Jensen of Oslo said on Friday that 12 sailors had drowned. Two did not return.\n\n"
    "“We may close the harbour,” said the Dock Workers' Union, which blamed Norvik Shipping."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_network(FOLDER, 1)


def freeze(readings: Readings) -> tuple[object, ...]:
    fields = [getattr(readings, f.name) for f in dataclasses.fields(readings)]
    return tuple(x.tobytes() if isinstance(x, np.ndarray) else str(x) for x in fields)


def check_places(text: str, readings: Readings) -> None:
    spots = [*readings.names, *readings.sources, *readings.cues, *readings.contents]
    spots += [*readings.events, *readings.occurrences]  # type: ignore[list-item]
    for spot in spots:
        assert 0 <= spot.start < spot.end <= len(text)
        assert text[spot.start : spot.end].strip() == text[spot.start : spot.end]


def test_a_report_is_read(reader: Reader) -> None:
    readings = reader.read(cut_text(REPORT))
    names = {(REPORT[n.start : n.end], n.label) for n in readings.names}
    assert ("Maria Jensen", "person") in names
    assert ("Oslo", "place") in names
    words = {REPORT[e.start : e.end]: e.fact.kind for e in readings.events + readings.occurrences}
    assert words["drowned"] == "happened"
    assert words["return"] == "not"
    quoted = [(c, s) for _, c, s in readings.attributed if c and s]
    told = {(REPORT[c.start : c.end].split()[0], REPORT[s.start : s.end]) for c, s in quoted}
    assert ("said", "Mayor Maria Jensen of Oslo") in told
    assert len(readings.roles) == len(readings.vectors) == 3
    assert np.allclose(np.linalg.norm(readings.vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a" * 10_000,
        "😀 😀😀",
        "مرحبا بالعالم",
        "Губернатор ушёл.",
        "1" * 10_000,
        '"' * 3_000,
        "\ud800 x",
        "й" * 300,
        "\u0301",
        "A b " * 4_000,
    ],
)
def test_any_text_is_safe(reader: Reader, text: str) -> None:
    sentences = cut_text(text)
    readings = reader.read(sentences)
    check_places(text, readings)
    assert len(readings.roles) == len(readings.vectors) == len(sentences)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(), max_size=200))
def test_places_are_in_any_text(reader: Reader, text: str) -> None:
    check_places(text, reader.read(cut_text(text)))


def test_company_and_threads_change_nothing(reader: Reader) -> None:
    chance = np.random.default_rng(7)
    words = REPORT.replace("\n", " ").split()
    texts = [" ".join(chance.choice(words, int(n))) + "." for n in chance.integers(5, 300, 100)]
    alone = [freeze(reader.read(cut_text(text))) for text in texts]
    several = open_network(FOLDER, 3)
    together = [freeze(r) for r in several.read_all(cut_text(text) for text in reversed(texts))]
    assert alone == together[::-1]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "copy")
    card = json.loads((tmp_path / "copy/reader.json").read_text("utf-8"))
    with (tmp_path / "copy/vocabulary.txt").open("a", encoding="utf-8") as out:
        out.write("x")
    with pytest.raises(DamagedNetwork, match="vocabulary"):
        open_network(tmp_path / "copy", 1)
    assert set(card["digests"]) == {p.name for p in FOLDER.iterdir()} - {"reader.json"}


def test_the_package_stays_light() -> None:
    heavy = "[m for m in ('onnxruntime', 'numpy') if m in sys.modules]"
    code = f"import sys, sayso, sayso.annotate.reader; print({heavy})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
