import html
import re
from dataclasses import replace

import pytest

from bot.app import Bot
from bot.interfaces.topics import Topic
from bot.interfaces.web import render
from bot.interfaces.web.conversation import Conversation, Turn
from bot.interfaces.web.view import View
from bot.types import Language


def _thread(view: View, *turns: Turn) -> str:
    return render.thread(view, Conversation(view.language, turns))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "![x](https://evil.example/x.png)",
        "{{value}}",
        "${1+1}",
    ],
)
def test_a_question_is_shown_as_text_whatever_it_holds(view: View, hostile: str) -> None:
    shown = _thread(view, Turn(hostile))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "{{" not in shown
    assert "${" not in shown


def test_sentences_appear_as_they_are_streamed(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("What is InvestHK?")
    assert len(answer.sentences) > 1
    first = _thread(view, Turn("q", answer, shown=1))
    whole = _thread(view, Turn("q", answer, shown=len(answer.sentences)))
    assert first.count("gg-sentence") == 1
    assert "gg-actions" not in first
    assert whole.count("gg-sentence") == len(answer.sentences)
    assert "gg-actions" in whole


def test_each_sentence_has_its_citation_and_its_date(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("When was the GoGlobal Task Force launched?")
    shown = _thread(view, Turn("q", answer, shown=9))
    assert 'data-cite="1"' in shown
    assert "as of" in shown


def test_a_remark_stands_beside_the_date_of_its_sentence(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("When was the GoGlobal Task Force launched?")
    first, *rest = answer.sentences
    marked = replace(answer, sentences=(replace(first, remark="Ask <again>."), *rest))
    shown = _thread(view, Turn("q", marked, shown=1))
    assert " · Ask &lt;again&gt;.</small>" in shown


@pytest.mark.parametrize(
    ("mode", "model", "told", "untold"),
    [
        ("extractive", None, "quoted from the fact sheets", "worded by"),
        ("extractive_fallback", "openai:m", "quoted from the fact sheets", "openai:m"),
        ("llm", "openai:<m>", "worded by openai:&lt;m&gt;, each sentence checked", "quoted from"),
    ],
)
def test_an_answer_says_whether_a_model_worded_it(
    view: View, bot: Bot, mode: str, model: str | None, told: str, untold: str
) -> None:
    answer = replace(bot.advisor.answer("When was the GoGlobal Task Force launched?"), mode=mode, model=model)
    summary = re.search(r'<p class="gg-summary">.*?</p>', _thread(view, Turn("q", answer, shown=1)))
    assert summary is not None
    assert told in summary[0]
    assert untold not in summary[0]


def test_what_has_no_evidence_is_neither_quoted_nor_worded(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("What is the weather in Paris?")
    assert not answer.citations
    assert "quoted from" not in _thread(view, Turn("q", answer, shown=9))


def test_the_panel_quotes_the_fact_and_links_its_source(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("Who steers the GoGlobal Task Force?")
    panel = render.sources(view, Turn("q", answer, shown=9))
    assert answer.citations[0].quote in html.unescape(panel)
    assert f'href="{answer.citations[0].source.url}"' in html.unescape(panel)
    assert 'rel="noopener noreferrer"' in panel


def test_a_declined_question_links_the_contact_and_offers_questions(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("What is the telephone hotline of the GoGlobal Task Force?")
    shown = _thread(view, Turn("q", answer))
    assert "No evidence found" in shown
    assert 'href="https://www.investhk.gov.hk"' in shown
    assert "data-ask=" in shown


def test_the_choices_of_a_question_asked_back_can_be_clicked(view: View, bot: Bot) -> None:
    answer = bot.advisor.answer("how much is the fee")
    page = _thread(view, Turn(question=answer.question, answer=answer, shown=0))

    assert answer.follow_up_suggestions
    assert all(f'data-ask="{choice}"' in page for choice in answer.follow_up_suggestions)


def test_the_landing_shows_the_first_topics_and_folds_the_rest(view: View) -> None:
    topics = [Topic(f"t{number}", f"Topic {number}", (f"Question {number}?",)) for number in range(8)]
    first, _, rest = render.landing(view, topics).partition("<details")
    assert "Topic 5" in first
    assert "Topic 6" not in first
    assert "Topic 7" in rest


def test_the_page_says_how_far_the_index_is(view: View) -> None:
    assert 'value="40"' in render.preparing(view, 40, "")
    assert "no &lt;space&gt;" in render.preparing(view, 0, "no <space>")


def test_a_wrong_choice_of_answer_to_show_leaves_an_empty_panel(view: View) -> None:
    assert "gg-source" not in render.sources(view, None)


@pytest.mark.parametrize("language", list(Language))
def test_each_source_card_leads_to_its_fact_in_the_knowledge_base(view: View, bot: Bot, language: Language) -> None:
    answer = bot.advisor.answer("Who steers the GoGlobal Task Force?", language)
    panel = render.sources(view, Turn("q", answer, shown=9))

    for citation in answer.citations:
        fact_id = citation.passage_id.rpartition("#")[2]
        assert f'href="/knowledge/{citation.document_id}?lang={language.value}#{fact_id}"' in panel
    assert panel.count(view.of(language).words("in_knowledge")) == len(answer.citations)


@pytest.mark.parametrize("topic", ["My report.pdf", "reports/2025", "報告", "A"])
def test_a_text_that_is_no_sheet_has_no_link_to_the_knowledge_base(view: View, bot: Bot, topic: str) -> None:
    answer = bot.advisor.answer("Who steers the GoGlobal Task Force?")
    texts = replace(answer, citations=tuple(replace(one, document_id=topic) for one in answer.citations))

    assert "/knowledge" not in render.sources(view, Turn("q", texts, shown=9))


def test_what_a_question_has_wrong_is_said_as_text_before_the_sentences(view: View, bot: Bot) -> None:
    answer = replace(bot.advisor.answer("What is InvestHK?"), correction="Not <b>15%</b>:")
    shown = _thread(view, Turn("q", answer, shown=1))
    assert "Not &lt;b&gt;15%&lt;/b&gt;:" in shown.partition("gg-sentence")[0]
