import pytest

from bot.answer.claims import names_missing, numerals_missing, shared
from bot.languages.terms import TermIndex
from tests.factories import term

_TERMS = TermIndex(
    [
        term("Hong Kong Monetary Authority", "香港金融管理局", "香港金融管理局", "HKMA", "金管局"),
        term("corporate treasury centre", "企业财资中心", "企業財資中心", "CTC"),
    ]
)
_EVIDENCE = (
    "Algernon Yau, the Secretary for Commerce, steers the Task Force of the Hong Kong Monetary Authority; "
    "qualifying corporate treasury centres in the Pilot Scheme pay half."
)
_CHINESE = "商務及經濟發展局局長丘應樺督導專班，金管局推出「易出海」計劃，與新加坡合作。"


@pytest.mark.parametrize(
    "text",
    [
        "Algernon Yau steers it.",
        "The Secretary steers the Task Force.",
        "Qualifying CTCs pay half.",
        "It is the HKMA's Task Force.",
        "Under the Pilot Scheme it is half.",
        "It steers what it pays.",
    ],
)
def test_names_of_the_evidence_are_known(text: str) -> None:
    assert names_missing(text, _EVIDENCE, _TERMS) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("It is steered by Chan Yau.", "Chan"),
        ("InvestHK steers it.", "InvestHK"),
        ("It is the SFC.", "SFC"),
        ("The “Grand Plan” pays half.", "Grand"),
        ("It is paid in Singapore.", "Singapore"),
        ("Temasek pays half.", "Temasek"),
        ("They pay in pilot scheme “without any limit”.", "without any limit"),
    ],
)
def test_other_names_are_missing(text: str, missing: str) -> None:
    assert missing in names_missing(text, _EVIDENCE, _TERMS)


def test_a_term_that_the_evidence_does_not_name_is_missing_however_it_is_written() -> None:
    assert names_missing("the hkma pays", "The centre pays.", _TERMS) == ["Hong Kong Monetary Authority"]


@pytest.mark.parametrize(
    "text", ["局長丘應樺督導專班。", "局长丘应桦督导。", "香港金融管理局推出“易出海”。", "与新加坡合作。"]
)
def test_names_of_chinese_evidence_are_known_in_either_script(text: str) -> None:
    assert names_missing(text, _CHINESE, _TERMS) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("局長陳大文督導專班。", "陈大文"),
        ("由陳大文局長督導專班。", "陈大文"),
        ("推出「易上市」計劃。", "易上市"),
        ("由InvestHK督導。", "InvestHK"),
        ("與日本合作。", "JP"),
    ],
)
def test_other_names_are_missing_in_chinese_too(text: str, missing: str) -> None:
    assert missing in names_missing(text, _CHINESE, _TERMS)


@pytest.mark.parametrize(
    ("text", "evidence", "missing"),
    [
        ("It is half.", "It is half of 16.5%.", []),
        ("It is twice that.", "It is 16.5%.", ["twice"]),
        ("About five hundred firms.", "560 firms.", ["five", "hundred"]),
        ("约五成企业。", "約56%企業。", ["五成"]),
        ("五百六十間企業。", "560間企業。", ["五百六十"]),
        ("一半的企业。", "一半的企業。", []),
        ("三家企業。", "三家企業。", []),
        ("三家企業。", "五家企業。", ["三"]),
    ],
)
def test_numbers_in_words_have_to_stand_in_the_evidence(text: str, evidence: str, missing: list[str]) -> None:
    assert numerals_missing(text, evidence) == missing


def test_what_a_sentence_shares_with_its_evidence() -> None:
    assert shared("The rate is half.", "Half is the rate for firms.") == 1
    assert shared("Trust your banker.", "The rate is half.") == 0
    assert shared("税率減半", "税率减半") == 1
    assert shared("it is", "it is") == 0
