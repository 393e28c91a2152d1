"""The renderings of a view on many days folded into one tree, whose parts say on which days they hold.

What is the same on all days stands there once. Where two days differ, the part of the last day stands in the
page and those of other days in ``template`` elements beside it, which a browser keeps without showing them;
``data-days`` holds the numbers of the days, as "0-3 5". Taking for each part the one that holds on a day
gives back the rendering of that day: ``pick_day`` does it here, and the page's script in a browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from difflib import SequenceMatcher

from lxml import html
from lxml.html import HtmlElement

Version = tuple[frozenset[int], HtmlElement]
IDENTIFYING = ("id", "data-key", "data-node", "data-q", "data-article", "data-view", "value", "for")


def merge_days(renderings: Sequence[str]) -> str:
    """One element for the renderings of a view on days 0, 1, 2 …, each of which is a single element."""
    versions: dict[str, set[int]] = defaultdict(set)
    for day, rendering in enumerate(renderings):
        versions[rendering.strip()].add(day)
    parsed = [(frozenset(days), _parse(text)) for text, days in versions.items()]
    return "".join(write(node) for node in _merge(_newest_first(parsed)))


def pick_day(merged: str, day: int) -> str:
    """The rendering of one day out of a merged one."""
    root = html.fragment_fromstring(merged, create_parent="div")
    _pick(root, day)
    return "".join(write(child) for child in root)


def write(node: HtmlElement) -> str:
    """An element as HTML, without what follows it."""
    return str(html.tostring(node, encoding="unicode", with_tail=False))


def say_days(days: Iterable[int]) -> str:
    """Numbers of days in short: "0-3 5"."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def read_days(words: str) -> set[int]:
    """The numbers that ``say_days`` put in short."""
    found = set()
    for part in words.split():
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def _parse(rendering: str) -> HtmlElement:
    return html.fragment_fromstring(rendering)


def _newest_first(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: -max(version[0]))


def _merge(versions: list[Version]) -> list[HtmlElement]:
    """The versions of one element as one, if only their children differ; else side by side."""
    if len(versions) == 1:
        return [versions[0][1]]
    if not _same_outside([node for _, node in versions]):
        return _side_by_side(versions)
    merged = html.Element(versions[0][1].tag, dict(versions[0][1].attrib))
    for column in _align([(days, list(node)) for days, node in versions]):
        folded = _fold(column, frozenset().union(*(days for days, _ in versions)))
        for node in folded:
            node.tail = " " if column[0][1].tail else None
        merged.extend(folded)
    merged.text = " " if versions[0][1].text else None
    return [merged]


def _same_outside(nodes: Sequence[HtmlElement]) -> bool:
    """Whether elements differ in their children alone, and hold no words between these."""
    first = nodes[0]
    return all(
        node.tag == first.tag and dict(node.attrib) == dict(first.attrib) and not _has_words(node)
        for node in nodes
    )


def _has_words(node: HtmlElement) -> bool:
    told = [node.text, *(child.tail for child in node)]
    return any(text and text.strip() for text in told) or (len(node) == 0 and bool(node.text))


def _side_by_side(versions: list[Version]) -> list[HtmlElement]:
    """Each version with its days; all but the last day's are kept out of sight."""
    (days, newest), *older = versions
    return [_mark(newest, days), *(_hide(node, found) for found, node in older)]


def _mark(node: HtmlElement, days: frozenset[int]) -> HtmlElement:
    marked = deepcopy(node)
    marked.tail = None
    if "data-days" in marked.attrib:  # it holds parts of its own already
        raise ValueError("an element that is marked already")
    marked.set("data-days", say_days(days))
    return marked


def _hide(node: HtmlElement, days: frozenset[int]) -> HtmlElement:
    kept = html.Element("template", {"data-days": say_days(days)})
    inner = deepcopy(node)
    inner.tail = None
    kept.append(inner)
    return kept


Column = list[tuple[frozenset[int], HtmlElement]]


def _fold(column: Column, every: frozenset[int]) -> list[HtmlElement]:
    """What stands at one place of a list, on those of ``every`` day on which it does."""
    written: dict[str, tuple[set[int], HtmlElement]] = {}
    for days, node in column:
        written.setdefault(write(node), (set(), node))[0].update(days)
    versions = _newest_first((frozenset(days), node) for days, node in written.values())
    seen = frozenset().union(*(days for days, _ in versions))
    merged = _merge([(days, deepcopy(node)) for days, node in versions])
    if seen == every:
        return merged
    if len(merged) == 1:  # what is there on some days only, and differs on these in parts alone
        return [_mark(merged[0], seen)] if max(seen) == max(every) else [_hide(merged[0], seen)]
    return merged if max(seen) == max(every) else [_hide(n, days) for days, n in versions]


def _align(lists: Sequence[tuple[frozenset[int], list[HtmlElement]]]) -> list[Column]:
    """The children of several versions, place by place: those that are one thing on several days together."""
    columns: list[tuple[tuple[object, ...], Column]] = []
    for days, children in lists:
        keys = _name(children)
        old = [key for key, _ in columns]
        out: list[tuple[tuple[object, ...], Column]] = []
        for kind, a, b, c, d in SequenceMatcher(None, old, keys, autojunk=False).get_opcodes():
            if kind == "equal":
                out += [
                    (key, [*held, (days, child)])
                    for (key, held), child in zip(columns[a:b], children[c:d], strict=True)
                ]
                continue
            out += columns[a:b]
            out += [(key, [(days, child)]) for key, child in zip(keys[c:d], children[c:d], strict=True)]
        columns = out
    return [held for _, held in columns]


def _name(children: Sequence[HtmlElement]) -> list[tuple[object, ...]]:
    """What tells children apart: what they identify themselves by, else their kind and place."""
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    names = []
    for child in children:
        own = next((child.get(name) for name in IDENTIFYING if child.get(name)), None) or _find_words(child)
        base: tuple[object, ...] = (child.tag, own) if own else (child.tag, child.get("class"))
        names.append((*base, seen[base]))
        seen[base] += 1
    return names


def _find_words(item: HtmlElement) -> str | None:
    """The claim whose words a row of a list leads to first: a row goes by it that has no name of its own."""
    if item.tag != "li":
        return None
    return next((name for node in item.iter("a") if (name := node.get("data-s"))), None)


def _pick(node: HtmlElement, day: int) -> None:
    for child in list(node):
        days = child.attrib.pop("data-days", None)
        if days is not None and day not in read_days(days):
            node.remove(child)
            continue
        if child.tag == "template":
            place = node.index(child)
            node.remove(child)
            inner = list(child)
            for offset, part in enumerate(inner):
                node.insert(place + offset, part)
                _pick(part, day)
            continue
        _pick(child, day)
