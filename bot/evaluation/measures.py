"""The measures of one answer, each a share: so many of so many. A run's figure is the sum over the sum.

Nothing here asks a model. What a question gives no ground to measure (no figure in the text, no gold fact known) is of
zero and takes no part in the figure.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot.evaluation.gold import holds
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import CitedSentence, Record
from bot.figures import missing_figures, values
from bot.languages.dates import short_years
from bot.languages.detection import is_in_script


@dataclass(frozen=True, slots=True)
class Share:
    """`of` things, `part` of which are as they should be."""

    part: float
    of: float

    @property
    def value(self) -> float | None:
        """The share, None when there was nothing to measure."""
        return self.part / self.of if self.of else None


NOTHING = Share(0, 0)
Measure = Callable[[GoldQuestion, Record], Share]


def found_facts(question: GoldQuestion, record: Record) -> tuple[bool, ...]:
    """Of each gold fact, whether the answer's text holds it."""
    return tuple(holds(fact, record.text) for fact in question.gold_facts)


def gold_fact_recall(question: GoldQuestion, record: Record) -> Share:
    """Share of the gold facts that the text holds; a mean over questions, each counting once."""
    found = found_facts(question, record)
    return _once(sum(found) / len(found), known=True) if found else NOTHING


def all_gold_facts(question: GoldQuestion, record: Record) -> Share:
    """Whether the text holds every gold fact."""
    return _once(all(found_facts(question, record)), known=bool(question.gold_facts))


def handled_rightly(question: GoldQuestion, record: Record) -> Share:
    """Whether an answerable question is answered with every gold fact, and another one declined."""
    right = record.abstained
    if not question.should_abstain:
        right = not record.abstained and all(found_facts(question, record))
    return _once(right, known=question.is_labelled)


def abstention_precision(question: GoldQuestion, record: Record) -> Share:
    """Of the questions declined, those that should be."""
    return _once(question.should_abstain, known=question.is_labelled and record.abstained)


def abstention_recall(question: GoldQuestion, record: Record) -> Share:
    """Of the questions that should be declined, those that are."""
    return _once(record.abstained, known=question.should_abstain)


def false_abstention(question: GoldQuestion, record: Record) -> Share:
    """Of the answerable questions, those declined."""
    return _once(record.abstained, known=question.is_labelled and not question.should_abstain)


def citation_validity(question: GoldQuestion, record: Record) -> Share:
    """Of the sentences of an answer with evidence, those whose every citation quotes words of the cited passage.

    A sentence without citation is not valid, nor is an answer without sentences; a passage whose text the system under
    test does not give cannot be checked.
    """
    if not record.status.has_evidence:
        return NOTHING
    verdicts = [_is_valid(sentence, record) for sentence in record.sentences] or [False]
    checked = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(checked), len(checked))


def figure_faithfulness(question: GoldQuestion, record: Record) -> Share:
    """Of the different figures in an answer with evidence, those that a cited passage states.

    A figure that the question itself names is an echo and no claim, unless a passage states it too.
    """
    if not record.status.has_evidence:
        return NOTHING
    claimed = values(_without_marks(record.text))
    unsupported = unsupported_figures(question, record)
    supported = claimed - missing_figures(_without_marks(record.text), _evidence(record))
    return Share(len(supported), len(supported) + len(unsupported))


def unsupported_figures(question: GoldQuestion, record: Record) -> frozenset[str]:
    """Figures of an answer that neither a cited passage nor the question holds, in normal form."""
    asked = "\n".join((*question.context, question.question))
    asked += "".join(f"\n{year}年" for year in sorted(short_years(asked)))
    return missing_figures(_without_marks(record.text), f"{_evidence(record)}\n{asked}")


def gold_source_hit(question: GoldQuestion, record: Record) -> Share:
    """Whether a citation rests on one of the gold sources."""
    wanted = {_address(url) for url in question.gold_source_urls}
    cited = {_address(url) for citation in record.citations for url in citation.urls}
    return _once(bool(wanted & cited), known=bool(wanted))


def language_match(question: GoldQuestion, record: Record) -> Share:
    """Whether the answer is in the question's language and script, by its own word and by its characters."""
    wanted = question.language
    if wanted is None:
        return NOTHING
    return _once(record.language is wanted and is_in_script(record.text, wanted), known=True)


def failed(question: GoldQuestion, record: Record) -> Share:
    """Whether the question got no answer at all."""
    return _once(record.failed, known=True)


MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        handled_rightly,
        gold_fact_recall,
        all_gold_facts,
        abstention_precision,
        abstention_recall,
        false_abstention,
        citation_validity,
        figure_faithfulness,
        gold_source_hit,
        language_match,
        failed,
    )
}
LOWER_IS_BETTER = frozenset(("false_abstention", "failed"))


def measure(question: GoldQuestion, record: Record) -> dict[str, Share]:
    """Every measure of one answer."""
    return {name: one(question, record) for name, one in MEASURES.items()}


def _once(value: float, *, known: bool) -> Share:
    return Share(float(value), 1) if known else NOTHING


def _is_valid(sentence: CitedSentence, record: Record) -> bool | None:
    by_number = {citation.n: citation for citation in record.citations}
    if not sentence.citations or any(number not in by_number for number in sentence.citations):
        return False
    cited = [by_number[number] for number in sentence.citations]
    if any(citation.passage_id not in record.passages for citation in cited):
        return None
    texts = [record.passages[citation.passage_id] or "" for citation in cited]
    return all(
        bool(citation.quote.strip()) and _plain(citation.quote) in _plain(text)
        for citation, text in zip(cited, texts, strict=True)
    )


def _evidence(record: Record) -> str:
    texts = (record.passages.get(citation.passage_id, citation.quote) or "" for citation in record.citations)
    return "\n".join(texts)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _without_marks(text: str) -> str:
    """The text without its citation marks, [1], which are no figures."""
    return re.sub(r"\[\d{1,3}\]", "", text)


def _address(url: str) -> str:
    """An address without what does not change the page: scheme, www., trailing slash, fragment, escapes."""
    parts = urlsplit(url.strip())
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}")
