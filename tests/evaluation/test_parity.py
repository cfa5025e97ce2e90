from bot.evaluation.measures import Share
from bot.evaluation.parity import Group, parallel_groups, parity
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.types import Language, Status
from tests.evaluation.factories import citation, declined, question, record, sentence


def _form(name: str, language: Language, text: str, url_of: str = "gov") -> tuple[GoldQuestion, Record]:
    cited = citation()
    if url_of != "gov":
        cited = citation(url=url_of)
    answer = record(name, text=text, language=language, sentences=(sentence(text),), citations=(cited,))
    return question(name, language=language, group="g"), answer


def test_the_same_figures_in_three_scripts_agree() -> None:
    pairs = [
        _form("a", Language.EN, "The cap is HK$80 billion."),
        _form("b", Language.ZH_HANS, "上限为800亿港元。"),
        _form("c", Language.ZH_HANT, "上限為800億港元。"),
    ]
    assert parallel_groups(pairs) == (Group(name="g", question_ids=("a", "b", "c"), differs=()),)


def test_another_figure_or_status_is_named() -> None:
    pairs = [
        _form("a", Language.EN, "The cap is HK$80 billion."),
        _form("b", Language.ZH_HANS, "上限为550亿港元。"),
        (question("c", language=Language.ZH_HANT, group="g"), declined("c")),
    ]
    assert parallel_groups(pairs)[0].differs == ("status", "figures", "sources")


def test_a_question_in_one_language_has_no_parallel() -> None:
    assert parallel_groups([_form("a", Language.EN, "One."), _form("b", Language.EN, "Two.")]) == ()


def test_only_the_first_of_repeats_is_compared() -> None:
    asked, answer = _form("a", Language.EN, "It is 5%.")
    again = record("a", text="It is 6%.", repeat=1, status=Status.ANSWERED, sentences=(sentence("It is 6%."),))
    pairs = [(asked, answer), (asked, again), _form("b", Language.ZH_HANS, "是5%。")]
    assert parallel_groups(pairs)[0].differs == ()


def test_parity_is_the_share_of_groups_that_agree() -> None:
    groups = [
        Group(name="g", question_ids=("a", "b"), differs=()),
        Group(name="h", question_ids=("c", "d"), differs=("figures",)),
    ]
    assert parity(groups) == {"status": Share(2, 2), "figures": Share(1, 2), "sources": Share(2, 2)}
    assert parity([]) == {"status": Share(0, 0), "figures": Share(0, 0), "sources": Share(0, 0)}
