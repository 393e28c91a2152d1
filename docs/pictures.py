"""Draws the pictures of the page that the README shows: ``python docs/pictures.py``.

It reads the example afresh and has Chromium draw the page, in light and in dark. On Debian and Ubuntu
``apt install chromium`` brings what is needed; CHROMIUM names another program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PICTURES = DOCS / "pictures"
PAGE = ROOT / "out" / "titanic.html"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LARGEST = 400_000  # bytes: a clone should not grow by its pictures


class Picture(NamedTuple):
    """A view of the page in light or dark."""

    view: str
    scheme: Literal["light", "dark"]


SHOWN = (
    Picture("overview", "light"),
    Picture("overview", "dark"),
    Picture("figures", "light"),
    Picture("figures", "dark"),
)


def find_program() -> str:
    """The browser that draws; ends the program where there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *PROGRAMS):
        if found := shutil.which(name):
            return found
    raise SystemExit("no Chromium found; on Debian and Ubuntu: apt install chromium")


def draw(browser: Browser, picture: Picture) -> Path:
    """The picture as a file."""
    path = PICTURES / f"{picture.view}-{picture.scheme}.png"
    window = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme=picture.scheme)
    window.goto(f"{PAGE.as_uri()}#/{picture.view}")
    window.screenshot(path=path)
    window.close()
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes, more than {LARGEST}")
    return path


def main() -> None:
    """Reads the example, then draws every picture."""
    program = find_program()
    PICTURES.mkdir(exist_ok=True)
    subprocess.run([sys.executable, ROOT / "examples" / "demo.py"], check=True, stdout=subprocess.DEVNULL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--headless", "--no-sandbox"])
        for picture in SHOWN:
            path = draw(browser, picture)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
