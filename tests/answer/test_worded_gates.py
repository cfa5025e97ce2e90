"""The gates that a model's sentences pass beside those of every answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer import compose
from bot.answer.completions import read_completion
from bot.answer.corpus import Corpus
from bot.answer.fence import Fence
from bot.answer.gates import Evidence, Fault, Finding, find_fault, find_lie
from bot.documents.folder import read_knowledge
from bot.types import Language
from tests.factories import corpus, document, fact, section, term
from tests.llm.server import quote

_ROOT = Path(__file__).parents[2]
_ENGLISH = (
    fact(text="Under section 14D the CTC tax rate is 8.25%, half of 16.5%, for profits of HK$1.43 billion."),
    fact(id="office", text="Algernon Yau opened the office in May 2025; see https://gov.example/office."),
)
_CHINESE = (
    fact(text="根據第14D條，財資中心的稅率為8.25%，即16.5%的一半，利潤為14.3億港元。"),
    fact(id="office", text="局長丘應樺於2025年5月為辦事處揭幕，詳見 https://gov.example/office 。"),
)
_CORPUS = corpus(
    document(section(*_ENGLISH)),
    document(section(*_CHINESE), language=Language.ZH_HANT),
    terms=(
        term("corporate treasury centre", "企业财资中心", "企業財資中心", "CTC"),
        term("InvestHK", "投资推广署", "投資推廣署"),
    ),
)


def _evidence(language: Language) -> Evidence:
    views = [_CORPUS.view(name, language) for name in ("rate", "office")]
    citations = compose.cite(views, _CORPUS, language, date(2026, 1, 2))
    return Evidence(citations={one.n: one for one in citations}, terms=_CORPUS.terms, language=language)


def _find(text: str, cited: Sequence[int], language: Language = Language.EN) -> Finding | None:
    evidence = _evidence(language)
    return find_fault(text, cited, evidence) or find_lie(text, cited, evidence)


@pytest.mark.parametrize(
    ("text", "cited", "language"),
    [
        ("The CTC tax rate is 8.25%.", (1,), Language.EN),
        ("Under section 14D a corporate treasury centre is taxed at a rate of 8.25%.", (1,), Language.EN),
        ("Algernon Yau opened the office in May 2025, and the tax rate is half of 16.5%.", (1, 2), Language.EN),
        ("财资中心的税率为8.25%。", (1,), Language.ZH_HANS),
        ("財資中心的稅率為16.5%的一半。", (1,), Language.ZH_HANT),
        ("局長丘應樺於2025年5月揭幕。", (2,), Language.ZH_HANT),
    ],
)
def test_what_the_cited_passages_state_passes(text: str, cited: tuple[int, ...], language: Language) -> None:
    assert _find(text, cited, language) is None


@pytest.mark.parametrize(
    ("text", "cited", "fault", "detail"),
    [
        ("The tax rate is **8.25%**.", (1,), Fault.MARKUP, ""),
        ("The tax rate is 8.25%, see rates.example.com.", (1,), Fault.ADDRESS, ""),
        ("The tax rate is 8.25%.", (), Fault.UNCITED, ""),
        ("The tax rate is 8.25%.", (1, 7), Fault.UNKNOWN, "7"),
        ("CTC 的稅率為8.25%。", (1,), Fault.SCRIPT, ""),
        ("The tax rate is 8.5%.", (1,), Fault.FIGURE, "8.5%"),
        ("The tax rate is about 8%.", (1,), Fault.FIGURE, "8%"),
        ("The profits are HK$1.4 billion.", (1,), Fault.FIGURE, "HKD 1400000000"),
        ("The profits are US$183 million.", (1,), Fault.FIGURE, "USD 183000000"),
        ("The tax rate is 8.25% since May 2025.", (1,), Fault.FIGURE, "2025-05"),
        ("Under section 14E the tax rate is 8.25%.", (1,), Fault.FIGURE, "section14e"),
        ("The tax rate is a third of 16.5%.", (1,), Fault.FIGURE, "third"),
        ("Algernon Yau set the tax rate of 8.25%.", (1,), Fault.NAME, "Algernon, Yau"),
        ("InvestHK opened the office in May 2025.", (2,), Fault.NAME, "InvestHK"),
        ("The tax rate for profits from Singapore is 8.25%.", (1,), Fault.NAME, "Singapore, SG"),
        ("You should move money out of the bank tomorrow.", (1,), Fault.UNSUPPORTED, ""),
    ],
)
def test_what_they_do_not_state_is_found(text: str, cited: tuple[int, ...], fault: Fault, detail: str) -> None:
    finding = _find(text, cited)

    assert finding is not None
    assert finding.fault is fault
    assert detail in finding.detail


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("財資中心的稅率為8.25%。", Language.ZH_HANS, Fault.SCRIPT),
        ("财资中心的税率为8.25%。", Language.ZH_HANT, Fault.SCRIPT),
        ("財資中心的稅率为8.25%。", Language.ZH_HANT, Fault.SCRIPT),
        ("The CTC tax rate is 8.25%.", Language.ZH_HANT, Fault.SCRIPT),
        ("The tax rate is 8.25% 税。", Language.ZH_HANS, Fault.SCRIPT),
        ("财资中心的税率为百分之九。", Language.ZH_HANS, Fault.FIGURE),
        ("财资中心的利润为约14亿港元。", Language.ZH_HANS, Fault.FIGURE),
        ("投资推广署的税率为8.25%。", Language.ZH_HANS, Fault.NAME),
        ("您应当尽快把资金汇往海外。", Language.ZH_HANS, Fault.UNSUPPORTED),
    ],
)
def test_the_gates_hold_in_chinese(text: str, language: Language, fault: Fault) -> None:
    finding = _find(text, (1,), language)

    assert finding is not None
    assert finding.fault is fault


def test_another_name_beside_a_title_is_found_in_chinese() -> None:
    finding = _find("局長陳大文於2025年5月為辦事處揭幕。", (2,), Language.ZH_HANT)

    assert finding == Finding(fault=Fault.NAME, detail="陈大文")


def test_an_address_passes_only_with_the_passage_that_it_stands_in() -> None:
    evidence = _evidence(Language.EN)
    text = "Algernon Yau opened the office; see https://gov.example/office."

    assert find_lie(text, (2,), evidence) is None
    assert find_fault(text, (2,), evidence) == Finding(fault=Fault.ADDRESS)  # the model was not shown it
    assert find_lie("The tax rate is 8.25%, see https://gov.example/office.", (1,), evidence) == Finding(
        fault=Fault.ADDRESS
    )


@pytest.mark.parametrize("language", list(Language))
def test_every_shipped_fact_passes_when_a_model_quotes_it(language: Language) -> None:
    shipped = Corpus(read_knowledge(_ROOT / "knowledge"), "v1")
    faults = []
    for view in shipped.views(language).values():
        (citation,) = compose.cite([view], shipped, language, date(2026, 11, 22))
        evidence = Evidence(citations={1: replace(citation, n=1)}, terms=shipped.terms, language=language)
        fence = Fence("t0k3n")
        for draft in read_completion(quote([(1, fence(evidence.text([1])))])):
            found = find_fault(draft.text, draft.cited, evidence)
            found = found or find_lie(fence.restore(draft.text), draft.cited, evidence)
            faults += [(draft.text, found)] if found else []

    assert faults == []
