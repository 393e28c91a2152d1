"""Draws the pictures of the page that the README shows: ``python docs/pictures.py``.

It reads the example afresh and has Chromium draw the page, in light and in dark. On Debian and Ubuntu
``apt install chromium`` brings what is needed; CHROMIUM names another program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from lxml import html

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PICTURES = DOCS / "pictures"
PAGE = ROOT / "out" / "titanic.html"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZE = (1280, 860)
LARGEST = 400_000  # bytes: a clone should not grow by its pictures
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")


class Picture(NamedTuple):
    """The page from one of its sections on, in light or dark."""

    name: str
    section: str
    dark: bool


SHOWN = (
    Picture("figures-light", "figures", False),
    Picture("figures-dark", "figures", True),
)


def find_program() -> str:
    """The browser that draws; ends the program where there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *PROGRAMS):
        if found := shutil.which(name):
            return found
    raise SystemExit("no Chromium found; on Debian and Ubuntu: apt install chromium")


def cut_page(section: str, folder: str) -> Path:
    """The page without what stands before a section: headless, the browser does not scroll."""
    page = html.parse(str(PAGE))
    for other in page.xpath("//main/section"):
        if other.get("id") == section:
            break
        other.drop_tree()
    path = Path(folder) / f"{section}.html"
    path.write_bytes(html.tostring(page, encoding="utf-8"))
    return path


def draw(program: str, picture: Picture, folder: str) -> Path:
    """The picture as a file; ends the program where none was drawn."""
    path = PICTURES / f"{picture.name}.png"
    scheme = f"--blink-settings=preferredColorScheme={0 if picture.dark else 1}"
    size = f"--window-size={SIZE[0]},{SIZE[1]}"
    profile = f"--user-data-dir={folder}/profile"
    page = cut_page(picture.section, folder).as_uri()
    command = [program, *FLAGS, scheme, size, profile, f"--screenshot={path}", page]
    path.unlink(missing_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not path.is_file():
        raise SystemExit(f"{picture.name} was not drawn: {done.stderr.strip()[-400:]}")
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes, more than {LARGEST}")
    return path


def main() -> None:
    """Reads the example, then draws every picture."""
    program = find_program()
    PICTURES.mkdir(exist_ok=True)
    subprocess.run([sys.executable, ROOT / "examples" / "demo.py"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        for picture in SHOWN:
            path = draw(program, picture, folder)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
