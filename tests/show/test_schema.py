from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from invented import weigh_by_hand, weigh_early
from sayso.show import to_json

SCHEMA: dict[str, Any] = json.loads(
    resources.files("sayso").joinpath("data", "case.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def export() -> dict[str, Any]:
    return json.loads(json.dumps(to_json(weigh_by_hand(), "2031-06-01T00:00:00Z")))  # type: ignore[no-any-return]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_an_export_is_as_the_schema_says() -> None:
    VALIDATOR.validate(export())
    VALIDATOR.validate(to_json(weigh_early(), ""))


def test_unknown_keys_may_be_added() -> None:
    case = export()
    case["claims"][0]["colour"] = "blue"
    VALIDATOR.validate(case)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 0, "span"), [3]),
        (("claims", 0, "span"), [-1, 4]),
        (("claims", 0, "quote"), ""),
        (("claims", 0, "polarity"), "maybe"),
        (("claims", 0, "when", "earliest"), "May"),
        (("articles", 0, "text"), None),
        (("events", 0, "origins"), -1),
        (("conflicts", 0, "claims"), []),
        (("version",), 2),
    ],
)
def test_what_is_wrong_is_refused(path: tuple[str | int, ...], value: object) -> None:
    case: Any = export()
    holder = case
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(case)


def test_every_key_of_an_export_is_in_the_schema() -> None:
    unknown = sorted(_unknown(export(), SCHEMA, ""))
    assert unknown == []


def _unknown(value: Any, schema: dict[str, Any], path: str) -> set[str]:
    """The keys of ``value`` that no property of ``schema`` names."""
    schema = _resolve(schema)
    if isinstance(value, list):
        return {key for item in value for key in _unknown(item, schema.get("items") or {}, path)}
    if not isinstance(value, dict) or "properties" not in schema:
        return set()
    known = schema["properties"]
    deeper = (_unknown(item, known[key], f"{path}.{key}") for key, item in value.items() if key in known)
    return {f"{path}.{key}" for key in value if key not in known}.union(*deeper)


def _resolve(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "anyOf" in schema:
        schema = (
            schema["anyOf"][0] if "anyOf" in schema else SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        )
    return schema
