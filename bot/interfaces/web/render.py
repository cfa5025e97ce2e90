"""HTML of the page's parts; every value from outside is escaped here."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.compose import in_script
from bot.interfaces.knowledge_pages.address import address, has_page
from bot.interfaces.table_lines import table_lines
from bot.interfaces.web import series, table
from bot.interfaces.web.icons import ICONS
from bot.languages.dates import spoken
from bot.prompts import Words
from bot.types import Answer, Citation, Language, Sentence, Status

_TOPICS_OPEN = 6  # topics on the landing before "more"
LONGEST_SHOWN = 300  # characters of a rejected question that the page repeats


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what is known of its answer; `shown` sentences of it have been streamed."""

    question: str
    answer: Answer | None = None
    shown: int = 0
    notice: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with questions to start from."""

    title: str
    questions: tuple[str, ...]


def text(value: str) -> str:
    """Escaped text; braces and backquotes too, since the page's templates give them a meaning."""
    escaped = html.escape(value, quote=True)
    return escaped.translate({ord("{"): "&#123;", ord("}"): "&#125;", ord("$"): "&#36;", ord("`"): "&#96;"})


def header(words: Words, language: Language, names: Sequence[tuple[Language, str]], provenance: str) -> str:
    """Name, whose information this is, and the language switch."""
    buttons = "".join(
        f'<button type="button" data-language="{code}" lang="{code}" aria-pressed="{str(code is language).lower()}">'
        f"{text(name)}</button>"
        for code, name in names
    )
    return (
        f'<header class="gg-header"><div class="gg-brand">{ICONS["mark"]}<div><h1>{text(words("title"))}</h1>'
        f"<p>{text(words('subtitle'))}</p></div></div>"
        f'<div class="gg-tools"><div class="gg-languages" role="group" aria-label="{text(words("language_label"))}">'
        f'{buttons}</div><p class="gg-provenance">{text(provenance)}</p></div></header>'
    )


def landing(words: Words, topics: Sequence[Topic]) -> str:
    """What a first visitor sees: what to ask, by topic, the first few open."""
    first, more = _cards(topics[:_TOPICS_OPEN]), _cards(topics[_TOPICS_OPEN:])
    return (
        f'<div class="gg-landing"><h2>{text(words("landing_title"))}</h2><p>{text(words("landing_text"))}</p>'
        f'<div class="gg-topics">{first}</div>'
        f'<details class="gg-more"><summary>{text(words("more_topics"))}</summary><div class="gg-topics">{more}</div>'
        f"</details></div>"
    )


def _cards(topics: Iterable[Topic]) -> str:
    return "".join(
        f'<section class="gg-topic"><h3>{text(topic.title)}</h3>{_asks(topic.questions)}</section>' for topic in topics
    )


def preparing(words: Words, percent: int, failure: str) -> str:
    """What is shown until the index is ready."""
    if failure:
        return f'<div class="gg-landing" role="alert"><p>{text(words("preparing_failed", reason=failure))}</p></div>'
    return (
        f'<div class="gg-landing" role="status"><p>{text(words("preparing", percent=percent))}</p>'
        f'<progress max="100" value="{percent}"></progress></div>'
    )


def thread(words: Words, turns: Sequence[Turn]) -> str:
    """The conversation, oldest first."""
    items = "".join(_turn(words, number, turn) for number, turn in enumerate(turns))
    return f'<div class="gg-thread" role="log" aria-live="off">{items}</div>'


def sources(words: Words, turn: Turn | None) -> str:
    """The panel beside the conversation: the sources of one answer."""
    title = f"<h2>{text(words('sources_title'))}</h2>"
    answer = turn.answer if turn else None
    if answer is None or not answer.citations:
        return f'<aside class="gg-panel">{title}<p class="gg-quiet">{text(words("sources_empty"))}</p></aside>'
    return f'<aside class="gg-panel">{title}{_source_list(words, answer, "panel")}</aside>'


def _asks(questions: Iterable[str]) -> str:
    return "".join(f'<button type="button" class="gg-ask" data-ask="{text(q)}">{text(q)}</button>' for q in questions)


def _turn(words: Words, number: int, turn: Turn) -> str:
    asked = (
        f'<div class="gg-question"><span class="gg-hidden">{text(words("you_asked"))}: </span>'
        f"<p>{text(turn.question)}</p></div>"
    )
    if turn.answer is None:
        body = f'<p role="status" class="gg-thinking">{text(turn.notice or words("thinking"))}</p>'
        busy = "" if turn.notice else " gg-busy"
        return f'{asked}<article class="gg-answer{busy}">{body}</article>'
    return asked + _answer(words, number, turn, turn.answer)


def _answer(words: Words, number: int, turn: Turn, answer: Answer) -> str:
    label = f"{text(words('answer_label'))}: {text(words(f'status_{answer.status.value}'))}"
    complete = turn.shown >= len(answer.sentences)
    body = _sentences(words, answer, turn.shown) if answer.sentences else _plain(answer)
    ending = _ending(words, number, turn, answer) if complete else ""
    said = " ".join(filter(None, (answer.notice, answer.text)))
    live = f'<p class="gg-hidden" role="status">{label}. {text(said)}</p>' if complete else ""
    warning = f'<p class="gg-warning">{text(answer.notice)}</p>' if answer.notice else ""
    corrected = f'<p class="gg-correction">{text(answer.correction)}</p>' if answer.correction else ""
    return (
        f'<article class="gg-answer gg-{answer.status.value}" lang="{answer.language.value}" data-turn="{number}" '
        f'aria-label="{label}">{warning}{_summary(words, answer)}{corrected}{body}{ending}</article>{live}'
    )


def _summary(words: Words, answer: Answer) -> str:
    status = f'<span class="gg-status">{text(words(f"status_{answer.status.value}"))}</span>'
    told = " · ".join(filter(None, (_sources_in_short(words, answer), _made(words, answer))))
    return f'<p class="gg-summary">{status} {text(told)}</p>'


def _sources_in_short(words: Words, answer: Answer) -> str:
    dates = [citation.as_of for citation in answer.citations if not citation.undated]
    if not dates:
        return ""
    count = len({citation.source.id for citation in answer.citations})
    key = "summary_one" if count == 1 else "summary_many"
    return words(key, count=count, newest=spoken(max(dates), answer.language))


def _made(words: Words, answer: Answer) -> str:
    """Whether the sentences are quoted or a model's, which is named; nothing where there is no evidence."""
    if not answer.citations:
        return ""
    return words("made_worded", model=answer.model) if answer.mode == "llm" else words("made_quoted")


def _plain(answer: Answer) -> str:
    # What can be chosen stands below, to be pressed.
    said = answer.text.partition("\n")[0] if answer.status is Status.CLARIFICATION else answer.text
    return f'<p class="gg-sentence">{_linked(text(said))}</p>'


def _linked(escaped: str) -> str:
    """Turns the one kind of address that our own sentences hold, a contact's, into a link."""
    before, found, rest = escaped.partition("https://")
    if not found:
        return escaped
    address = found + rest.split()[0]
    return (
        f'{before}<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>{rest[len(address) - 8 :]}'
    )


def _sentences(words: Words, answer: Answer, shown: int) -> str:
    by_number = {citation.n: citation for citation in answer.citations}
    return "".join(_sentence(words, sentence, by_number, answer.language) for sentence in answer.sentences[:shown])


def _sentence(words: Words, sentence: Sentence, by_number: dict[int, Citation], language: Language) -> str:
    chips = "".join(
        f'<button type="button" class="gg-cite" data-cite="{n}" aria-label="{text(words("cite", n=n))}">{n}</button>'
        for n in sentence.citations
    )
    dated = _as_of(words, by_number[sentence.citations[0]], language)
    told = " · ".join(filter(None, (dated, sentence.remark)))
    mark = f"{text(sentence.mark)} " if sentence.mark else ""
    return f'<p class="gg-sentence">{mark}{text(sentence.text)}{chips} <small>{text(told)}</small></p>'


def _as_of(words: Words, citation: Citation, language: Language) -> str:
    return words("undated" if citation.undated else "as_of", date=spoken(citation.as_of, language))


def _ending(words: Words, number: int, turn: Turn, answer: Answer) -> str:
    listed = ""
    if answer.citations:
        listed = (
            f'<details class="gg-inline-sources"><summary>{text(words("sources_title"))} ({len(answer.citations)})'
            f"</summary>{_source_list(words, answer, 'inline')}</details>"
        )
    related = ""
    if answer.follow_up_suggestions:
        key = "status_clarification" if answer.status is Status.CLARIFICATION else "follow_up"
        related = f'<div class="gg-related"><h3>{text(words(key))}</h3>{_asks(answer.follow_up_suggestions)}</div>'
    drawn = series.draw(words, answer.series, answer.language) if answer.series else ""
    compared = table.draw(words, answer.table, answer.language, text) if answer.table else ""
    return compared + drawn + listed + related + _actions(words, number, turn, answer)


def _actions(words: Words, number: int, turn: Turn, answer: Answer) -> str:
    rated = f'<span class="gg-quiet" role="status">{text(words("rated"))}</span>' if turn.verdict else ""
    buttons = (
        _action("copy", words("copy"), f'data-copy="{text(_as_copied(answer))}" data-done="{text(words("copied"))}"'),
        _action("retry", words("retry"), f'data-ask="{text(turn.question)}"'),
        _action("up", words("helpful"), f'data-rate="up" aria-pressed="{str(turn.verdict == "up").lower()}"'),
        _action("down", words("not_helpful"), f'data-rate="down" aria-pressed="{str(turn.verdict == "down").lower()}"'),
    )
    return f'<div class="gg-actions" data-turn="{number}">{"".join(buttons)}{rated}</div>'


def _action(icon: str, label: str, attributes: str) -> str:
    named = f'title="{text(label)}" aria-label="{text(label)}"'
    return f'<button type="button" class="gg-action" {attributes} {named}>{ICONS[icon]}</button>'


def _as_copied(answer: Answer) -> str:
    listed = [
        f"[{c.n}] {c.source.publisher}: {c.source.title} {c.source.date} {c.source.url}" for c in answer.citations
    ]
    compared = table_lines(answer.table) if answer.table else []
    return "\n".join([answer.text, *compared, *listed])


def _source_list(words: Words, answer: Answer, place: str) -> str:
    items = "".join(_source(words, citation, answer.language, place) for citation in answer.citations)
    return f'<ol class="gg-sources">{items}</ol>'


def _source(words: Words, citation: Citation, language: Language, place: str) -> str:
    source = citation.source
    published = words("published", date=spoken(source.date, language)) if source.date else words("published_undated")
    link = f'<span class="gg-quiet">{text(words("no_link"))}</span>'
    if source.url:
        link = (
            f'<a href="{text(source.url)}" target="_blank" rel="noopener noreferrer">{text(words("open_source"))}'
            f"{ICONS['out']}</a>"
        )
    others = ""
    if citation.other_sources:
        named = ", ".join(dict.fromkeys(other.publisher for other in citation.other_sources))
        others = f'<p class="gg-quiet">{text(words("also_in", others=named))}</p>'
    freshness = citation.freshness.value
    label = text(words(f"freshness_{freshness}"))
    return (
        f'<li data-source="{citation.n}" tabindex="-1" class="gg-source gg-{place}">'
        f'<span class="gg-number">{citation.n}</span>'
        f'<div><p class="gg-publisher">{text(source.publisher)}</p><p class="gg-title">{text(source.title)}</p>'
        f'<p class="gg-quiet">{text(published)} · {text(_as_of(words, citation, language))}</p>'
        f"<blockquote>{text(in_script(citation.quote, language, citation.quote_language))}</blockquote>{others}"
        f'<p class="gg-foot"><span class="gg-badge gg-{freshness}">{label}</span>{link}'
        f"{_knowledge_link(words, citation, language)}</p></div></li>"
    )


def _knowledge_link(words: Words, citation: Citation, language: Language) -> str:
    """A link to the fact among its neighbours, for a sheet; a text of other origin has no page."""
    if not has_page(citation.document_id):
        return ""
    url = address(language, citation.document_id, citation.passage_id.rpartition("#")[2])
    return f'<a href="{text(url)}" target="_blank" rel="noopener">{text(words("in_knowledge"))}</a>'
