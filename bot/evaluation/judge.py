"""A model's opinion of answers, as advice: claims first, then a verdict on each.

Correctness and groundedness are shares of claims, completeness a share of gold facts, averaged over answers. The steps
follow claim-wise checking of generated text (Min et al., FActScore, EMNLP 2023). A reply that is not what was asked for
is counted as malformed and gives no score. Verdicts are kept a line each in `verdicts.jsonl`, so that a stopped judging
goes on where it was.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import stdev
from typing import TypeVar

import numpy as np
from pydantic import BaseModel, ValidationError

from bot.errors import ModelError
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.evaluation.run import read_run
from bot.evaluation.statistics import estimate
from bot.languages.detection import detect_language
from bot.prompts import Words
from bot.protocols import ChatModel, Progress
from bot.types import JsonObject, Language

FILE = "verdicts.jsonl"
ASPECTS = ("correctness", "groundedness", "completeness")


_Reply = TypeVar("_Reply", bound=BaseModel)


class _Claims(BaseModel):
    claims: list[str]


class _Verdict(BaseModel):
    grounded: bool
    correct: bool | None


class _Verdicts(BaseModel):
    claims: list[_Verdict]
    covered: list[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One answer judged; an aspect is None where there was nothing to judge, all are where a reply was malformed."""

    question_id: str
    repeat: int
    model: str
    malformed: str = ""
    claims: tuple[str, ...] = ()
    correctness: float | None = None
    groundedness: float | None = None
    completeness: float | None = None


class _MalformedError(ValueError):
    """A reply that is not what was asked for."""


def judge_folder(folder: Path, model: ChatModel, words: Mapping[Language, Words], progress: Progress) -> None:
    """Judge the answers of a run that have evidence and no verdict of this model yet."""
    run = read_run(folder)
    by_id = {question.id: question for question in run.questions}
    wanted = [record for record in run.records if record.status.has_evidence]
    known = {(one.question_id, one.repeat) for one in read_judgements(folder, model.name) if not one.malformed}
    missing = [record for record in wanted if (record.question_id, record.repeat) not in known]
    for done, record in enumerate(missing, len(wanted) - len(missing) + 1):
        _append(folder / FILE, _judge(by_id[record.question_id], record, model, words))
        progress("judge", done, len(wanted))


def read_judgements(folder: Path, model: str = "") -> list[Judgement]:
    """The last judgement of each answer, by `model` if one is named."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").split("\n")[:-1]
    except FileNotFoundError:
        return []
    found = [Judgement(**json.loads(line)) for line in lines]
    return list(
        {(one.question_id, one.repeat): one for one in found if one.model == (model or found[-1].model)}.values()
    )


def summarise_judgements(found: Sequence[Judgement]) -> JsonObject:
    """Each aspect's mean with interval, standard deviation and n; how many replies were malformed."""
    aspects = {aspect: _aspect([getattr(one, aspect) for one in found]) for aspect in ASPECTS}
    return {"model": found[0].model, "n": len(found), "malformed": sum(bool(one.malformed) for one in found), **aspects}


def _aspect(values: Sequence[float | None]) -> JsonObject:
    known = [value for value in values if value is not None]
    column = np.array(known, dtype=np.float64).reshape(-1, 1)
    one = estimate(column, np.ones_like(column), [str(place) for place in range(len(known))])[0]
    return {**asdict(one), "sd": stdev(known) if len(known) > 1 else None}


def _judge(question: GoldQuestion, record: Record, model: ChatModel, words: Mapping[Language, Words]) -> Judgement:
    judgement = Judgement(question_id=record.question_id, repeat=record.repeat, model=model.name)
    prompts = words[question.language or detect_language(question.question)]
    try:
        prompt = prompts("claims", question=question.question, answer=record.text)
        claims = _parse(_Claims, model.complete(prompt).text).claims
        if not claims:
            return judgement
        reply = model.complete(_prompt(prompts, question, record, claims)).text
        return _with_verdicts(judgement, claims, question.gold_facts, reply)
    except (_MalformedError, ModelError) as error:
        return replace(judgement, malformed=str(error))


def _prompt(prompts: Words, question: GoldQuestion, record: Record, claims: Sequence[str]) -> str:
    return prompts(
        "verdicts",
        question=question.question,
        evidence="\n".join(record.passages.get(one.passage_id) or one.quote for one in record.citations),
        reference="\n".join(question.gold_facts),
        claims=json.dumps(claims, ensure_ascii=False),
    )


def _with_verdicts(judgement: Judgement, claims: Sequence[str], gold_facts: Sequence[str], reply: str) -> Judgement:
    found = _parse(_Verdicts, reply)
    if (len(found.claims), len(found.covered)) != (len(claims), len(gold_facts)):
        raise _MalformedError(
            f"verdicts on {len(found.claims)} of {len(claims)} claims, "
            f"on {len(found.covered)} of {len(gold_facts)} gold facts"
        )
    return replace(
        judgement,
        claims=tuple(claims),
        correctness=_share([one.correct for one in found.claims if one.correct is not None]),
        groundedness=_share([one.grounded for one in found.claims]),
        completeness=_share(found.covered),
    )


def _parse(kind: type[_Reply], text: str) -> _Reply:
    """The JSON object of a reply, which may stand in a code block or after words."""
    start, end = text.find("{"), text.rfind("}")
    try:
        return kind.model_validate_json(text[start : end + 1])
    except ValidationError as error:
        raise _MalformedError(f"not the JSON asked for: {text[:120]!r}") from error


def _share(verdicts: Sequence[bool]) -> float | None:
    return sum(verdicts) / len(verdicts) if verdicts else None


def _append(path: Path, judgement: Judgement) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(judgement), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
