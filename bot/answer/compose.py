"""Writes chosen facts as an answer: sentences in the reader's script, each with its numbered citation."""

from collections.abc import Sequence, Set
from datetime import date
from itertools import chain

from bot.answer.corpus import Corpus, FactView
from bot.documents.review import is_overdue
from bot.figures import find_figures
from bot.languages.scripts import simplify, traditionalise
from bot.prompts import Words
from bot.types import Answer, Citation, Fact, Freshness, Language, Sentence

_STANDING = {"official": 0, "professional": 1, "press": 2, "copy": 3}  # which of several sources is named first


def in_script(text: str, language: Language, written: Language = Language.ZH_HANT) -> str:
    """A text as a reader of `language` sees it; `written` is the script it stands in."""
    if language is written or not (language.is_chinese and written.is_chinese):
        return text
    return simplify(text) if language is Language.ZH_HANS else traditionalise(text)


def cite(views: Sequence[FactView], corpus: Corpus, language: Language, today: date) -> tuple[Citation, ...]:
    """One numbered citation a fact, quoting it word for word as the sheet has it."""
    return tuple(_citation(number, view, corpus, language, today) for number, view in enumerate(views, 1))


def write(views: Sequence[FactView], language: Language, words: Words) -> tuple[Sentence, ...]:
    """One sentence a fact, in the order given; sentence n rests on citation n.

    A fact that stands in the other language alone is quoted in that, and says so.
    """
    return tuple(_sentence(number, view, language, words) for number, view in enumerate(views, 1))


def join(sentences: Sequence[Sentence], language: Language) -> str:
    """The answer's text: sentences with their citation marks and, in brackets, what is to be remarked on them.

    What is to be said of several sentences in a row is said after the last of them. Steps and members of lists stand
    on lines of their own.
    """
    marked = [
        f"{one.mark and f'{one.mark} '}{one.text} {''.join(f'[{n}]' for n in one.citations)}"
        f"{_in_brackets(remark, language)}"
        for one, remark in zip(sentences, remarks(sentences), strict=True)
    ]
    in_lines = language.is_chinese or any(one.mark for one in sentences)
    return ("\n" if in_lines else " ").join(marked)


def remarks(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """What is remarked after each sentence: of several in a row that call for the same, after the last alone."""
    following = chain((one.remark for one in sentences[1:]), [""])
    return tuple("" if one.remark == after else one.remark for one, after in zip(sentences, following, strict=False))


def said_beside(answer: Answer) -> str:
    """What an answer's text says after its sentences: which part of the question has no evidence."""
    return answer.text.rpartition(join(answer.sentences, answer.language))[2].strip()


def _in_brackets(remark: str, language: Language) -> str:
    if not remark:
        return ""
    return f" ({remark})" if language is Language.EN else f"（{remark}）"


def disagree(views: Sequence[FactView], years: Set[str] = frozenset()) -> bool:
    """Whether a live fact shown contradicts the first, which leads, or one of a year asked for.

    What others among them differ on is beside the question.
    """
    live = {view.fact.id: view.fact for view in views if is_live(view.fact)}
    asked = [view.fact for place, view in enumerate(views) if place == 0 or years & view.years]
    sides = [one for one in asked if one.id in live]
    return any(other.id in one.conflicts or one.id in other.conflicts for one in sides for other in live.values())


def is_live(fact: Fact) -> bool:
    """Neither replaced by a later fact nor marked as the less reliable side of a disagreement."""
    return not fact.superseded_by and not fact.disputed


def freshness(view: FactView, today: date) -> Freshness:
    """How far a fact, as written in English, can be relied on at `today`; one that shows no date has to be checked."""
    if view.fact.superseded_by:
        return Freshness.SUPERSEDED
    aged = view.fact.undated or is_overdue(view.document.topic, view.fact, today)
    return Freshness.AGEING if aged else Freshness.CURRENT


def _sentence(number: int, view: FactView, language: Language, words: Words) -> Sentence:
    text = in_script(view.fact.text, language, view.document.language)
    if view.document.language.is_chinese is not language.is_chinese:
        text = words("original", text=text)
    figures = tuple(dict.fromkeys(figure.surface for figure in find_figures(text)))
    return Sentence(text=text, citations=(number,), figures=figures, as_of=view.fact.as_of)


def _citation(number: int, view: FactView, corpus: Corpus, language: Language, today: date) -> Citation:
    sources = [corpus.knowledge.sources[source_id] for source_id in view.fact.source_ids]
    first, *others = sorted(sources, key=lambda source: _STANDING.get(source.kind, len(_STANDING)))
    return Citation(
        n=number,
        document_id=view.document.topic,
        passage_id=f"{view.document.language}/{view.document.topic}#{view.fact.id}",
        heading=in_script(view.section.heading, language, view.document.language),
        quote=view.fact.text,
        quote_language=view.document.language,
        source=first,
        other_sources=tuple(others),
        as_of=view.fact.as_of,
        undated=view.fact.undated,
        freshness=freshness(corpus.view(view.fact.id, Language.EN), today),
    )
