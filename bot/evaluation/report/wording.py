"""The names of the data in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.types import Language, Status

_UNVARYING = re.compile(r": |, lacks | \(")  # what follows in a reason differs from question to question


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure for people who have not read its code; `of` is what it is a share of."""

    label: str
    meaning: str
    of: str


MEASURE_WORDS: Mapping[str, MeasureWords] = {
    "handled_rightly": MeasureWords(
        "Handled rightly",
        "Answered with every expected fact, or declined where nothing in the material answers.",
        "labelled questions",
    ),
    "gold_fact_recall": MeasureWords(
        "Expected facts found",
        "How many of the facts that a right answer must state are in the answer, averaged over questions.",
        "questions with expected facts",
    ),
    "all_gold_facts": MeasureWords(
        "Every expected fact found",
        "The answer states all the facts that a right answer must state.",
        "questions with expected facts",
    ),
    "abstention_precision": MeasureWords(
        "Declined rightly",
        "Where it declined, declining was right (abstention precision).",
        "declined questions",
    ),
    "abstention_recall": MeasureWords(
        "Declined where it should",
        "Where nothing in the material answers, it said so instead of answering (abstention recall).",
        "questions to decline",
    ),
    "false_abstention": MeasureWords(
        "Declined without need",
        "It declined although the material has the answer.",
        "answerable questions",
    ),
    "citation_validity": MeasureWords(
        "Sentences that quote truly",
        "Every citation of the sentence quotes words that stand in the cited passage.",
        "sentences",
    ),
    "figure_faithfulness": MeasureWords(
        "Figures found in a source",
        "The amount, rate, date or count stands in a passage that the answer cites.",
        "figures",
    ),
    "gold_source_hit": MeasureWords(
        "Expected source cited",
        "At least one citation rests on a source known to hold the answer.",
        "questions with known sources",
    ),
    "language_match": MeasureWords(
        "Answered in the asker’s script",
        "English, Simplified or Traditional Chinese, as the question is.",
        "questions with a known language",
    ),
    "failed": MeasureWords(
        "No answer at all",
        "An error or a time limit instead of an answer.",
        "answers",
    ),
}

HEADLINE: Mapping[str, tuple[str, ...]] = {
    "Right answers": ("gold_fact_recall", "all_gold_facts", "gold_source_hit"),
    "Knowing when to decline": ("abstention_recall", "abstention_precision", "false_abstention"),
    "Promises kept": ("figure_faithfulness", "citation_validity", "language_match", "failed"),
}
"""Measures by what they tell, after the one that sums them up."""

STATUS_WORDS: Mapping[str, str] = {
    Status.ANSWERED: "Answered",
    Status.PARTIAL: "Answered in part",
    Status.CONFLICT: "Sources disagree",
    Status.NO_EVIDENCE: "Declined: no evidence",
    Status.OUT_OF_SCOPE: "Declined: out of scope",
    Status.CLARIFICATION: "Asked back",
    Status.GREETING: "Greeting",
    Status.BLOCKED: "Declined: blocked",
    Status.ERROR: "Failed",
}

LANGUAGE_WORDS: Mapping[str, str] = {
    Language.EN: "English",
    Language.ZH_HANS: "Simplified Chinese",
    Language.ZH_HANT: "Traditional Chinese",
}

PARITY_WORDS: Mapping[str, str] = {
    "status": "Same outcome (answered or declined)",
    "figures": "Same figures",
    "sources": "Same sources",
}

JUDGE_WORDS: Mapping[str, str] = {
    "correctness": "Agrees with the reference",
    "groundedness": "Follows from the evidence",
    "completeness": "Covers the expected facts",
}

_REASON_WORDS: Mapping[str, str] = {
    "failed": "no answer at all",
    "declined": "declined, though there is an answer",
    "cites another source than the gold one": "cites another source than the expected one and lacks a fact",
    "cites the right source": "cites the expected source and lacks a fact",
}


def kind_of_reason(reason: str) -> str:
    """What a reason has in common with those of other questions, for counting."""
    head = _UNVARYING.split(reason, maxsplit=1)[0]
    return _REASON_WORDS.get(head, head)
