"""Word lists, kept as TOML per language in ``sayso/data/<language>/``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_vocabulary(language: str, name: str) -> dict[str, Any]:
    """The tables of ``data/<language>/<name>.toml``; raises FileNotFoundError if there is none."""
    return tomllib.loads(
        resources.files("sayso").joinpath("data", language, f"{name}.toml").read_text("utf-8")
    )
