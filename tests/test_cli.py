"""The commands as a user types them: what they print, on which stream, and with which exit code."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fake_stages import FAKE
from sayso import run
from sayso.cli import FORMS, SEVERAL, WHOLE, main

REPORTS = {
    "post.txt": "Dam bursts\n\nThe Ellin dam burst on Friday. The Water Board said that 12 people died.",
    "herald.txt": "The Ellin dam burst on Friday. At the hospital, nurses counted 47 dead and 3 missing.",
    "courrier.txt": "Le barrage d'Ellin a cédé vendredi soir. Le ministre parle de morts dans la vallée.",
}
VIEWS = ("overview", "timeline", "figures", "sources", "explanations", "contested")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with three reports and stand-ins for the stages."""
    monkeypatch.setattr(run, "load_stages", lambda: FAKE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def sayso(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=stdin, prog_name="sayso")


@pytest.fixture
def case(folder: Path) -> str:
    added = sayso("add", "a.sayso", *sorted(REPORTS))
    assert added.exit_code == 0, added.output
    return "a.sayso"


# --- adding ---------------------------------------------------------------------------------------


def test_adding_says_what_was_added_and_ends_with_the_coverage(folder: Path) -> None:
    result = sayso("add", "a.sayso", *sorted(REPORTS))
    first, *_ = result.stdout.splitlines()
    assert first == "3 articles added, 0 refused."
    assert "Coverage: 2 articles read of 3" in result.stdout
    assert "1 sentence with numbers" in result.stdout
    assert result.stderr == ""


def test_adding_again_says_that_it_was_there(case: str) -> None:
    assert sayso("add", case, "post.txt").stdout.startswith("0 articles added, 1 already there, 0 refused.")


def test_standard_input_is_read(folder: Path) -> None:
    result = sayso(
        "add", "a.sayso", "-", "--outlet", "Vale Radio", stdin="At the mill 9 people died on Friday."
    )
    assert result.stdout.startswith("1 article added")


def test_each_refusal_is_a_line_on_stderr_and_the_rest_is_kept(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "bytes.bin").write_bytes(bytes(range(256)) * 20)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("../escape.txt", "The mill fell.")
    result = sayso("add", "a.sayso", "post.txt", "empty.txt", "bytes.bin", "more.zip", "gone.txt")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 article added, 4 refused.")
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["sayso"] * 4
    files = ["empty.txt", "bytes.bin", "more.zip", "gone.txt"]
    assert [line.split(": ")[1].split("/")[0] for line in lines] == files
    assert "Refused: gone.txt: no such file" in sayso("overview", "a.sayso").stdout
    assert sayso("remove", "a.sayso", "gone.txt").exit_code == 0
    assert "gone.txt" not in sayso("overview", "a.sayso").stdout


def test_a_case_among_its_reports_is_not_read(folder: Path) -> None:
    assert sayso("add", "a.sayso", "post.txt").exit_code == 0
    result = sayso("add", "./a.sayso", str(folder))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2 articles added, 1 already there, 0 refused.")


def test_an_interruption_is_told_in_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*everything: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "load_stages", lambda: FAKE._replace(link_case=interrupt))
    result = sayso("add", "a.sayso", "post.txt")
    assert (result.exit_code, result.stderr) == (130, "sayso: interrupted; what was read so far is kept\n")


# --- views ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_ends_with_its_coverage(case: str, view: str) -> None:
    result = sayso(view, case)
    assert result.exit_code == 0, result.output
    assert "Coverage: 2 articles read of 3" in result.stdout
    assert "courrier.txt (language: fr)" in result.stdout


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_also_json(case: str, view: str) -> None:
    data = json.loads(sayso(view, case, "--json", "--as-of", "2031-05-09").stdout)
    assert list(data) == [view, "as_of", "coverage", "refused"]
    assert data["as_of"] == "2031-05-09"


def test_json_is_stable(case: str) -> None:
    assert sayso("figures", case, "--json").stdout == sayso("figures", case, "--json").stdout


def test_search_finds_words_in_any_language(case: str) -> None:
    assert "courrier.txt" in sayso("search", case, "barrage", "ministre").stdout
    data = json.loads(sayso("search", case, "hospital", "--json").stdout)
    assert [article["name"] for article in data["articles"]] == ["herald.txt"]


def test_an_item_opens_by_the_beginning_of_its_id(case: str) -> None:
    data = json.loads(sayso("export", case).stdout)
    claim = next(claim for claim in data["claims"] if claim["quote"] == "12 people died")
    result = sayso("show", case, claim["id"][:7])
    assert "12 people died" in result.stdout
    assert json.loads(sayso("show", case, claim["id"], "--json").stdout)["item"]["id"] == claim["id"]


def test_changes_tell_what_is_new(case: str) -> None:
    sayso("set", case, "post.txt", "published=2031-05-03")
    sayso("set", case, "herald.txt", "published=2031-05-05")
    data = json.loads(sayso("changes", case, "--since", "2031-05-05", "--json").stdout)
    assert any("47" in change["after"] or "47" in change["label"] for change in data["changes"])
    assert sayso("changes", case, "--since", "2031-05-06").exit_code == 0


# --- setting and removing -------------------------------------------------------------------------


def test_what_is_set_by_hand_is_exported_as_by_hand(case: str) -> None:
    result = sayso("set", case, "post.txt", "outlet=Tarn Post", "published=2031-05-03")
    assert result.exit_code == 0, result.output
    article = next(a for a in json.loads(sayso("export", case).stdout)["articles"] if a["name"] == "post.txt")
    assert article["outlet"] == "Tarn Post"
    assert article["published"]["basis"] == "by hand"


def test_a_removed_article_is_gone(case: str) -> None:
    assert sayso("remove", case, "post.txt").exit_code == 0
    assert "Water Board" not in sayso("export", case).stdout
    assert sayso("remove", case, "post.txt").stderr == "sayso: a.sayso: no article post.txt\n"


# --- exporting, checking --------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["json", "csv", "html"])
def test_exports_are_written_where_they_are_wanted(case: str, folder: Path, to: str) -> None:
    result = sayso("export", case, "--to", to, "-o", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Coverage: " in result.stderr
    files = [folder / "out" / f"{name}.csv" for name in ("claims", "events", "figures")]
    written = files if to == "csv" else [folder / "out"]
    assert all("47" in file.read_text(encoding="utf-8") for file in written)


@pytest.mark.parametrize("to", FORMS)
def test_every_form_is_written_and_says_what_it_loses(case: str, folder: Path, to: str) -> None:
    result = sayso("export", case, "--to", to, "-o", "out/it.x")
    assert (result.exit_code, result.stdout) == (0, "")
    beside = folder / "out" / ("it.x/losses.csv" if to in SEVERAL else "it.x.losses.csv")
    assert beside.exists() == (to not in WHOLE)
    lost = [line for line in result.stderr.splitlines() if line.startswith(f"not in {to}: ")]
    assert bool(lost) == (to not in WHOLE)
    assert to in WHOLE or len(beside.read_text(encoding="utf-8").splitlines()) > 1


def test_on_the_terminal_the_losses_are_counted_only(case: str, folder: Path) -> None:
    result = sayso("export", case, "--to", "geojson")
    assert json.loads(result.stdout)["type"] == "FeatureCollection"
    assert "not in geojson: 2 events: geometry is null (" in result.stderr
    assert not list(folder.glob("*losses*"))


def test_an_export_does_not_write_over_its_case(case: str, folder: Path) -> None:
    before = (folder / case).read_bytes()
    result = sayso("export", case, "-o", "../" + folder.name + "/" + case)
    assert result.exit_code == 2
    assert "is the case itself" in result.stderr
    assert (folder / case).read_bytes() == before


def test_a_library_that_is_missing_is_named_in_a_line(
    case: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = sayso("export", case, "--to", "parquet", "-o", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "sayso: this needs pyarrow: pip install 'sayso[arrow]'\n"
    assert not (folder / "out").exists()


def test_an_export_that_cannot_be_written_says_so(case: str, folder: Path) -> None:
    result = sayso("export", case, "-o", str(folder))
    assert (result.exit_code, result.stderr) == (1, f"sayso: {folder}: Is a directory\n")


def test_a_repeatable_build_has_a_repeatable_date(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert json.loads(sayso("export", case).stdout)["generated"] == "1970-01-01T00:00:00Z"


def test_check_counts_what_it_looked_at(case: str) -> None:
    result = sayso("check", case)
    assert result.exit_code == 0
    assert result.stdout.startswith("3 articles, 2 claims and ")
    assert result.stdout.endswith("quotes checked: nothing wrong.\n")


def test_check_names_what_is_wrong(case: str) -> None:
    import sqlite3

    connection = sqlite3.connect(case)
    connection.execute("UPDATE readings SET record = replace(record, '12 people died', '13 people died')")
    connection.commit()
    connection.close()
    result = sayso("check", case)
    assert result.exit_code == 1
    assert "are not '13 people died'" in result.stderr
    refused = sayso("figures", case)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "`sayso check` lists every such quote" in refused.stderr


def test_update_reads_again_only_what_is_old(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sayso("update", case).stdout.startswith("0 articles read again.")
    monkeypatch.setattr(run, "VERSION", "9.9+9")
    assert "Read by another version: 3 articles" in sayso("figures", case).stdout
    assert sayso("update", case).stdout.startswith("3 articles read again.")


# --- refusals and usage ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*VIEWS, "export", "update", "check"])
def test_a_case_that_is_not_there_is_not_made(folder: Path, command: str) -> None:
    result = sayso(command, "none.sayso")
    assert (result.exit_code, result.stderr) == (1, "sayso: none.sayso: no such case\n")
    assert not Path("none.sayso").exists()


@pytest.mark.parametrize("words", [("add", "post.txt", "herald.txt"), ("figures", "post.txt")])
def test_a_report_is_not_taken_for_a_case(folder: Path, words: tuple[str, ...]) -> None:
    result = sayso(*words)
    assert (result.exit_code, result.stderr) == (1, "sayso: post.txt: is not a sayso case\n")
    assert Path("post.txt").read_text() == REPORTS["post.txt"]


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("add", "a.sayso"),
        ("figures",),
        ("figures", "a.sayso", "--as-of", "Friday"),
        ("changes", "a.sayso"),
        ("changes", "a.sayso", "--since", "2031-05-05", "--as-of", "2031-05-01"),
        ("export", "a.sayso", "--to", "pdf"),
        ("export", "a.sayso", "--to", "csv"),
        ("export", "a.sayso", "--to", "parquet"),
        ("set", "a.sayso", "post.txt", "outlet"),
        ("completion", "tcsh"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_two(folder: Path, words: tuple[str, ...]) -> None:
    result = sayso(*words)
    assert result.exit_code == 2
    assert "Usage: sayso" in result.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("set", "a.sayso", "post.txt", "publisher=x"), "no field publisher; there are outlet, published"),
        (("set", "a.sayso", "post.txt", "published=someday"), "'someday' is no date"),
        (("set", "a.sayso", "nobody.txt", "outlet=x"), "no article nobody.txt"),
        (("show", "a.sayso", "zzz"), "nothing has this id"),
        (("show", "a.sayso", "c"), "could be"),
    ],
)
def test_what_cannot_be_done_is_a_line_and_exits_with_one(
    case: str, words: tuple[str, ...], reason: str
) -> None:
    result = sayso(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("sayso: a.sayso: ")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_files_name_cannot_command_the_terminal(folder: Path) -> None:
    Path("bad\x1b[31m.txt").touch()
    assert "\x1b" not in sayso("add", "a.sayso", "bad\x1b[31m.txt").output


@pytest.mark.parametrize("command", list(main.commands))
def test_every_command_explains_itself(command: str) -> None:
    result = sayso(command, "--help")
    assert result.exit_code == 0
    assert f"sayso {command}" in result.stdout.split("Usage:")[1].split("\n", 1)[1], "no example"


# --- as a process of its own ----------------------------------------------------------------------


def process(*words: str, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sayso", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **more})


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete "), ("zsh", "#compdef"), ("fish", "complete ")]
)
def test_shells_can_complete_commands(shell: str, sign: str) -> None:
    with process("completion", shell) as ran:
        out, errors = ran.communicate(timeout=30)
    assert sign in out, errors
    assert "_SAYSO_COMPLETE" in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal_and_gone_when_the_result_is_printed(folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sayso", "add", "b.sayso", "post.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, stdin=theirs) as ran:
        os.close(theirs)
        shown = read_to_the_end(ours)
        out, _ = ran.communicate(timeout=30)
    assert b"reading 1: post.txt" in shown
    assert out.startswith(b"1 article added")
    assert b"\x1b" not in out


def read_to_the_end(terminal: int) -> bytes:
    """What a process writes to a terminal, until it ends."""
    shown = b""
    with open(terminal, "rb", buffering=0) as stream, contextlib.suppress(OSError):
        while part := stream.read(4096):  # at the end Linux gives an error, others give nothing
            shown += part
    return shown


def test_a_reader_that_stops_reading_is_no_error(case: str) -> None:
    with process("export", case) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        errors = ran.stderr.read()
    assert "Traceback" not in errors
    assert "Broken pipe" not in errors


def list_modules(*words: str) -> set[str]:
    """The modules that a command imports."""
    script = "from sayso.cli import main\ntry: main()\nexcept SystemExit: import sys; print(*sys.modules)"
    command = [sys.executable, "-c", script, *words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_help_needs_none_of_the_stages() -> None:
    """What takes long to import is imported when it is used: the help must come at once."""
    loaded = list_modules("--help")
    assert "sayso.cli" in loaded
    assert loaded.isdisjoint(
        {"msgspec", "sqlite3", "rich", "lxml", "trafilatura", "numpy", "sayso.store", "sayso.read"}
    )


def test_a_question_needs_no_page_reader(case: str) -> None:
    """A case that is joined already is shown without what reads pages, and asked again without what joins."""
    loaded = list_modules("figures", case)
    assert "sayso.show.terminal" in loaded
    assert loaded.isdisjoint({"lxml", "trafilatura", "py3langid", "sayso.read.html"})
    again = list_modules("timeline", case)
    assert again.isdisjoint({"lxml", "sayso.annotate", "sayso.link.joining", "sayso.weigh"})
