"""What people take away: the case in the form of another program or of a reader, with what it loses."""

from __future__ import annotations

import json
from collections.abc import Callable

from sayso.model import Weighed
from sayso.show.exports.acled import to_acled
from sayso.show.exports.claim import to_claim
from sayso.show.exports.geojson import to_geojson
from sayso.show.exports.losses import Loss, count_losses, write_losses
from sayso.show.exports.markdown import to_markdown
from sayso.show.exports.parquet import to_parquet
from sayso.show.exports.plover import to_plover
from sayso.show.exports.tabular import to_tables
from sayso.show.exports.timelinejs import to_timelinejs
from sayso.show.exports.ucdp import to_ucdp
from sayso.show.exports.webannotation import to_webannotation
from sayso.show.exports.written import Written
from sayso.show.frames import MissingExtra
from sayso.show.index import Index

__all__ = ["FORMS", "Loss", "MissingExtra", "Written", "count_losses", "export_case", "write_losses"]


def export_case(weighed: Weighed, to: str, generated: str = "", title: str = "") -> Written:
    """The case in the form ``to``, with what that does not hold; raises KeyError if there is no such form."""
    if to == "html":
        return _write_html(weighed, generated, title)
    return FORMS[to](Index(weighed), generated)


def _write_json(index: Index, generated: str) -> Written:
    from sayso.show.export import to_json

    text = json.dumps(to_json(index.weighed, generated), ensure_ascii=False, indent=1) + "\n"
    return Written({"case.json": text})


def _write_html(weighed: Weighed, generated: str, title: str = "") -> Written:
    from sayso.show.page.whole import to_files

    return Written(dict(to_files(weighed, title, generated)))


FORMS: dict[str, Callable[[Index, str], Written]] = {
    "json": _write_json,
    "csv": to_tables,
    "parquet": to_parquet,
    "markdown": to_markdown,
    "html": lambda index, generated: _write_html(index.weighed, generated),
    "ucdp": to_ucdp,
    "acled": to_acled,
    "plover": to_plover,
    "timelinejs": to_timelinejs,
    "geojson": to_geojson,
    "webannotation": to_webannotation,
    "claim": to_claim,
}
