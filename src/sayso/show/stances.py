"""Explanations: who asserts, denies, hedges or reports each, and who is silent."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Claim, Explanation, ExplanationStance
from sayso.show.index import Index
from sayso.show.quotes import read_quote
from sayso.show.rows import Cell, ExplanationRow, QuestionRow

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


def list_questions(index: Index) -> tuple[QuestionRow, ...]:
    """The questions of the case, those with most explanations first, each as a table of voices."""
    groups: dict[str, list[Explanation]] = {}
    for explanation in index.explanations.values():
        groups.setdefault(explanation.question, []).append(explanation)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(_read_question(index, question, found) for question, found in ordered)


def _read_question(index: Index, question: str, explanations: list[Explanation]) -> QuestionRow:
    stances = {explanation.id: list_stances(index, explanation) for explanation in explanations}
    ordered = sorted(explanations, key=lambda x: (-len(stances[x.id]), x.id))
    voices = tuple(dict.fromkeys(stance.voice for x in ordered for stance in stances[x.id]))
    rows = (
        ExplanationRow(x.id, x.label, _cells(index, stances[x.id], voices), index.notes(x.id, x.claim_ids))
        for x in ordered
    )
    return QuestionRow(question, voices, tuple(rows))


def _cells(
    index: Index, stances: tuple[Stance, ...], voices: tuple[str, ...]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(s.stance, read_quote(index, s.claim)) for s in stances if s.voice == voice)
        for voice in voices
    )
