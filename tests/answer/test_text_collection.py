import json
from pathlib import Path

import pytest

from bot.app import Bot, build_bot, ingest
from bot.languages.detection import is_in_script
from bot.settings import Settings
from bot.types import Language, PassageKind, Source, Status

_TEXTS = (
    {
        "id": "larkfield#cards",
        "title": "Borrowing at Larkfield Library",
        "text": "A reader's card is free for residents. Visitors pay a deposit of HK$200 for a card. "
        "Each reader may borrow up to 12 books for 21 days.",
        "url": "https://larkfield.example/cards",
        "date": "2026-02",
    },
    {
        "id": "larkfield-hours",
        "title": "Opening hours of Larkfield Library",
        "text": "Larkfield Library opens at 9 a.m. on weekdays. On Saturdays it closes at 4 p.m.\n\n"
        "The reading room was renovated in May 2025 by Dr. E. Winter.",
        "url": "https://larkfield.example/hours",
    },
    {
        "id": "yunxi",
        "title": "云溪钟楼博物馆",
        "text": "云溪钟楼博物馆于2019年5月开馆。馆内收藏了4,300件古董时钟。博物馆逢星期二闭馆。",
        "url": "https://yunxi.example/about",
        "date": "2026-04-02",
        "language": "zh-Hans",
    },
    {
        "id": "ferry",
        "title": "青螺灣渡輪",
        "text": "青螺灣渡輪每日開出18班。成人單程船費為35港元。渡輪於2016年6月投入服務。",
        "url": "https://ferry.example/fares",
        "date": "2026-05-10",
        "language": "zh-Hant",
    },
)


@pytest.fixture(scope="module")
def library(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The bot over the texts above, in a data folder of its own."""
    folder = tmp_path_factory.mktemp("texts")
    path = folder / "texts.jsonl"
    path.write_text("".join(f"{json.dumps(text, ensure_ascii=False)}\n" for text in _TEXTS), encoding="utf-8")
    own = settings.model_copy(update={"data_dir": folder / "data"})
    report = ingest(own, path, rebuild=False, progress=lambda *step: None)
    assert (report.added, report.changed, report.unchanged, report.removed) == (4, 0, 0, 0)
    return build_bot(own)


@pytest.mark.parametrize(
    ("question", "language", "passage_id", "quote"),
    [
        (
            "What deposit do visitors pay for a card?",
            Language.EN,
            "en/larkfield#cards#larkfield%23cards.2",
            "Visitors pay a deposit of HK$200 for a card.",
        ),
        (
            "How many books may each reader borrow?",
            Language.EN,
            "en/larkfield#cards#larkfield%23cards.3",
            "Each reader may borrow up to 12 books for 21 days.",
        ),
        (
            "When was the reading room renovated?",
            Language.EN,
            "en/larkfield-hours#larkfield-hours.3",
            "The reading room was renovated in May 2025 by Dr. E. Winter.",
        ),
        (
            "云溪钟楼博物馆收藏了多少件古董时钟？",
            Language.ZH_HANS,
            "zh-Hans/yunxi#yunxi.2",
            "馆内收藏了4,300件古董时钟。",
        ),
        ("云溪钟楼博物馆何时开馆？", Language.ZH_HANS, "zh-Hans/yunxi#yunxi.1", "云溪钟楼博物馆于2019年5月开馆。"),
        ("青螺灣渡輪成人船費是多少港元？", Language.ZH_HANT, "zh-Hant/ferry#ferry.2", "成人單程船費為35港元。"),
        ("青螺灣渡輪幾時投入服務？", Language.ZH_HANT, "zh-Hant/ferry#ferry.3", "渡輪於2016年6月投入服務。"),
    ],
)
def test_a_question_in_the_script_of_a_text_is_answered_with_its_sentence(
    library: Bot, question: str, language: Language, passage_id: str, quote: str
) -> None:
    answer = library.advisor.answer(question)

    assert (answer.status, answer.language) == (Status.ANSWERED, language)
    assert (answer.sentences[0].text, answer.sentences[0].citations) == (quote, (1,))
    assert (answer.citations[0].passage_id, answer.citations[0].quote) == (passage_id, quote)
    assert answer.citations[0].quote_language is language
    assert answer.text.startswith(f"{quote} [1]")


@pytest.mark.parametrize(
    ("question", "language", "shown", "quote"),
    [
        (
            "雲溪鐘樓博物館收藏了多少件古董時鐘？",
            Language.ZH_HANT,
            "館內收藏了4,300件古董時鐘。",
            "馆内收藏了4,300件古董时钟。",
        ),
        (
            "雲溪鐘樓博物館幾時開館？",
            Language.ZH_HANT,
            "雲溪鐘樓博物館於2019年5月開館。",
            "云溪钟楼博物馆于2019年5月开馆。",
        ),
        ("青螺湾渡轮成人船费是多少港元？", Language.ZH_HANS, "成人单程船费为35港元。", "成人單程船費為35港元。"),
        ("青螺湾渡轮何时投入服务？", Language.ZH_HANS, "渡轮于2016年6月投入服务。", "渡輪於2016年6月投入服務。"),
    ],
)
def test_a_text_in_the_other_chinese_script_is_shown_in_the_readers_and_quoted_in_its_own(
    library: Bot, question: str, language: Language, shown: str, quote: str
) -> None:
    answer = library.advisor.answer(question)

    assert (answer.status, answer.language, answer.sentences[0].text) == (Status.ANSWERED, language, shown)
    assert answer.citations[0].quote == quote
    assert is_in_script(answer.text, language)


@pytest.mark.parametrize(
    ("question", "source", "heading"),
    [
        (
            "What deposit do visitors pay for a card?",
            Source(
                id="larkfield#cards",
                publisher="larkfield.example",
                title="Borrowing at Larkfield Library",
                date="2026-02",
                url="https://larkfield.example/cards",
                kind="document",
            ),
            "Borrowing at Larkfield Library",
        ),
        (
            "雲溪鐘樓博物館幾時開館？",
            Source(
                id="yunxi",
                publisher="yunxi.example",
                title="云溪钟楼博物馆",
                date="2026-04-02",
                url="https://yunxi.example/about",
                kind="document",
            ),
            "雲溪鐘樓博物館",
        ),
    ],
)
def test_a_citation_names_the_page_and_its_date(library: Bot, question: str, source: Source, heading: str) -> None:
    citation = library.advisor.answer(question).citations[0]

    assert (citation.source, citation.other_sources, citation.heading) == (source, (), heading)
    assert (citation.as_of, citation.undated) == (source.date, False)


def test_a_text_without_date_is_cited_as_undated(library: Bot) -> None:
    citation = library.advisor.answer("When was the reading room renovated?").citations[0]

    assert (citation.source.date, citation.as_of, citation.undated) == ("", "", True)


@pytest.mark.parametrize(
    "question",
    [
        "What deposit do visitors pay for a card?",
        "When does the library close on Saturdays?",
        "云溪钟楼博物馆收藏了多少件古董时钟？",
        "雲溪鐘樓博物館收藏了多少件古董時鐘？",
        "青螺灣渡輪幾時投入服務？",
    ],
)
def test_every_citation_quotes_a_passage_of_the_index_and_every_sentence_has_one(library: Bot, question: str) -> None:
    answer = library.advisor.answer(question)

    for citation in answer.citations:
        passage = library.index.passage(citation.passage_id)
        assert passage is not None
        assert (passage.kind, passage.text, passage.language) == (
            PassageKind.FACT,
            citation.quote,
            citation.quote_language,
        )
    assert [sentence.citations for sentence in answer.sentences] == [(one.n,) for one in answer.citations]
    assert len(answer.sentences) <= 3


def test_a_follow_up_over_texts_is_understood(library: Bot) -> None:
    answer = library.advisor.answer("它何時投入服務？", history=["青螺灣渡輪成人船費是多少港元？"])

    assert answer.sentences[0].text == "渡輪於2016年6月投入服務。"


@pytest.mark.parametrize(
    "question",
    [
        "What is the tax rate of Peru?",
        "Who wrote Hamlet?",
        "What is the telephone number of the library?",
        "How many ships does the museum hold?",
        "秘鲁的企业税率是多少？",
        "火星上有多少个足球场？",
        "秘魯的企業稅率是多少？",
        "火星上有多少個足球場？",
    ],
)
def test_what_the_texts_do_not_hold_is_declined(library: Bot, question: str) -> None:
    answer = library.advisor.answer(question)

    assert answer.status in (Status.NO_EVIDENCE, Status.OUT_OF_SCOPE)
    assert (answer.sentences, answer.citations, answer.follow_up_suggestions) == ((), (), ())
    assert answer.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How much is the ferry?", "In the Chinese original: 渡轮成人船费为25港元。"),
        ("博物馆有多少座钟？", "英文原文：The museum shows 300 clocks."),
    ],
)
def test_a_question_in_a_language_without_the_text_is_answered_with_the_original(
    settings: Settings, tmp_path: Path, question: str, quoted: str
) -> None:
    path = tmp_path / "texts.jsonl"
    texts = ("渡轮成人船费为25港元。渡轮每小时一班。", "The museum shows 300 clocks. It is closed on Mondays.")
    path.write_text("\n".join(json.dumps({"text": text, "date": "2026"}) for text in texts), encoding="utf-8")
    own = settings.model_copy(update={"data_dir": tmp_path / "data"})
    ingest(own, path, rebuild=False, progress=lambda *step: None)

    answer = build_bot(own).advisor.answer(question)

    assert (answer.status, answer.sentences[0].text) == (Status.ANSWERED, quoted)
    assert answer.citations[0].quote == quoted.partition("：" if "：" in quoted else ": ")[2]


def test_what_no_text_in_any_language_holds_is_out_of_scope(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"text": "The museum shows 300 clocks.", "date": "2026"}), encoding="utf-8")
    own = settings.model_copy(update={"data_dir": tmp_path / "data"})
    ingest(own, path, rebuild=False, progress=lambda *step: None)

    answer = build_bot(own).advisor.answer("火星上有多少个足球场？")

    assert (answer.status, answer.citations) == (Status.OUT_OF_SCOPE, ())
