"""The published rules of the export forms, as schemas and checks; each raises where a file breaks one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from edtf_validate.valid_edtf import is_valid as is_edtf
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from conflict_sheets import check_acled, check_ucdp

Json = dict[str, Any]
Files = Mapping[str, str | bytes]
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
WORDS = {"type": "string", "minLength": 1}
NAMES = {"type": "array", "items": WORDS}


def record(required: str, **properties: Any) -> Json:
    """The schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def listed(items: Any, least: int = 0) -> Json:
    """The schema of an array."""
    return {"type": "array", "items": items, "minItems": least}


# --- GeoJSON: RFC 7946; the time of a feature in the form of Linked Places ------------------------

LONGITUDE = {"type": "number", "minimum": -180, "maximum": 180}
LATITUDE = {"type": "number", "minimum": -90, "maximum": 90}
POINT = record(
    "type coordinates",
    type={"const": "Point"},
    coordinates={"type": "array", "prefixItems": [LONGITUDE, LATITUDE], "minItems": 2, "maxItems": 3},
)
BOUNDS = {**record("", **{"in": DAY}, earliest=DAY, latest=DAY), "minProperties": 1}
WHEN = record(
    "timespans",
    timespans=listed(record("start", start=BOUNDS, end=BOUNDS), 1),
    certainty={"enum": ["certain", "less-certain", "uncertain"]},
)
FEATURE = record(
    "type geometry properties",
    type={"const": "Feature"},
    id={"type": ["string", "number"]},
    geometry={"anyOf": [POINT, {"type": "null"}]},
    properties={"type": ["object", "null"]},
    when=WHEN,
)
GEOJSON = record("type features", type={"const": "FeatureCollection"}, features=listed(FEATURE))


def check_geojson(files: Files) -> None:
    """A feature collection, each free date of which is EDTF."""
    collection = load(files["events.geojson"])
    validate(collection, GEOJSON)
    dates = [feature["properties"]["edtf"] for feature in collection["features"]]
    assert [word for word in dates if word is not None and not is_edtf(word)] == []


# --- TimelineJS: its own page on the JSON format ---------------------------------------------------

SLIDE_DATE = {
    **record(
        "year",
        year={"type": "integer"},
        month={"type": "integer", "minimum": 1, "maximum": 12},
        day={"type": "integer", "minimum": 1, "maximum": 31},
        display_date=WORDS,
    ),
    "dependentRequired": {"day": ["month"]},
}
TEXT = record("", headline=WORDS, text=WORDS)
SLIDE = record(
    "start_date text",
    start_date=SLIDE_DATE,
    end_date=SLIDE_DATE,
    text=TEXT,
    group=WORDS,
    display_date=WORDS,
    unique_id=WORDS,
    autolink={"type": "boolean"},
)
TIMELINE = record(
    "events", title=record("text", text=TEXT), events=listed(SLIDE), scale={"enum": ["human", "cosmological"]}
)


def check_timelinejs(files: Files) -> None:
    """Slides with dates that are days, months or years, and ids that are unique."""
    timeline = load(files["timeline.json"])
    validate(timeline, TIMELINE)
    for slide in timeline["events"]:
        days = [slide["start_date"], slide.get("end_date", slide["start_date"])]
        first, last = (date(day["year"], day.get("month", 1), day.get("day", 1)) for day in days)
        assert first <= last
    ids = [slide["unique_id"] for slide in timeline["events"]]
    assert len(ids) == len(set(ids))


# --- W3C Web Annotation Data Model -----------------------------------------------------------------

MOTIVATIONS = (
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
    *("tagging",),
)
IRI = {"type": "string", "pattern": r"^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
BODY = record(
    "type value",
    type={"const": "TextualBody"},
    value=WORDS,
    format={"const": "text/plain"},
    language=WORDS,
    purpose={"enum": list(MOTIVATIONS)},
)
QUOTE = record(
    "type exact prefix suffix",
    type={"const": "TextQuoteSelector"},
    exact=WORDS,
    prefix={"type": "string"},
    suffix={"type": "string"},
)
COUNT = {"type": "integer", "minimum": 0}
POSITION = record("type start end", type={"const": "TextPositionSelector"}, start=COUNT, end=COUNT)
SELECTORS = {"type": "array", "prefixItems": [QUOTE, POSITION], "minItems": 2, "maxItems": 2}
CONTEXT = {"const": "http://www.w3.org/ns/anno.jsonld"}
ANNOTATION = record(
    "@context id type motivation generator body target",
    **{"@context": CONTEXT},
    id=IRI,
    type={"const": "Annotation"},
    motivation={"enum": list(MOTIVATIONS)},
    created={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    generator=record("type name", type={"const": "Software"}, name=WORDS),
    body=listed(BODY, 1),
    target=record("source selector", source=IRI, selector=SELECTORS),
)
PAGE = record(
    "@context id type items",
    **{"@context": CONTEXT},
    id=IRI,
    type={"const": "AnnotationPage"},
    items=listed(ANNOTATION),
)


def check_webannotation(files: Files) -> None:
    """A page of annotations, no two of one name."""
    page = load(files["annotations.jsonld"])
    validate(page, PAGE)
    ids = [annotation["id"] for annotation in page["items"]]
    assert len(ids) == len(set(ids))


# --- schema.org Claim ------------------------------------------------------------------------------

PARTY = record("@type name", **{"@type": {"enum": ["Person", "Organization"]}}, name=WORDS)
QUOTATION = record(
    "@type text", **{"@type": {"const": "Quotation"}}, identifier=WORDS, text=WORDS, creditText=WORDS
)
APPEARANCE = record(
    "@type hasPart",
    **{"@type": {"const": "Article"}},
    identifier=WORDS,
    url=IRI,
    sameAs=IRI,
    name=WORDS,
    headline=WORDS,
    inLanguage=WORDS,
    datePublished=DAY,
    publisher=PARTY,
    hasPart=QUOTATION,
)
CLAIM = record(
    "@type text appearance",
    **{"@type": {"const": "Claim"}},
    identifier=WORDS,
    text=WORDS,
    temporalCoverage=WORDS,
    author=listed(PARTY),
    appearance=listed(APPEARANCE, 1),
    firstAppearance=APPEARANCE,
)
GRAPH = record("@context @graph", **{"@context": {"const": "https://schema.org"}, "@graph": listed(CLAIM)})


def check_claim(files: Files) -> None:
    """Claims with where they appear; no ClaimReview, and every date EDTF."""
    graph = load(files["claims.jsonld"])
    validate(graph, GRAPH)
    assert "ClaimReview" not in str(files["claims.jsonld"])
    dates = [claim["temporalCoverage"] for claim in graph["@graph"] if "temporalCoverage" in claim]
    assert [word for word in dates if not is_edtf(word)] == []


# --- PLOVER: the tables of its manual --------------------------------------------------------------

CATEGORIES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"),
    *("ASSAULT",),
)
ACTOR = record("actor_text", actor_text=WORDS)
SIZE = {"anyOf": [COUNT, WORDS]}
LOCATION = record(
    "",
    extracted_place=WORDS,
    resolved_place=WORDS,
    geonameid=COUNT,
    lat=LATITUDE,
    lon=LONGITUDE,
    city=WORDS,
    district=WORDS,
    province=WORDS,
    country=WORDS,
    country_code={"type": "string", "pattern": "^[A-Z]{2}$"},
    feature_class=WORDS,
    feature_code=WORDS,
    resolution=WORDS,
)
PLOVER = record(
    "id date actor event",
    id=WORDS,
    has_event={"type": "boolean"},
    date=DAY,
    enddate=DAY,
    actor=listed(ACTOR, 1),
    recipient=listed(ACTOR),
    event=listed({"enum": list(CATEGORIES)}, 1),
    event_loc=LOCATION,
    event_text=NAMES,
    quad_code={"enum": [1, 2, 3, 4]},
    mode=listed({"enum": ["historical", "future", "hypothetical", "negation"]}),
    size=record("", dead=SIZE, injured=SIZE, arrested=SIZE),
    link=WORDS,
    text=WORDS,
    text_info=record("start end", start=COUNT, end=COUNT),
    cite_info=record("", citation=WORDS, url=WORDS, title=WORDS, language=WORDS, publication=WORDS),
    coder=WORDS,
    coded_date=DAY,
    comment=WORDS,
)


def check_plover(files: Files) -> None:
    """A record a line, no two of one id."""
    records = [json.loads(line) for line in str(files["plover.jsonl"]).splitlines()]
    for found in records:
        validate(found, PLOVER)
        assert found["date"] <= found.get("enddate", found["date"])
    ids = [found["id"] for found in records]
    assert len(ids) == len(set(ids))


# --- Markdown: CommonMark with tables --------------------------------------------------------------


def check_markdown(files: Files) -> None:
    """Words alone: no link, picture, HTML or code of a report's making comes out of it."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(str(files["case.md"]))
    kinds = {token.type for block in tokens for token in (block, *(block.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    assert "heading_open" in kinds


# --- tables ----------------------------------------------------------------------------------------


def check_csv(files: Files) -> None:
    """Three sheets, each as wide as its head, no cell of which a spreadsheet runs."""
    assert set(files) == {"claims.csv", "events.csv", "figures.csv"}
    for text in files.values():
        rows = list(csv.reader(io.StringIO(str(text).removeprefix("\ufeff"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
        cells = [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "|")]
        assert [cell for cell in cells if not is_number(cell)] == []


def is_number(cell: str) -> bool:
    """Whether a cell is a number, and so may begin with a minus."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def check_parquet(files: Files) -> None:
    """Three files that read back."""
    import pyarrow.parquet as reader

    assert set(files) == {"claims.parquet", "events.parquet", "figures.parquet"}
    for content in files.values():
        assert isinstance(content, bytes)
        assert reader.read_table(io.BytesIO(content)).num_columns > 20


def load(text: str | bytes) -> Any:
    """What a file holds as JSON; refuses NaN, which is no JSON."""
    return json.loads(text, parse_constant=refuse)


def refuse(word: str) -> None:
    """NaN and infinities are no JSON."""
    raise ValueError(word)


def validate(found: Any, schema: Json) -> None:
    """Raises ValidationError where ``found`` is not as the schema says."""
    Draft202012Validator(schema).validate(found)


CHECKS: dict[str, Callable[[Files], None]] = {
    "csv": check_csv,
    "parquet": check_parquet,
    "markdown": check_markdown,
    "ucdp": check_ucdp,
    "acled": check_acled,
    "plover": check_plover,
    "timelinejs": check_timelinejs,
    "geojson": check_geojson,
    "webannotation": check_webannotation,
    "claim": check_claim,
}
