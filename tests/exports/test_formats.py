"""All three files say what the answers say, in the same words."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest

from bot.answer.compose import in_script
from bot.app import Bot
from bot.exports.conversation import Conversation
from bot.exports.formats import Format, export
from bot.exports.words import ExportWords, load_export_words
from bot.languages.dates import spoken
from bot.settings import Settings
from bot.types import Answer, Language, Status
from tests.exports import samples
from tests.exports.reading import squeezed, words


@pytest.fixture(scope="module")
def wording(settings: Settings) -> Mapping[Language, ExportWords]:
    return load_export_words(settings.prompts_dir)


def _expected(answer: Answer) -> list[str]:
    """What must be found of an answer, in order; written down apart from what builds the document."""
    said = []
    for sentence in answer.sentences:
        numbers = "".join(f"[{number}]" for number in sentence.citations)
        said.append(f"{sentence.mark}{sentence.text}{numbers}")
        said.append(sentence.remark)
    for row in answer.table.rows if answer.table else ():
        said += [row.head, *(f"{cell.text}[{cell.n}]" for cell in row.cells)]
    said += [f"{point.value:,g}" for point in (answer.series.points if answer.series else ())]
    for citation in answer.citations:
        source = citation.source
        said += [f"[{citation.n}]{source.publisher}", source.title, spoken(source.date, answer.language)]
        said += [spoken(citation.as_of, answer.language)]
        said += [in_script(citation.quote, answer.language, citation.quote_language), source.url]
    return [squeezed(text) for text in said if text]


def _assert_in_order(parts: list[str], text: str) -> None:
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is not after {text[max(0, at - 80) : at]!r}"
        at = found + len(part)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("wanted", list(Format))
def test_a_file_says_all_that_an_answer_says(
    wanted: Format, language: Language, wording: Mapping[Language, ExportWords]
) -> None:
    told = samples.whole(language)

    text = words(export(told, wanted, wording), wanted)

    answer = samples.answer(language)
    frame, page = wording[language].own, wording[language].page
    front = [frame("title"), spoken("2026-11-29", language), "00aa1c136a2520d5", frame("notice")]
    status = [answer.notice, page("status_partial"), page("made_worded", model="openai:some_model"), "Not so:"]
    rest = ["No evidence here for 2019.", "[3]HKEX", "Survey 2025", "2.Dubai?", page("status_no_evidence")]
    ending = ["https://example.org/contact/", "3.Gone?", frame("gone")]
    _assert_in_order([squeezed(part) for part in [*front, "1.", samples.QUESTIONS[language], *status]], text)
    _assert_in_order(_expected(answer), text)
    _assert_in_order([squeezed(part) for part in [*rest, *ending]], text)


@pytest.mark.parametrize("language", list(Language))
def test_all_files_say_the_same_words_in_the_same_order(
    language: Language, wording: Mapping[Language, ExportWords]
) -> None:
    told = samples.whole(language)

    markdown, word, pdf = (words(export(told, wanted, wording), wanted) for wanted in Format)

    assert markdown == word
    assert pdf == word


@pytest.mark.parametrize("wanted", list(Format))
def test_the_same_conversation_gives_the_same_bytes(wanted: Format, wording: Mapping[Language, ExportWords]) -> None:
    told = samples.whole(Language.ZH_HANT)

    assert export(told, wanted, wording) == export(told, wanted, wording)


@pytest.mark.parametrize("wanted", list(Format))
@pytest.mark.parametrize("status", [status for status in Status if not status.has_evidence])
def test_an_answer_without_evidence_is_said_in_full(
    status: Status, wanted: Format, wording: Mapping[Language, ExportWords]
) -> None:
    told = samples.conversation(("?", samples.declined(Language.EN, status)))

    text = words(export(told, wanted, wording), wanted)

    assert "Ihavenoevidence.YoucanaskInvestHK:https://example.org/contact/" in text


@pytest.mark.parametrize(
    "question",
    [
        "企业财资中心的优惠税率是多少",
        "比較主板與GEM上市",
        "How many mainland companies are there in Hong Kong?",
        "点样喺香港成立公司，要咩文件？",
        "What is the tax rate for a treasury centre in Dubai?",
    ],
)
def test_answers_as_they_are_given_are_said_by_every_file(
    question: str, bot: Bot, wording: Mapping[Language, ExportWords]
) -> None:
    answer = bot.advisor.answer(question)
    told = samples.conversation((question, answer), language=answer.language)

    said = {wanted: words(export(told, wanted, wording), wanted) for wanted in Format}

    assert len(set(said.values())) == 1
    for text in said.values():
        _assert_in_order(_expected(answer), text)


def test_each_answer_is_framed_in_its_own_language(wording: Mapping[Language, ExportWords]) -> None:
    answer = replace(samples.answer(Language.ZH_HANS), mode="extractive", model=None)
    text = export(samples.conversation(("?", answer)), Format.MARKDOWN, wording).decode()

    assert text.startswith("# GoGlobal Advisor: questions and answers\n")
    assert "内容直接引自资料" in text


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not on the PATH")
def test_libreoffice_opens_the_word_file(tmp_path: Path, wording: Mapping[Language, ExportWords]) -> None:
    told: Conversation = samples.whole(Language.ZH_HANT)
    (tmp_path / "a.docx").write_bytes(export(told, Format.DOCX, wording))

    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [
            "soffice",
            home,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            tmp_path / "a.docx",
        ],
        check=True,
        capture_output=True,
    )

    text = squeezed((tmp_path / "a.txt").read_text(encoding="utf-8-sig"))
    _assert_in_order([squeezed(part) for part in _expected(samples.answer(Language.ZH_HANT))], text)
