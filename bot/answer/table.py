"""Draws up what a comparison found as a table under an answer; each cell passes the gates that sentences pass."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answer import gates
from bot.answer.comparison import Comparison, Pair, excerpt
from bot.answer.compose import in_script
from bot.answer.corpus import Corpus, FactView
from bot.answer.sides import Side
from bot.figures import find_figures
from bot.languages.dates import spoken
from bot.prompts import Words
from bot.types import Answer, Citation, Language, Sentence, Status, Table, TableCell, TableRow


def with_table(draft: Answer, compared: Comparison, corpus: Corpus, words: Words) -> Answer:
    """The answer with its table; if one side has no evidence, with a sentence that says which, and partial."""
    if compared.missing:
        return _without(draft, compared.missing, words)
    cited = {citation.passage_id.rpartition("#")[2]: citation for citation in draft.citations}
    rows = (_row(pair, compared, cited, corpus, draft.language, words) for pair in compared.pairs)
    drawn = tuple(row for row in rows if row)
    return replace(draft, table=Table(heads=_heads(compared, draft.language, words), rows=drawn)) if drawn else draft


def _without(draft: Answer, side: Side, words: Words) -> Answer:
    said = words("partial_side", side=in_script(side.name, draft.language))
    separator = " " if draft.language is Language.EN else "\n"
    status = Status.PARTIAL if draft.status is Status.ANSWERED else draft.status
    return replace(draft, status=status, text=f"{draft.text}{separator}{said}")


def _heads(compared: Comparison, language: Language, words: Words) -> tuple[str, str]:
    if compared.sides:
        one, other = (in_script(side.name, language) for side in compared.sides)
    else:
        one, other = (
            spoken(time, language) if time.isdigit() else words(f"table_{time}") for time in compared.times or ("", "")
        )
    return one, other


def _row(
    pair: Pair, compared: Comparison, cited: Mapping[str, Citation], corpus: Corpus, language: Language, words: Words
) -> TableRow | None:
    """The row of a pair; None where a cell is not cited or fails a gate."""
    sides = compared.sides
    one = _cell(pair.facts[0], cited, corpus, language, sides)
    other = _cell(pair.facts[1], cited, corpus, language, sides[::-1] if sides else None)
    return TableRow(head=_head(pair, corpus, language, words), cells=(one, other)) if one and other else None


def _head(pair: Pair, corpus: Corpus, language: Language, words: Words) -> str:
    if not pair.indicator_id:
        return words(f"table_{pair.kind}")
    indicator = next(one for one in corpus.knowledge.indicators if one.id == pair.indicator_id)
    return in_script(indicator.name[language.indexed.value], language)


def _cell(
    view: FactView,
    cited: Mapping[str, Citation],
    corpus: Corpus,
    language: Language,
    sides: tuple[Side, Side] | None,
) -> TableCell | None:
    citation = cited.get(view.fact.id)
    if citation is None:
        return None
    shown = corpus.view(view.fact.id, language)
    text = excerpt(shown.fact.text, *sides, corpus) if sides else ""
    text = in_script(text or shown.fact.text, language, shown.document.language)
    figures = tuple(figure.surface for figure in find_figures(text))
    said = Sentence(text=text, citations=(citation.n,), figures=figures, as_of=shown.fact.as_of)
    passed = gates.passing([said], [citation], corpus, language)
    return (
        TableCell(text=passed[0].text, n=citation.n, as_of=citation.as_of, undated=citation.undated) if passed else None
    )
