"""What the page must do in a real browser, on the server and in a file alike."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sayso.show.marks import show_letters
from sayso.show.page import VIEWS
from shown_forms import Shown, show_day

NAMES = [name for name, _ in VIEWS]
WIDTHS = (1440, 1024, 390, 320)

# Words of a drawing that lie on one another, by more than the edges of letters.
OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.parentElement.closest('svg')) continue;
    const boxes = [...svg.querySelectorAll('text')].filter(t => t.checkVisibility() && t.textContent.trim())
      .map(t => [t.textContent, t.getBoundingClientRect()]).filter(([, b]) => b.width > 0 && !t0(b));
    boxes.forEach(([a, x], i) => boxes.slice(i + 1).forEach(([b, y]) => {
      const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
      const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
      if (wide > 1 && high > 3) found.push(`${a} / ${b}`);
    }));
  }
  return found;
  function t0(b) { return b.bottom < 0 && b.top < -100000; }
}"""


# The words of each claim, gathered from all of its marks.
WORDS = """() => {
  const found = {};
  for (const mark of document.querySelectorAll('.view mark[data-w]')) {
    const copy = mark.cloneNode(true);
    copy.querySelectorAll('sup').forEach(each => each.remove());
    for (const id of mark.dataset.w.split(' ')) found[id] = (found[id] || '') + copy.textContent;
  }
  return found;
}"""


def open_view(window: Any, shown: Shown, view: str, **query: object) -> None:
    """Loads a view anew: behind a # alone a browser would not."""
    window.goto("about:blank")
    window.goto(shown.address(view, **query))
    window.wait_for_load_state("load")


def turn_to(window: Any, shown: Shown, view: str, **query: object) -> None:
    """Goes to a view, in a file without loading it anew."""
    if shown.form == "file" and window.url.startswith("file:"):
        window.evaluate("to => { location.href = to; }", shown.address(view, **query))
        window.wait_for_selector(f"#h-{view}:visible")
    else:
        open_view(window, shown, view, **query)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", NAMES)
def test_a_view_fits_any_screen(shown: Shown, window: Any, view: str, width: int) -> None:
    window.set_viewport_size({"width": width, "height": 800})
    open_view(window, shown, view)
    assert window.locator("main > .view:visible h1").count() == 1
    wide = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert window.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("view", ["timeline", "figures", "map", "sources", "overview", "known"])
def test_labels_keep_apart_on_every_day(shown: Shown, window: Any, view: str) -> None:
    days = range(len(shown.book.track.days))
    for width in (1440, 390):
        window.set_viewport_size({"width": width, "height": 800})
        for number in days:
            turn_to(window, shown, view, asof=show_day(shown.book.track.ask(number)))
            assert window.evaluate(OVERLAPS) == [], (width, number)


def test_every_mark_leads_to_its_very_words(shown: Shown, window: Any) -> None:
    claims = shown.book.whole().index.claims
    targets: set[str] = set()
    for view in NAMES:
        turn_to(window, shown, view)
        targets |= set(window.eval_on_selector_all("[data-s]", "all => all.map(each => each.dataset.s)"))
    assert targets
    assert targets <= claims.keys()
    texts = ["reader"] if shown.form == "file" else [f"reader/{a}" for a in shown.book.whole().index.articles]
    read: dict[str, str] = {}
    for text in texts:
        open_view(window, shown, text)
        read |= window.evaluate(WORDS)
    assert read == {key: show_letters(claim.span.exact) for key, claim in claims.items()}


def test_what_is_opened_is_lit_and_nothing_else(shown: Shown, window: Any) -> None:
    claims = shown.book.whole().index.claims
    lit = """() => [...document.querySelectorAll('#panel mark.lit')].map(mark => {
      const copy = mark.cloneNode(true); copy.querySelectorAll('sup').forEach(each => each.remove());
      return copy.textContent; }).join('')"""
    for claim in list(claims.values())[:: max(1, len(claims) // 12)]:
        open_view(window, shown, "overview", open=claim.id)
        window.wait_for_selector("#panel mark.lit")
        assert window.evaluate(lit) == show_letters(claim.span.exact)


def numbers_of(window: Any, selector: str) -> list[str]:
    texts = window.locator(selector).all_inner_texts()
    return [match[0] for text in texts if (match := re.search(r"[\d,]+", text))]


def test_every_number_is_that_of_the_day(shown: Shown, window: Any) -> None:
    for number in range(len(shown.book.track.days)):
        asof = show_day(shown.book.track.ask(number))
        account = shown.book.open_day(number).account
        view = account.overview
        turn_to(window, shown, "overview", asof=asof)
        sizes = [view.articles, len(view.origins), view.events, view.figures, view.explanations]
        assert numbers_of(window, ".view:visible .sizes b") == [str(size) for size in sizes]
        named = [view.events, view.figures, view.articles, view.explanations]
        assert numbers_of(window, "nav.views b") == [f"{size:,}" for size in named]
        turn_to(window, shown, "timeline", asof=asof)
        if account.timeline:
            assert (
                window.locator(".found:visible")
                .inner_text()
                .endswith(f"of {view.events} event" + "s" * (view.events != 1))
            )
        turn_to(window, shown, "figures", asof=asof)
        many = [row for row in account.figures if not row.is_told_once][:24]
        assert window.locator(".tabs:visible .value").all_inner_texts() == [row.spread for row in many]
        turn_to(window, shown, "known", asof=asof)
        now = list(window.locator(".known:visible td.now").all_inner_texts())
        counted = [n for _, _, n in shown.book.summary(number).counts]
        assert [re.sub(r"\D", "", text.split("(")[0]) for text in now[:5]] == [
            str(n) if n else "" for n in counted
        ]


def test_a_mark_is_opened_and_closed_by_keys(shown: Shown, window: Any) -> None:
    open_view(window, shown, "timeline")
    summary = window.locator(".rows summary").first
    summary.focus()
    window.keyboard.press("Enter")
    quote = window.locator(".rows details[open] a.quote").first
    quote.focus()
    window.keyboard.press("Enter")
    window.wait_for_selector("#panel:not([hidden]) mark.lit")
    assert window.evaluate("document.activeElement.dataset.close !== undefined")
    window.keyboard.press("Escape")
    assert window.locator("#panel").is_hidden()
    assert window.evaluate("document.activeElement.className") == "quote"
    window.keyboard.press("3")
    window.wait_for_selector("#h-figures:visible")
    if len(shown.book.track.days) > 1:
        last = window.locator(".asof strong").inner_text()
        window.keyboard.press(",")
        window.wait_for_function(
            "last => document.querySelector('.asof strong').innerText !== last", arg=last
        )
        window.keyboard.press(".")
        window.wait_for_function(
            "last => document.querySelector('.asof strong').innerText === last", arg=last
        )


def test_links_hold_over_reload_back_and_forward(shown: Shown, window: Any) -> None:
    claim = next(iter(shown.book.whole().index.claims))
    open_view(window, shown, "timeline", contested=1)
    left = window.locator(".rows > .row:visible").count()
    contested = sum(row.contested for row in shown.book.whole().account.timeline)
    assert left == min(contested, 60) if shown.form == "server" else left == contested
    window.reload()
    window.wait_for_selector("#h-timeline:visible")
    assert window.locator(".rows > .row:visible").count() == left
    open_view(window, shown, "overview")
    window.locator("nav.views a[data-view=map]").click()
    window.wait_for_selector("#h-map:visible")
    window.go_back()
    window.wait_for_selector("#h-overview:visible")
    window.go_forward()
    window.wait_for_selector("#h-map:visible")
    open_view(window, shown, f"reader/{claim}")
    window.wait_for_selector(".view mark.lit")
    window.reload()
    window.wait_for_selector(".view mark.lit")


def test_what_is_not_there_is_said(shown: Shown, window: Any) -> None:
    open_view(window, shown, "timeline", item="e000")
    assert "no" in window.locator(".notice").inner_text()
    open_view(window, shown, "timeline", place="Nowhere at all")
    assert window.locator(".rows > .row:visible").count() == 0


def test_all_of_it_is_read_without_a_script(shown: Shown, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    for view in NAMES:
        window.goto(shown.address(view))
        assert window.locator(f"#h-{view}").is_visible()
    window.goto(shown.address("timeline"))
    row = window.locator(".rows details").first
    row.locator("summary").click()
    assert row.locator("a.quote").first.is_visible()
    row.locator("a.quote").first.click()
    assert window.locator(".view article.text").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", NAMES)
def test_axe_finds_nothing(shown: Shown, chromium: Any, view: str, scheme: str) -> None:
    if shown.form == "file" and shown.name == "seeds" and scheme == "dark":
        pytest.skip("the same file in light, and the same colours on the server, are looked at")
    sync = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    window = context.new_page()
    window.goto(shown.address(view))
    window.wait_for_load_state("load")
    found = sync.Axe().run(
        window,
        {"include": [[".top"], ["nav.views"], [".asof"], [f"#h-{view}"], [f"section.view:has(#h-{view})"]]},
        options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    )
    context.close()
    told = [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found.response["violations"]
    ]
    assert told == []


def test_no_request_leaves_this_machine(shown: Shown, chromium: Any) -> None:
    context = chromium.new_context()
    window = context.new_page()
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    for view in NAMES:
        window.goto(shown.address(view))
        window.wait_for_load_state("load")
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "file:", "data:"))] == []


def test_words_are_found(shown: Shown, window: Any) -> None:
    open_view(window, shown, "overview")
    claim = max(
        shown.book.whole().index.claims.values(), key=lambda c: (len(c.span.exact) < 60, len(c.span.exact))
    )
    word = max(claim.span.exact.split(), key=len)
    window.locator("#q").fill(word)
    window.locator("#q").press("Enter")
    window.wait_for_selector("#h-search:visible")
    found = window.locator(f"section.view:has(#h-search) a[data-s='{claim.id}']").first
    found.click()
    window.wait_for_selector("#panel mark.lit")


def test_keys_can_be_turned_off(shown: Shown, window: Any) -> None:
    open_view(window, shown, "overview")
    window.locator("[data-keys] input").uncheck()
    window.locator("body").press("3")
    assert window.locator("#h-overview").is_visible()
