from pathlib import Path

import pytest

from bot.answer.rewriting import Rewriter
from bot.errors import BudgetSpentError, ModelError
from bot.languages.terms import TermIndex
from bot.prompts import load_words
from bot.protocols import Completion
from bot.types import Language
from tests.factories import term
from tests.fakes import ScriptedModel

_PROMPTS = load_words(Path(__file__).parents[2] / "prompts", "wording")
_TERMS = TermIndex([term("InvestHK", "投资推广署", "投資推廣署"), term("Cyberport", "数码港", "數碼港")])
_BEFORE = "How many companies did InvestHK assist in ?"
_AFTER = "and in 2024 at Cyberport?"


def _rewrite(
    reply: str | Completion | ModelError, before: str = _BEFORE, after: str = _AFTER, language: Language = Language.EN
) -> str:
    return Rewriter(ScriptedModel(reply), _PROMPTS, _TERMS, lambda: "t0k3n")(after, before, language)


@pytest.mark.parametrize(
    "reply",
    [
        "How many companies did InvestHK assist in 2024 at Cyberport?",
        "  At Cyberport, how many companies were assisted in 2024?\n",
    ],
)
def test_a_faithful_rewriting_is_used(reply: str) -> None:
    assert _rewrite(reply) == reply.strip()


@pytest.mark.parametrize(
    "reply",
    [
        "How many companies did InvestHK assist in 2025 at Cyberport in 2024?",
        "How many companies did InvestHK assist at Cyberport?",
        "How many companies did InvestHK assist in 2024?",
        "How many companies did HKMA assist in 2024 at Cyberport?",
        "How many companies did InvestHK assist in 2024 at Cyberport in Singapore?",
        "How many hundreds of companies did InvestHK assist in 2024 at Cyberport?",
        "How many companies did InvestHK assist in 2024 at Cyberport, by evil.example.com?",
        "How many companies did **InvestHK** assist in 2024 at Cyberport?",
        "InvestHK\nassist in 2024 at Cyberport?",
        "InvestHK assist companies in 2024 at Cyberport? " * 5,
        "2024年投資推廣署在數碼港協助了多少企業？",
        "",
        Completion(text="How many companies did InvestHK assist in 2024 at Cyberport?", cut=True),
        ModelError("x"),
        BudgetSpentError("x"),
    ],
    ids=[
        *("a year more", "the year lost", "a term lost", "a name more", "a place more", "a number in words more"),
        *("an address", "markup", "two lines", "too long", "another language", "empty", "cut", "failed", "budget"),
    ],
)
def test_otherwise_the_turns_are_joined(reply: str | Completion | ModelError) -> None:
    assert _rewrite(reply) == f"{_BEFORE} {_AFTER}"


def test_a_rewriting_in_the_other_script_is_not_used() -> None:
    before, after = "投资推广署协助了多少企业？", "那2024年呢？"

    for reply in ("投資推廣署2024年協助了多少企業？", "投资推廣署2024年协助了多少企业？"):
        assert _rewrite(reply, before, after, Language.ZH_HANS) == f"{before} {after}"
    assert _rewrite("投资推广署2024年协助了多少企业？", before, after, Language.ZH_HANS) == (
        "投资推广署2024年协助了多少企业？"
    )


def test_addresses_of_the_turns_are_hidden_and_put_back() -> None:
    model = ScriptedModel("What does LINK-t0k3n-1 say of 2024?")
    rewritten = Rewriter(model, _PROMPTS, _TERMS, lambda: "t0k3n")(
        "and of 2024?", "What does www.example.com say?", Language.EN
    )

    assert rewritten == "What does www.example.com say of 2024?"
    assert "www.example.com" not in model.prompts[0]
