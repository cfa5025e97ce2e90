"""Why an answer is not right: the first reason found, in words for whoever mends it."""

from bot.evaluation.measures import Share, found_facts, unsupported_figures
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record


def diagnose(question: GoldQuestion, record: Record, scores: dict[str, Share]) -> str:
    """One line, empty when nothing is wrong."""
    if record.failed:
        return f"failed: {record.reason}"
    if _below(scores["citation_validity"]):
        return "a sentence quotes what its passage does not hold"
    if unsupported := sorted(unsupported_figures(question, record)) if record.status.has_evidence else []:
        return f"figure in no cited passage: {', '.join(unsupported)}"
    if _below(scores["language_match"]):
        return f"not in {question.language}: answered in {record.language or 'another language'}"
    if not _below(scores["handled_rightly"]):
        return ""
    if question.should_abstain:
        return "answered, though nothing here answers it"
    if record.abstained:
        return f"declined ({record.status}{f', {record.reason}' if record.reason else ''}), though there is an answer"
    missing = [fact for fact, held in zip(question.gold_facts, found_facts(question, record), strict=True) if not held]
    where = "another source than the gold one" if _below(scores["gold_source_hit"]) else "the right source"
    return f"cites {where}, lacks {'; '.join(missing)}"


def _below(score: Share) -> bool:
    return score.part < score.of
