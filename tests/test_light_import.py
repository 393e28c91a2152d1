"""What loads when: names cost nothing, and asking for help reads no word list."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "click",
    "jinja2",
    "lxml",
    "msgspec",
    "numpy",
    "rich",
    "sqlite3",
    "trafilatura",
    "sayso.annotate",
    "sayso.store",
)


def loaded_after(code: str) -> set[str]:
    """The modules that are loaded once ``code`` has run in a fresh process."""
    listing = f"{code}\nimport sys; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_no_library() -> None:
    assert loaded_after("import sayso").isdisjoint(HEAVY)


def test_help_loads_click_alone() -> None:
    code = "from sayso.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_after(code).intersection(HEAVY) == {"click"}


def test_using_a_public_class_loads_the_library() -> None:
    assert "sayso.store" in loaded_after("import sayso; sayso.Case")
