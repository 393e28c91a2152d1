"""The record in the public form of a case."""

from __future__ import annotations

from typing import Any

from sayso.model import Correction, Judgement

Json = dict[str, Any]


def judgement_json(judgement: Judgement) -> Json:
    """A person's verdict on two claims or mentions, or on all that stood on two sides."""
    lefts, rights = judgement.sides
    return {
        "id": judgement.id,
        "by": judgement.by,
        "at": judgement.at,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "withdrawn": judgement.withdrawn,
        "withdrawn_by": judgement.withdrawn_by,
        "about": judgement.about or None,
        "lefts": list(lefts),
        "rights": list(rights),
        "words": list(judgement.words),
    }


def correction_json(correction: Correction) -> Json:
    """What a person set right in an item."""
    return {
        "id": correction.id,
        "by": correction.by,
        "at": correction.at,
        "item": correction.item,
        "field": correction.field,
        "value": correction.value,
        "reason": correction.reason,
        "withdrawn": correction.withdrawn,
        "withdrawn_by": correction.withdrawn_by,
        "words": list(correction.words),
    }
