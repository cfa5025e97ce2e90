import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answer.evidence import EvidenceJudge, Thresholds
from bot.app import Bot, build_bot, ingest
from bot.evaluation.compare import Change, Comparison, compare_runs, to_json
from bot.evaluation.gate import fallen_short, read_limits_file
from bot.evaluation.questions import GoldQuestion, read_questions
from bot.evaluation.run import ONCE, generate, read_run
from bot.evaluation.scoring import score, summarise
from bot.evaluation.targets import LocalTarget
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import JsonObject, Language
from tests.evaluation.factories import answer_json, question
from tests.evaluation.fakes import ScriptedTarget

_COLLECTION = Path(__file__).parents[1] / "collection"
_QUESTIONS = [question("a"), question("b"), question("c", should_abstain=True), question("d")]


def _run(
    folder: Path, answers: JsonObject, questions: Sequence[GoldQuestion] = _QUESTIONS, version: str = "v1"
) -> Path:
    generate(questions, ScriptedTarget(answers, version=version), folder, ONCE, lambda *step: None)
    return folder


def _compared(tmp_path: Path, before: JsonObject, after: JsonObject) -> Comparison:
    one, other = _run(tmp_path / "before", before), _run(tmp_path / "after", after)
    return compare_runs(read_run(one), read_run(other))


def _no(text: str = "I have no evidence.") -> JsonObject:
    return answer_json(text, status="no_evidence")


def test_a_run_compared_with_itself_shows_no_change(tmp_path: Path) -> None:
    found = _compared(tmp_path, {}, {})

    assert (found.n, found.changes, found.settings) == (4, (), {})
    assert {one.change for one in found.measures.values()} <= {0.0, None}


def test_each_question_is_better_worse_or_changed(tmp_path: Path) -> None:
    found = _compared(
        tmp_path,
        {"a": answer_json("It is 16.5%."), "b": answer_json("It is 8.25%."), "c": answer_json("It is 8.25%.")},
        {"a": answer_json("It is 8.25%."), "b": _no(), "c": _no()},
    )

    assert [(one.question_id, one.verdict, one.status) for one in found.changes] == [
        ("a", "better", ("answered", "answered")),
        ("b", "worse", ("answered", "no_evidence")),
        ("c", "better", ("answered", "no_evidence")),
    ]
    assert found.changes[0].figures == (("16.5%",), ("8.25%",))
    assert found.changes[1].reason == "declined (no_evidence), though there is an answer"
    assert found.measures["abstention_recall"].change == 1.0


def test_other_words_to_the_same_end_are_a_change_and_no_verdict(tmp_path: Path) -> None:
    found = _compared(tmp_path, {"a": answer_json("It is 8.25%.")}, {"a": answer_json("The rate stands at 8.25%.")})

    assert found.changes == (
        Change(
            question_id="a",
            question="What is the rate?",
            verdict="changed",
            status=("answered", "answered"),
            figures=((), ()),
            measures={},
            reason="",
            texts=("It is 8.25%.", "The rate stands at 8.25%."),
        ),
    )


def test_questions_of_one_run_alone_are_named_and_left_out(tmp_path: Path) -> None:
    one, other = _run(tmp_path / "a", {}, _QUESTIONS[:3]), _run(tmp_path / "b", {}, _QUESTIONS[1:])
    found = compare_runs(read_run(one), read_run(other))
    assert (found.n, found.only_before, found.only_after) == (2, ("a",), ("d",))


def test_what_the_runs_were_made_with_is_compared(tmp_path: Path) -> None:
    one, other = _run(tmp_path / "a", {}), _run(tmp_path / "b", {}, version="v2")
    found = compare_runs(read_run(one), read_run(other))
    assert found.settings == {"target.corpus_version": ("v1", "v2")}


def test_the_comparison_is_json_with_its_counts(tmp_path: Path) -> None:
    found = _compared(tmp_path, {"a": answer_json("It is 16.5%.")}, {"a": answer_json("8.25%"), "b": _no()})
    content = json.loads(json.dumps(to_json(found)))
    counts = {"n": 4, "better": 1, "worse": 1, "changed": 0, "changed_status": 1, "changed_figures": 2}
    assert {name: content[name] for name in counts} == counts
    assert set(content["measures"]["handled_rightly"]) == {"before", "after", "change", "low", "high"}


class Planted:
    """The project's own collection before and after a defect is planted in the product."""

    def __init__(self, folder: Path, bot: Bot, settings: Settings) -> None:
        self.folder, self.bot, self.settings = folder, bot, settings
        self._messages = load_words(settings.prompts_dir, "messages")[Language.EN]
        self.before = self._answered("before", bot)

    def _answered(self, name: str, bot: Bot) -> Path:
        questions = read_questions(_COLLECTION / "questions.jsonl").questions
        generate(
            questions, LocalTarget(bot, self.settings, self._messages), self.folder / name, ONCE, lambda *step: None
        )
        return self.folder / name

    def after(self, name: str, bot: Bot) -> tuple[Comparison, list[str]]:
        """The comparison with the run before, and which floors fell."""
        run = read_run(self._answered(name, bot))
        limits = read_limits_file(_COLLECTION / "floors.toml")
        return compare_runs(read_run(self.before), run), fallen_short(summarise(run, score(run)), limits)

    def with_knowledge(self, name: str) -> "Knowledge":
        return Knowledge(self.folder / f"knowledge-{name}", self.settings)


class Knowledge:
    """A copy of the knowledge folder to damage, and of the index to bring to it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        shutil.copytree(settings.knowledge_dir, folder)
        data_dir = folder.with_name(f"{folder.name}-data")
        shutil.copytree(settings.data_dir, data_dir)
        self.settings = settings.model_copy(update={"data_dir": data_dir})

    def bot(self) -> Bot:
        ingest(self.settings, self.folder, rebuild=False, progress=lambda *step: None)
        return build_bot(self.settings)


@pytest.fixture(scope="module")
def planted(bot: Bot, indexed: Settings, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("planted"), bot, indexed)


def test_the_product_as_it_is_keeps_its_floors(planted: Planted) -> None:
    comparison, short = planted.after("same", planted.bot)
    assert (comparison.changes, short) == ((), [])


def test_a_wrong_figure_planted_in_a_sheet_is_named_and_fails_the_gate(planted: Planted) -> None:
    knowledge = planted.with_knowledge("figure")
    for sheet in knowledge.folder.glob("*/*.md"):
        text = sheet.read_text(encoding="utf-8")
        sheet.write_text(text.replace("8.25%", "9.25%").replace("2,620", "2,260"), encoding="utf-8")

    comparison, short = planted.after("figure", knowledge.bot())

    worse = {change.question_id: change.figures for change in comparison.changes if change.verdict == "worse"}
    for form in ("en", "hans", "hant"):
        assert "8.25%" in worse[f"q01-{form}"][0]
        assert "9.25%" in worse[f"q01-{form}"][1]
        assert worse[f"q03-{form}"] == (("2620",), ("2260",))
    assert any(line.startswith("gold_fact_recall is") for line in short)


def test_a_dropped_sheet_is_named_and_fails_the_gate(planted: Planted) -> None:
    knowledge = planted.with_knowledge("sheet")
    for language in ("en", "zh-Hant"):
        (knowledge.folder / language / "cross-border-cash-pooling.md").unlink()

    comparison, short = planted.after("sheet", knowledge.bot())

    dropped = {name for name, (_, after) in comparison.settings.items() if after is None}
    assert dropped == {
        "target.documents.en/cross-border-cash-pooling",
        "target.documents.zh-Hant/cross-border-cash-pooling",
    }
    assert {"q06-en", "q06-hans", "q06-hant"} <= {c.question_id for c in comparison.changes if c.verdict == "worse"}
    assert any(line.startswith("gold_fact_recall is") for line in short)


def test_a_lowered_threshold_is_named_and_fails_the_gate(planted: Planted) -> None:
    careless = build_bot(planted.settings)
    lowered = Thresholds(
        least_confidence=0,
        least_odds=0,
        least_score=0,
        least_meaning=0,
        lead_share=0,
        name_held=0,
    )
    knowledge = careless.index.knowledge
    careless.advisor.judge = EvidenceJudge(
        careless.index.sparse, careless.advisor.corpus.terms, knowledge.outside, lowered
    )

    comparison, short = planted.after("threshold", careless)

    assert comparison.settings["target.thresholds.name_held"] == (0.6, 0)
    changed = [change for change in comparison.changes if change.status[0] != change.status[1]]
    assert any(change.status == ("out_of_scope", "answered") and change.verdict == "worse" for change in changed)
    assert any(line.startswith("abstention_recall is") for line in short)
