from datetime import UTC, datetime

import pytest

from bot.answer.advisor import Advisor
from bot.answer.evidence import EvidenceJudge
from bot.answer.ranking import Ranker
from bot.answer.serialise import to_json
from bot.app import Bot, build_embedder
from bot.encoder.encoder import NgramEncoder
from bot.errors import QuestionError
from bot.prompts import load_words
from bot.retrieval.hybrid import HybridRetriever
from bot.settings import Settings
from bot.types import Answer, Citation, Freshness, Language, Status


def _at(bot: Bot, settings: Settings, moment: datetime) -> Advisor:
    """The same advisor on another day."""
    corpus = bot.advisor.corpus
    return Advisor(
        HybridRetriever(bot.index, build_embedder(settings), NgramEncoder()),
        Ranker(corpus, bot.index.sparse),
        EvidenceJudge(bot.index.sparse, corpus.terms, corpus.knowledge.outside),
        load_words(settings.prompts_dir, "messages"),
        settings.question_max_chars,
        now=lambda: moment,
    )


@pytest.mark.parametrize(
    ("greeting", "language"), [("Hello!", Language.EN), ("您好", Language.ZH_HANS), ("唔該", Language.ZH_HANT)]
)
def test_a_greeting_is_greeted_without_a_search(bot: Bot, greeting: str, language: Language) -> None:
    answer = bot.advisor.answer(greeting, language)
    assert (answer.status, answer.language, answer.citations) == (Status.GREETING, language, ())


@pytest.mark.parametrize("thanks", ["thank you very much!", "好的，谢谢", "唔該晒"])
def test_thanks_are_not_met_with_a_greeting(bot: Bot, thanks: str) -> None:
    answer = bot.advisor.answer(thanks)
    assert answer.status is Status.GREETING
    assert answer.text not in {bot.advisor.answer(hello).text for hello in ("hello", "您好", "早晨")}


def test_a_question_after_thanks_is_answered(bot: Bot) -> None:
    assert "8.25%" in bot.advisor.answer("谢谢，那财资中心税率多少？").text


def test_the_lead_answers_who_and_when_together(bot: Bot) -> None:
    text = bot.advisor.answer("Who steers the GoGlobal Task Force, and when was it launched?").text
    assert "Algernon Yau" in text
    assert "6 October 2025" in text


@pytest.mark.parametrize(
    "question",
    [
        "How many mainland companies had operations in Hong Kong in 2024 and in 2025?",
        "2024年和2025年有多少内地企业在香港有业务？",
        "2024年和2025年有多少內地企業在港有業務？",
    ],
)
def test_each_year_that_is_asked_for_gets_its_figure(bot: Bot, question: str) -> None:
    text = bot.advisor.answer(question).text
    assert "2,620" in text
    assert "3,090" in text


def test_a_year_without_a_figure_is_named(bot: Bot) -> None:
    answer = bot.advisor.answer("How many Mainland companies were there in Hong Kong in 2019 and in 2025?")
    assert answer.status is Status.PARTIAL
    assert "3,090" in answer.text
    assert answer.text.endswith("I have no evidence here for 2019.")


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What will the weather be tomorrow?", Status.OUT_OF_SCOPE),
        ("明天天气怎么样", Status.OUT_OF_SCOPE),
        ("聽日天氣點", Status.OUT_OF_SCOPE),
        ("Which Hong Kong stock should I buy?", Status.OUT_OF_SCOPE),
        ("推荐一只港股", Status.OUT_OF_SCOPE),
        ("What is the telephone hotline of the GoGlobal Task Force?", Status.NO_EVIDENCE),
    ],
)
def test_what_the_knowledge_does_not_hold_is_declined(bot: Bot, question: str, status: Status) -> None:
    answer = bot.advisor.answer(question)
    assert answer.status is status
    assert answer.citations == ()
    assert answer.contact is not None
    assert answer.follow_up_suggestions


def test_live_sources_that_disagree_are_both_shown(bot: Bot) -> None:
    answer = bot.advisor.answer("What share of offshore RMB payments goes through Hong Kong?")
    assert answer.status is Status.CONFLICT
    assert "75%" in answer.text
    assert "70%" in answer.text


def test_evidence_past_its_review_age_says_so(bot: Bot, indexed: Settings) -> None:
    def freshness(year: int) -> Freshness:
        later = _at(bot, indexed, datetime(year, 1, 1, tzinfo=UTC))
        citation: Citation = later.answer("2025年駐港公司有多少間").citations[0]
        return citation.freshness

    assert (freshness(2027), freshness(2029)) == (Freshness.CURRENT, Freshness.AGEING)


def test_timings_name_every_step(bot: Bot) -> None:
    timings = bot.advisor.answer("What is InvestHK?").timings_ms
    assert list(timings) == ["rewrite", "embed", "retrieve", "compose", "gate", "total"]
    assert timings["total"] > 0


def test_a_question_that_is_too_long_is_refused_before_any_work(bot: Bot) -> None:
    with pytest.raises(QuestionError) as refused:
        bot.advisor.answer("税" * 2001)
    assert (refused.value.key, refused.value.values) == ("question_too_long", {"found": 2001, "limit": 2000})


_ASSISTED = {
    Language.EN: "How many companies did InvestHK assist in 2025?",
    Language.ZH_HANS: "2025年投资推广署协助了多少家企业？",
    Language.ZH_HANT: "2025年投資推廣署協助咗幾多間公司？",
}


@pytest.mark.parametrize(
    ("before", "question", "language"),
    [
        (Language.EN, "and in 2024?", Language.EN),
        (Language.EN, "What about 2024?", Language.EN),
        (Language.EN, "2024?", Language.EN),
        (Language.ZH_HANS, "那2024年呢？", Language.ZH_HANS),
        (Language.ZH_HANS, "2024?", Language.ZH_HANS),
        (Language.ZH_HANT, "那麼2024年呢？", Language.ZH_HANT),
        (Language.ZH_HANT, "咁2024年呢？", Language.ZH_HANT),
        (Language.ZH_HANT, "2024年？", Language.ZH_HANT),
    ],
)
def test_a_follow_up_is_answered_for_the_year_it_names(
    bot: Bot, before: Language, question: str, language: Language
) -> None:
    answer = bot.advisor.answer(question, history=[_ASSISTED[before]])

    assert (answer.status, answer.language, answer.question) == (Status.ANSWERED, language, question)
    assert "2024" in answer.sentences[0].text
    assert "539" in answer.sentences[0].text
    assert "560" not in answer.text


@pytest.mark.parametrize(
    ("before", "question", "name"),
    [
        ("What is the GoGlobal Task Force?", "Who steers it?", "Algernon Yau"),
        ("出海专班是什么？", "它由哪位局长督导？", "丘应桦"),
        ("出海專班係咩？", "佢由邊位局長督導？", "丘應樺"),
    ],
)
def test_a_pronoun_is_about_the_question_before(bot: Bot, before: str, question: str, name: str) -> None:
    assert name in bot.advisor.answer(question, history=[before]).text


def test_a_follow_up_to_a_follow_up_is_still_about_the_first_question(bot: Bot) -> None:
    answer = bot.advisor.answer("and in 2025?", history=[_ASSISTED[Language.EN], "and in 2024?"])

    assert "560" in answer.text


def test_the_last_of_several_subjects_is_the_one_followed_up(bot: Bot) -> None:
    history = ["What tax rate does a corporate treasury centre pay?", "thanks", _ASSISTED[Language.EN]]

    assert "539" in bot.advisor.answer("and in 2024?", history=history).text


_STANDS_ALONE = (
    "What tax rate does a corporate treasury centre pay?",
    "企业财资中心的利得税率是多少？",
    "企業財資中心的利得稅率是多少？",
    "What is the corporate tax rate of Peru?",
    "Hello!",
)


def _lasting(answer: Answer) -> tuple[object, ...]:
    """What of an answer does not differ from one call to the next."""
    return (answer.text, answer.language, answer.status, answer.citations, answer.confidence, answer.query)


@pytest.mark.parametrize("question", _STANDS_ALONE)
@pytest.mark.parametrize("history", [[one] for one in _ASSISTED.values()])
def test_a_question_that_stands_alone_is_answered_as_without_history(
    bot: Bot, question: str, history: list[str]
) -> None:
    assert _lasting(bot.advisor.answer(question, history=history)) == _lasting(bot.advisor.answer(question))


@pytest.mark.parametrize(
    "turn", ["", " \t\n", "🎉?!", "\u200b", "x" * 2001], ids=["empty", "blank", "no word", "unseen", "long"]
)
def test_a_turn_that_could_not_be_looked_up_is_no_history(bot: Bot, turn: str) -> None:
    history = [_ASSISTED[Language.EN], turn]

    assert _lasting(bot.advisor.answer("and in 2024?", history=history)) == _lasting(
        bot.advisor.answer("and in 2024?", history=history[:1])
    )


def test_a_chosen_language_goes_before_that_of_the_history(bot: Bot) -> None:
    answer = bot.advisor.answer("那2024年呢？", Language.EN, history=[_ASSISTED[Language.ZH_HANS]])

    assert answer.language is Language.EN
    assert "539" in answer.text


def test_the_default_script_decides_where_neither_question_nor_history_shows_one(bot: Bot) -> None:
    answer = bot.advisor.answer("那2024年呢？", history=[_ASSISTED[Language.EN]], default_script=Language.ZH_HANT)

    assert answer.language is Language.ZH_HANT


@pytest.mark.parametrize(
    ("question", "history", "query"),
    [
        (" What is\tInvestHK? ", [], "What is InvestHK?"),
        ("and in 2024?", [_ASSISTED[Language.EN]], "How many companies did InvestHK assist in ? and in 2024?"),
        ("那2024年呢？", [_ASSISTED[Language.ZH_HANS]], "投资推广署协助了多少家企业？ 那2024年呢？"),
        ("What will the weather be tomorrow?", [], "What will the weather be tomorrow?"),
        ("Hello!", [_ASSISTED[Language.EN]], ""),
    ],
)
def test_an_answer_tells_what_was_looked_up(bot: Bot, question: str, history: list[str], query: str) -> None:
    answer = bot.advisor.answer(question, history=history)

    assert (answer.query, to_json(answer)["query"], to_json(answer)["question"]) == (query, query, question)


def test_an_answer_is_more_confident_than_a_refusal(bot: Bot) -> None:
    answered = bot.advisor.answer("What tax rate does a corporate treasury centre pay?")
    declined = bot.advisor.answer("What is the telephone hotline of the GoGlobal Task Force?")
    greeted = bot.advisor.answer("Hello!")

    assert 0.8 < answered.confidence < 1
    assert 0 < declined.confidence < 0.5
    assert greeted.confidence == 0.0
    assert to_json(answered)["confidence"] == round(answered.confidence, 4)


@pytest.mark.parametrize(
    "question",
    [
        "Do pandas sleep at night?",
        "How do I bake bread?",
        "cheapest gym near IFC with a monthly pass?",
        "熊貓晚上睡覺嗎？",
    ],
)
def test_a_question_about_something_else_is_declined_without_confidence(bot: Bot, question: str) -> None:
    answer = bot.advisor.answer(question)

    assert answer.status is Status.OUT_OF_SCOPE
    assert answer.confidence < 0.5
