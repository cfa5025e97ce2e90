"""What becomes of questions with the right subject and no answer: `python -m tests.measure_near_misses`.

Each question of `near_misses.tsv` is asked without the facts that answer it: it is to be declined, or answered in part.
The same is asked of a judge that goes by the scores alone. And each is asked with the facts in place, since whoever
declines everything would decline these too.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answer.advisor import Advisor
from bot.answer.evidence import EvidenceJudge
from bot.evaluation.statistics import compare
from bot.settings import go_offline, load_settings
from bot.types import Answer, Status
from tests.labelled import NearMiss, read_near_misses
from tests.withholding import ScoreJudge, Withholding

_JUDGES = (ScoreJudge, EvidenceJudge)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a near miss fared: declined or not, and answered rightly with nothing taken out, or None if it cannot be."""

    asked: NearMiss
    answer: Answer
    is_declined: bool
    is_answered: bool | None


def outcomes(
    withholding: Withholding, questions: Sequence[NearMiss], judging: type[EvidenceJudge] = EvidenceJudge
) -> list[Outcome]:
    """Each question asked without the facts that answer it, and with them where there are any."""
    whole = withholding.advisor(frozenset(), judging)
    return [_outcome(one, withholding.advisor(one.removed, judging), whole) for one in questions]


def _outcome(asked: NearMiss, without: Advisor, whole: Advisor) -> Outcome:
    answer = without.answer(asked.text, asked.language)
    is_declined = not answer.status.has_evidence or answer.status is Status.PARTIAL
    return Outcome(asked, answer, is_declined, _is_shown(asked, whole) if asked.removed else None)


def _is_shown(asked: NearMiss, advisor: Advisor) -> bool:
    cited = {
        citation.passage_id.rpartition("#")[2] for citation in advisor.answer(asked.text, asked.language).citations
    }
    return not asked.removed.isdisjoint(cited)


def main() -> None:
    """Print what is declined and what is answered, by script and by kind, and what reading the evidence gains."""
    go_offline()
    withholding, questions = Withholding(load_settings()), read_near_misses()
    by_score, by_reading = (outcomes(withholding, questions, judging) for judging in _JUDGES)
    sys.stdout.write("declined or in part, by the scores alone and with the evidence read:\n")
    for name, rows in _groups(questions).items():
        shares = [np.mean([found[row].is_declined for row in rows]) for found in (by_score, by_reading)]
        sys.stdout.write(f"  {name:16} {len(rows):4}  {shares[0]:.3f}  {shares[1]:.3f}\n")
    sys.stdout.write(_gain("declined", by_score, by_reading, lambda one: one.is_declined))
    sys.stdout.write(
        _gain("with the facts in place, answered with one", by_score, by_reading, lambda one: one.is_answered)
    )
    for one in by_reading:
        if not one.is_declined:
            shown = ", ".join(citation.passage_id.rpartition("#")[2] for citation in one.answer.citations)
            sys.stdout.write(f"answered: [{one.asked.kind}] {one.asked.text} <- {shown}\n")


def _groups(questions: Sequence[NearMiss]) -> dict[str, list[int]]:
    """The rows of the questions of each script and each kind, and of all."""
    groups: dict[str, list[int]] = {"all": list(range(len(questions)))}
    for names in ([one.language for one in questions], [one.kind for one in questions]):
        for name in sorted(set(names)):
            groups[name] = [row for row, other in enumerate(names) if other == name]
    return groups


def _gain(title: str, before: Sequence[Outcome], after: Sequence[Outcome], of: Callable[[Outcome], bool | None]) -> str:
    """One share in two runs of the same questions, with the 95 % interval of the difference."""
    pairs = [(one, other) for one, other in zip(map(of, before), map(of, after), strict=True) if one is not None]
    tables = [np.array([[pair[run]] for pair in pairs], dtype=np.float64) for run in range(2)]
    ones = np.ones_like(tables[0])
    (found,) = compare((tables[0], ones), (tables[1], ones), [str(row) for row in range(len(pairs))])
    return (
        f"{title}, of {len(pairs)}: {found.before:.3f} by the scores alone, {found.after:.3f} with the evidence read, "
        f"gain {found.change:.3f} ({found.low:.3f} to {found.high:.3f})\n"
    )


if __name__ == "__main__":
    main()
