"""What the gates make of sentences worded anew from shipped facts: faithful ones, and ones turned round by hand.

`python -m tests.answer.test_paraphrases` prints the figures and each sentence judged wrongly.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.answer import compose, gates
from bot.answer.corpus import Corpus
from bot.answer.gates import Evidence, Finding, find_fault, find_lie
from bot.documents.folder import read_knowledge
from bot.types import Language

_ROOT = Path(__file__).parents[2]
_FAITHFUL = "faithful"
_FALSE_ALARMS, _CAUGHT = 0.10, 0.88


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """A sentence that cites facts, with what was done to their meaning; `half` is "built" or "kept"."""

    half: str
    kind: str
    language: Language
    fact_ids: tuple[str, ...]
    text: str


def paraphrases() -> Iterator[Paraphrase]:
    """The rows of the table."""
    for line in (Path(__file__).parent / "paraphrases.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            half, kind, language, facts, text = line.split("\t")
            yield Paraphrase(
                half=half, kind=kind, language=Language(language), fact_ids=tuple(facts.split(",")), text=text
            )


@cache
def _shipped() -> Corpus:
    return Corpus(read_knowledge(_ROOT / "knowledge"), "v1")


def judge(one: Paraphrase) -> Finding | None:
    """What the gates find in a sentence that cites its facts."""
    corpus = _shipped()
    views = [corpus.view(name, one.language) for name in one.fact_ids]
    citations = compose.cite(views, corpus, one.language, date(2026, 11, 22))
    evidence = Evidence(citations={cited.n: cited for cited in citations}, terms=corpus.terms, language=one.language)
    numbers = tuple(evidence.citations)
    return find_fault(one.text, numbers, evidence) or find_lie(one.text, numbers, evidence)


def share_stopped(half: str, *, faithful: bool) -> float:
    """Which share of the faithful, or of the turned, sentences of a half is not shown."""
    judged = [
        judge(one) is not None for one in paraphrases() if one.half == half and (one.kind == _FAITHFUL) is faithful
    ]
    return sum(judged) / len(judged)


def test_the_table_has_every_kind_in_every_script_in_both_halves() -> None:
    counted = Counter((one.half, one.kind, one.language) for one in paraphrases())
    turned = {kind for _, kind, _ in counted} - {_FAITHFUL}

    assert turned == {"negation", "modality", "comparator", "order", "roles", "year", "term"}
    assert {
        counted[half, kind, language] for half in ("built", "kept") for kind in turned for language in Language
    } == {3}
    assert {counted[half, _FAITHFUL, language] for half in ("built", "kept") for language in Language} == {10}


@pytest.mark.parametrize("half", ["built", "kept"])
def test_faithful_sentences_pass(half: str) -> None:
    assert share_stopped(half, faithful=True) <= _FALSE_ALARMS


@pytest.mark.parametrize("half", ["built", "kept"])
def test_turned_sentences_are_stopped(half: str) -> None:
    assert share_stopped(half, faithful=False) >= _CAUGHT


@pytest.mark.parametrize(
    ("gate", "kinds"),
    [
        ("turned", ("negation", "modality")),
        ("unbounded", ("comparator", "order")),
        ("misplaced", ("year", "term")),
        ("swapped", ("roles",)),
    ],
)
def test_without_a_gate_what_it_stops_is_shown(
    gate: str, kinds: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [one for one in paraphrases() if one.kind in kinds and judge(one)]
    monkeypatch.setattr(gates, gate, lambda text, evidence: [])
    shown = [one for one in before if judge(one) is None]

    assert {one.kind for one in shown} == {*kinds}
    assert {one.language for one in shown} == {*Language}


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_HANS])
def test_a_fact_quoted_with_its_whole_section_passes(language: Language) -> None:
    sections: dict[str, list[str]] = defaultdict(list)
    for view in _shipped().views(language).values():
        sections[view.section.id].append(view.fact.text)
    twisted = [text for texts in sections.values() for text in texts if gates.find_twist(text, "\n".join(texts))]

    assert twisted == []


def _report() -> None:
    stopped: Counter[tuple[str, str, str]] = Counter()
    total: Counter[tuple[str, str, str]] = Counter()
    for one in paraphrases():
        finding = judge(one)
        for kind in {one.kind, _FAITHFUL if one.kind == _FAITHFUL else "turned"}:
            for language in (one.language, "all"):
                total[one.half, kind, language] += 1
                stopped[one.half, kind, language] += finding is not None
        if (finding is not None) is (one.kind == _FAITHFUL):
            sys.stdout.write(f"{one.half} | {one.kind} | {one.text} | {finding}\n")
    for key in sorted(total):
        sys.stdout.write(f"{' '.join(key)} {stopped[key]}/{total[key]}\n")


if __name__ == "__main__":
    _report()
