"""Why an answer is not right: the first reason found, in words for whoever mends it."""

from collections.abc import Iterator, Mapping

from bot.evaluation.measures import Share, found_facts, unsupported_figures
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record


def diagnose(question: GoldQuestion, record: Record, shares: Mapping[str, Share]) -> str:
    """One line, empty when nothing is wrong; what breaks a promise comes before what only disappoints."""
    return next(_reasons(question, record, shares), "")


def _reasons(question: GoldQuestion, record: Record, shares: Mapping[str, Share]) -> Iterator[str]:
    if record.failed:
        yield f"failed: {record.reason}"
    if _is_short(shares["citation_validity"]):
        yield "a sentence quotes what its passage does not hold"
    if _is_short(shares["figure_faithfulness"]):
        yield f"figure in no cited passage: {', '.join(sorted(unsupported_figures(question, record)))}"
    if _is_short(shares["language_match"]):
        yield f"not in {question.language}: {_language(question, record)}"
    if _is_short(shares["handled_rightly"]):
        yield _wrong(question, record, shares)


def _language(question: GoldQuestion, record: Record) -> str:
    if record.language is question.language:
        return "its characters are of another script"
    return f"answered in {record.language or 'another language'}"


def _wrong(question: GoldQuestion, record: Record, shares: Mapping[str, Share]) -> str:
    if question.should_abstain:
        return "answered, though nothing here answers it"
    if record.abstained:
        why = f", {record.reason}" if record.reason else ""
        return f"declined ({record.status}{why}), though there is an answer"
    missing = [fact for fact, held in zip(question.gold_facts, found_facts(question, record), strict=True) if not held]
    where = "another source than the gold one" if _is_short(shares["gold_source_hit"]) else "the right source"
    return f"cites {where}, lacks {'; '.join(missing)}"


def _is_short(share: Share) -> bool:
    return share.part < share.of
