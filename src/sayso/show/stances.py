"""Who asserts, denies, hedges or reports an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Claim, Explanation, ExplanationStance
from sayso.show.index import Index

BY_POLARITY: dict[str, ExplanationStance] = {"asserted": "asserts", "denied": "denies", "hedged": "hedges"}


@dataclass(frozen=True, slots=True)
class Stance:
    """One voice's stance on an explanation, and the claim that shows it. No entity: the article itself."""

    claim: Claim
    entity_id: str | None
    voice: str
    stance: ExplanationStance


def list_stances(index: Index, explanation: Explanation) -> tuple[Stance, ...]:
    """The visible stances on ``explanation``, in its order."""
    return tuple(_read_stance(index, claim) for claim in index.told(explanation.claim_ids))


def _read_stance(index: Index, claim: Claim) -> Stance:
    taken = claim.because.stance if claim.because else BY_POLARITY[claim.polarity]
    if not claim.attribution:
        return Stance(claim, None, index.outlet(claim.article_id), taken)
    origin = claim.attribution[-1]
    entity = index.entity_of(origin.mention_id)
    return Stance(claim, entity.id if entity else None, index.hop_name(origin), taken)
