"""Joins the stages: opens the settings and hands each stage plain values; the only place that knows every class."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer.advisor import Advisor
from bot.answer.corpus import Corpus
from bot.answer.domain import Domain
from bot.answer.evidence import EvidenceJudge
from bot.answer.matcher import Matcher
from bot.answer.ranking import Ranker
from bot.answer.rewriting import Rewriter
from bot.answer.wording import Writer
from bot.documents.collection import read_collection
from bot.documents.folder import read_knowledge
from bot.encoder.encoder import NgramEncoder
from bot.errors import UsageError
from bot.index.bilingual import BilingualEmbedder
from bot.index.build import BuildReport, LoadedIndex, build_index, load_index
from bot.index.minilm import MiniLmEmbedder
from bot.index.sentence_transformer import SentenceTransformerEmbedder
from bot.llm.breaker import BreakingModel
from bot.llm.langchain_model import LangChainModel
from bot.llm.limits import LimitedModel, Limits
from bot.prompts import load_words
from bot.protocols import ChatModel, Embedder, Progress
from bot.retrieval.hybrid import HybridRetriever
from bot.settings import Settings
from bot.types import Knowledge

if TYPE_CHECKING:
    from bot.receipts.store import Receipts

_RECEIPTS = "receipts.sqlite"


@dataclass(frozen=True, slots=True)
class Bot:
    """An advisor with the index that it answers from."""

    advisor: Advisor
    index: LoadedIndex


@cache
def _ngrams() -> NgramEncoder:
    """The n-gram encoder, whose weights are loaded once for all that read with it."""
    return NgramEncoder()


def build_embedder(settings: Settings) -> Embedder:
    """The configured embedding model, or the embedded ones for English and Chinese; not yet loaded."""
    if settings.embedding_model:
        return SentenceTransformerEmbedder(settings.embedding_model)
    return build_bilingual(settings)


def build_bilingual(settings: Settings) -> BilingualEmbedder:
    """The embedded models for English and Chinese, whatever is configured; not yet loaded."""
    return BilingualEmbedder(MiniLmEmbedder(settings.model_dir), _ngrams())


def ingest(settings: Settings, path: Path, *, rebuild: bool, progress: Progress) -> BuildReport:
    """Bring the index to a knowledge folder, or to a collection of texts in JSON Lines."""
    knowledge = read_collection(path) if path.is_file() else read_knowledge(path)
    return ingest_knowledge(settings, knowledge, rebuild=rebuild, progress=progress)


def ingest_knowledge(settings: Settings, knowledge: Knowledge, *, rebuild: bool, progress: Progress) -> BuildReport:
    """Bring the index to knowledge that is read already."""
    return build_index(knowledge, settings.data_dir, build_embedder(settings), rebuild=rebuild, progress=progress)


def build_retriever(settings: Settings) -> HybridRetriever:
    """Open the index for retrieval alone; raises an `IndexMissingError` and its kin."""
    embedder = build_embedder(settings)
    return HybridRetriever(load_index(settings.data_dir, embedder.name), embedder, _ngrams())


def build_model(settings: Settings) -> ChatModel:
    """The language model of the settings, within their limits; raises `UsageError` when it cannot be opened."""
    limits = Limits(
        seconds=settings.llm_timeout,
        reply_tokens=settings.llm_max_tokens,
        daily_tokens=settings.llm_daily_tokens,
        daily_cost=settings.llm_daily_cost,
        input_price=settings.llm_input_price,
        output_price=settings.llm_output_price,
    )
    limited = LimitedModel(LangChainModel(settings.llm, settings, max_tokens=settings.llm_max_tokens), limits)
    return BreakingModel(limited, settings.llm_failures, settings.llm_rest)


def build_receipts(settings: Settings) -> "Receipts | None":
    """The store of answers, not yet opened, or None where none are kept; raises `UsageError` for a bad address."""
    return _receipts(settings) if settings.store_answers else None


def open_receipts(settings: Settings) -> "Receipts":
    """The store that there is, whether or not answers are still kept; raises `UsageError` where there is none."""
    if not settings.store_url.get_secret_value() and not (settings.data_dir / _RECEIPTS).is_file():
        raise UsageError(f"No answers are kept in {settings.data_dir}. Choose another with --data-dir.")
    return _receipts(settings)


def _receipts(settings: Settings) -> "Receipts":
    from bot.receipts.database import file_url
    from bot.receipts.store import Receipts

    url = settings.store_url.get_secret_value() or file_url(settings.data_dir / _RECEIPTS)
    return Receipts(url, store_questions=settings.store_questions)


def build_ranker(corpus: Corpus, index: LoadedIndex) -> Ranker:
    """What ranks the facts of a corpus, or of a part of one, that is indexed; its weights are loaded on first use."""
    return Ranker(corpus, index.sparse, Matcher(_ngrams()))


def build_judge(corpus: Corpus, index: LoadedIndex, judging: type[EvidenceJudge] = EvidenceJudge) -> EvidenceJudge:
    """What decides, by a kind of judge, whether facts of a corpus, or of a part of one, that is indexed answer."""
    outside, domain = index.knowledge.outside, Domain(_ngrams())
    return judging(index.sparse, corpus.terms, outside, newest=corpus.updated, domain=domain)


def build_bot(settings: Settings) -> Bot:
    """Open the index, and the language model if one is set; raises an `IndexMissingError` and its kin."""
    model = build_model(settings) if settings.llm else None
    embedder = build_embedder(settings)
    index = load_index(settings.data_dir, embedder.name)
    corpus = Corpus(index.knowledge, index.manifest.corpus_version)
    advisor = Advisor(
        HybridRetriever(index, embedder, _ngrams()),
        build_ranker(corpus, index),
        build_judge(corpus, index),
        load_words(settings.prompts_dir, "messages"),
        settings.question_max_chars,
    )
    if model:
        prompts = load_words(settings.prompts_dir, "wording")
        advisor = advisor.with_model(Writer(model, prompts, corpus.terms), Rewriter(model, prompts, corpus.terms))
    return Bot(advisor, index)
