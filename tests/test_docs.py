"""Whatever the pages for readers list is there, and whatever there is, they list."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import click
import pytest

import sayso
from sayso.cli import FORMS, main

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/**/*.md"), *ROOT.glob("examples/**/*.md")]
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|src(?:set)?=\"([^\"]+)\"")


def commands_in(page: str) -> list[list[str]]:
    """The calls of sayso in the blocks of a page, as words, without their comments."""
    lines = [line for block in FENCE.findall(page) for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("sayso ")]


def make_targets() -> set[str]:
    rules = re.findall(r"^([a-z][\w -]*):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    return {name for rule in rules for name in rule.split()}


def find_keys(schema: Any) -> set[str]:
    """Every key that a schema names."""
    if isinstance(schema, list):
        return set().union(*map(find_keys, schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(find_keys(value) for value in schema.values()))


def test_the_readme_calls_commands_as_they_are() -> None:
    calls = commands_in(README)
    assert len(calls) > 10
    for name, *rest in calls:
        main.commands[name].make_context(name, rest)


def test_a_wrong_call_would_be_noticed() -> None:
    ((name, *rest),) = commands_in("```\nsayso figures flood.sayso --when 2033-05-07  # no such option\n```")
    with pytest.raises(click.NoSuchOption):
        main.commands[name].make_context(name, rest)


def test_the_readme_shows_every_command() -> None:
    missing = set(main.commands) - {name for name, *_ in commands_in(README)}
    assert missing == {"completion"}  # told in the text
    assert "`sayso completion`" in README


def test_the_two_commands_come_first() -> None:
    assert [line.split("#")[0].strip() for line in FENCE.findall(README)[0].splitlines()] == [
        "make demo",
        "make test",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    found = [a or b for a, b in LINK.findall(page.read_text(encoding="utf-8"))]
    broken = [link for link in found if "://" not in link and not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_and_programs_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^)make ([a-z][\w-]*)(?:`|\s+#|$)", text, re.M))
    assert targets - make_targets() == set()
    programs = re.findall(r"python ((?:bench|docs|training|examples)/[\w/]+\.py)", text)
    programs += [f"{name.replace('.', '/')}.py" for name in re.findall(r"python -m (bench\.\w+)", text)]
    programs += re.findall(r"`(tests/[\w/]+\.py)`", text)
    assert [program for program in programs if not (ROOT / program).exists()] == []


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_and_method_is_documented() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in sayso.__all__:
        assert f"## sayso.{name}" in page
        assert getattr(sayso, name) is not None
    methods = [name for name in vars(sayso.Case) if not name.startswith("_")]
    assert [name for name in methods if f"- `{name}(" not in page] == []


def test_the_library_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(
        "ELLIN, May 6, 2033. The dam above the town burst. The mayor said that 12 people died."
    )
    monkeypatch.chdir(tmp_path)
    compiled = compile(code, "README.md", "exec")
    printed: list[tuple[object, ...]] = []
    exec(compiled, {"print": lambda *words: printed.append(words)})
    assert any("12" in str(words) for words in printed)


def test_every_key_of_the_json_form_is_documented() -> None:
    schema = json.loads(resources.files("sayso").joinpath("data", "case.schema.json").read_text("utf-8"))
    page = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    keys = find_keys(schema)
    assert {"articles", "furniture", "origin_evidence"} <= keys
    quoted = set(re.findall(r"`(?:\w+\.)?(\w+)`", page))
    assert keys - quoted == set()


def test_every_form_of_export_has_its_place_in_the_docs() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert rows == list(FORMS)
    told = " ".join(re.findall(r"^## (.*)$", page, re.M)).split()
    assert set(FORMS) - set(told) == {"json", "html"}


def test_every_column_of_the_views_is_documented(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| one .*? \| (.*) \|$", page, re.M))
    with sayso.open(tmp_path / "a.sayso"), contextlib.closing(sqlite3.connect(tmp_path / "a.sayso")) as base:
        views = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        columns = {view: {row[1] for row in base.execute(f"PRAGMA table_info({view})")} for view in views}
    assert set(rows) == views
    for view in ("claims", "events", "figures", "origins"):
        assert columns[view] == set(re.findall(r"`(\w+)`", rows[view]))


def test_the_layout_is_as_it_is_drawn() -> None:
    drawn = set(re.findall(r"^  (\w+(?:/|\.py)) ", FENCE.findall(ARCHITECTURE)[0], re.M))
    package = ROOT / "src" / "sayso"
    assert {name for name in drawn if not (package / name).exists()} == set()
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in package.iterdir()
        if path.name[0] not in "_p"
    }
    assert there - drawn == {"output.py", "version.py"}  # told beside cli.py; a number


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[\[<>=~ ]", requirement)[0].lower() for requirement in wanted]
    assert "lxml" in names
    assert [name for name in names if name not in page] == []
