"""Measuring answers and rankings, and comparing runs: the public Python API is what is imported here."""

from bot.evaluation.answers import evaluate_answers, score_folder
from bot.evaluation.compare import Comparison, compare_runs
from bot.evaluation.gate import Limit, fallen_short
from bot.evaluation.questions import GoldQuestion, read_questions
from bot.evaluation.retrieval import evaluate_retrieval
from bot.evaluation.run import Run, RunOptions, read_run
from bot.evaluation.targets import LocalTarget, ServerTarget, Target, local_target

__all__ = [
    "Comparison",
    "GoldQuestion",
    "Limit",
    "LocalTarget",
    "Run",
    "RunOptions",
    "ServerTarget",
    "Target",
    "compare_runs",
    "evaluate_answers",
    "evaluate_retrieval",
    "fallen_short",
    "local_target",
    "read_questions",
    "read_run",
    "score_folder",
]
