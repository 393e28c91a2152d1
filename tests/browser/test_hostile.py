"""Reports that mean harm, in a real browser: shown as words, run by nobody, breaking no layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import serve
from sayso.library import open_case
from sayso.show.page import VIEWS, to_html

HOSTILE = (
    '"><script>document.title="run"</script><img src=x onerror="document.title=1"> '
    "\u202egnp.exe\u2066 \u200b\u200d "
    "p\u0430yp\u0430l " + "w" * 10_000 + " <svg onload=alert(1)> {{ 7*7 }} </article></main></body> "
)
SAID = "ELLIN, May 7, 2033. The mayor of Ellin said that 12 people died in Ellin when the dam burst. "


@pytest.fixture(scope="module", params=["server", "file"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    report: Path = folder / "<b onclick=alert(1)>.txt"
    report.write_text(f"{SAID}\n\n{HOSTILE}\n\n{SAID.replace('12', '15')}{HOSTILE}", encoding="utf-8")
    path = folder / "hostile.sayso"
    with open_case(path) as case:
        case.add(report, outlet=HOSTILE[:200] + "w" * 300)
        weighed = case.weighed()
    if request.param == "file":
        page = path.with_suffix(".html")
        page.write_text(to_html(weighed, HOSTILE), encoding="utf-8")
        yield f"{page.as_uri()}#/"
    else:
        yield from serve(path)


@pytest.mark.parametrize("width", [1440, 320])
def test_hostile_words_are_words_and_break_no_layout(base: str, window: Any, width: int) -> None:
    window.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    window.set_viewport_size({"width": width, "height": 800})
    for view, _ in VIEWS:
        window.goto("about:blank")
        window.goto(base + view)
        window.wait_for_load_state("load")
        assert window.locator(f"#h-{view}").is_visible()
        assert window.title() not in ("run", "1")
        assert window.locator("main img, main script, main [onclick], main [onload]").count() == 0
        wide = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, view
    window.goto("about:blank")
    window.goto(base + "reader")
    assert "\u202e" not in window.locator(".body:visible").first.inner_text()
