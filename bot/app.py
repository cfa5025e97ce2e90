"""Joins the stages: opens the settings and hands each stage plain values; the only place that knows every class."""

from dataclasses import dataclass
from pathlib import Path

from bot.answer.advisor import Advisor
from bot.answer.corpus import Corpus
from bot.answer.evidence import EvidenceJudge
from bot.documents.folder import read_knowledge
from bot.index.build import BuildReport, LoadedIndex, build_index, load_index
from bot.index.minilm import MiniLmEmbedder
from bot.index.sentence_transformer import SentenceTransformerEmbedder
from bot.prompts import load_words
from bot.protocols import Embedder, Progress
from bot.retrieval.hybrid import HybridRetriever
from bot.settings import Settings
from bot.types import Language


@dataclass(frozen=True, slots=True)
class Bot:
    """An advisor with the index that it answers from."""

    advisor: Advisor
    index: LoadedIndex


def build_embedder(settings: Settings) -> Embedder:
    """The configured embedding model, not yet loaded."""
    if settings.embedding_model:
        return SentenceTransformerEmbedder(settings.embedding_model)
    return MiniLmEmbedder(settings.model_dir)


def ingest(settings: Settings, knowledge_dir: Path, *, rebuild: bool, progress: Progress) -> BuildReport:
    """Bring the index to the knowledge folder."""
    knowledge = read_knowledge(knowledge_dir)
    return build_index(knowledge, settings.data_dir, build_embedder(settings), rebuild=rebuild, progress=progress)


def build_bot(settings: Settings) -> Bot:
    """Open the index and answer from it; raises an `IndexMissingError` and its kin."""
    embedder = build_embedder(settings)
    index = load_index(settings.data_dir, embedder.name)
    # The embedded model knows English only; a configured one is taken to be multilingual.
    dense_languages = tuple(Language) if settings.embedding_model else (Language.EN,)
    corpus = Corpus(index.knowledge, index.manifest.corpus_version)
    advisor = Advisor(
        corpus,
        HybridRetriever(index, embedder, dense_languages),
        EvidenceJudge(index.sparse, corpus.terms, index.knowledge.outside),
        load_words(settings.prompts_dir, "messages"),
        settings.question_max_chars,
    )
    return Bot(advisor, index)
