"""`goglobal knowledge check`: what a machine can hold a policy editor to."""

from collections.abc import Callable, Iterator, Mapping

from bot.documents.checks.register import check_register
from bot.documents.checks.sheets import check_sheets
from bot.documents.checks.tables import check_tables
from bot.documents.checks.wording import check_wording
from bot.documents.places import Place, Problem
from bot.types import Knowledge

Check = Callable[[Knowledge], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (check_sheets, check_tables, check_register, check_wording)


def check_knowledge(knowledge: Knowledge, places: Mapping[Place, str] | None = None) -> list[str]:
    """Every problem found, a line each, with file and line where `places` knows them; empty when all is sound."""
    known = places or {}
    return [
        f"{known[problem.place]}: {problem.message}" if problem.place in known else problem.message
        for check in CHECKS
        for problem in check(knowledge)
    ]
