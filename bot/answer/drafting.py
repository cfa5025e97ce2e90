"""Writes the answer: what was found as cited sentences that passed the gates, or that nothing was, and whom to ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answer import compose, gates, guidance
from bot.answer.corpus import Corpus, FactView
from bot.answer.correction import contradicted
from bot.answer.evidence import Verdict
from bot.answer.outside import KINDS
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.answer.remarks import Times, remark_on
from bot.answer.series import series_of
from bot.answer.stopwatch import Stopwatch
from bot.answer.wording import Wording, Writer, needed_passages
from bot.languages.dates import spoken
from bot.languages.scripts import is_han
from bot.prompts import Words
from bot.types import Answer, Language, Status

_NEAREST = 4  # facts from which a declined question is given topics to turn to
_OF_SETTING = frozenset(("year", "place"))  # reasons that a follow-up's own words explain
_ORDERS = "instructions"  # why a text that asks nothing is blocked


@dataclass(frozen=True, kw_only=True)
class Drafter:
    """Puts answers into words; `writer` has a language model do it, within gates."""

    corpus: Corpus
    words: Mapping[Language, Words]
    now: Callable[[], datetime]
    writer: Writer | None = None

    def quote(self, found: Sequence[FactView], asked: Question, language: Language, watch: Stopwatch) -> Answer:
        """The facts found, as sentences in the reader's script that passed every gate; declines where none did."""
        views = [self.corpus.view(view.fact.id, language) for view in found]
        citations = compose.cite(views, self.corpus, language, self.now().date())
        sentences = compose.write(views, language, self.words[language])
        watch.begin("gate")
        kept = gates.passing(sentences, citations, self.corpus, language)
        if not kept:
            return self.decline((), Verdict(status=Status.NO_EVIDENCE, reason="gates"), language)
        wording = Wording(sentences=kept)
        if self.writer:
            watch.begin("word")
            wording = self.writer(asked.text, kept, citations, needed_passages(views, asked), language)
            kept = wording.sentences
        times = Times(today=self.now().date(), years=asked.years)
        kept = remark_on(kept, citations, self.corpus, self.words[language], language, times)
        used = {number for sentence in kept for number in sentence.citations}
        status = Status.CONFLICT if compose.disagree(views, asked.years) else Status.ANSWERED
        text = compose.join(kept, language)
        if unmet := sorted(asked.years - frozenset[str]().union(*(view.years for view in views))):
            status = Status.PARTIAL
            text += (" " if language is Language.EN else "\n") + self.words[language]("partial", years=", ".join(unmet))
        return Answer(
            language=language,
            status=status,
            text=text,
            sentences=kept,
            citations=tuple(citation for citation in citations if citation.n in used),
            follow_up_suggestions=guidance.related_questions(views, language),
            contact=guidance.contact_for(views[0].document.topic, self.corpus, language),
            mode=wording.mode,
            model=wording.model,
            reason=wording.reason,
            series=series_of(
                views, self.corpus.knowledge, language, asked=asked.text, of_money="money" in asked.details
            ),
        )

    def corrected(self, draft: Answer, asked: Question) -> Answer:
        """The answer, begun with what the question has wrong; outside its sentences, which say what sources say."""
        shown = [citation.passage_id.rpartition("#")[2] for citation in draft.citations]
        views = [self.corpus.view(fact_id, draft.language) for fact_id in shown]
        figure = compose.in_script(contradicted(asked.text, views), draft.language, asked.language)
        if not figure or (any(map(is_han, figure)) and not draft.language.is_chinese):
            return draft
        correction = self.words[draft.language]("correction", figure=figure)
        separator = " " if draft.language is Language.EN else "\n"
        return replace(draft, correction=correction, text=f"{correction}{separator}{draft.text}")

    def decline(self, ranked: Sequence[Ranked], verdict: Verdict, language: Language, *, named: str = "") -> Answer:
        """What is said where nothing answers: why, the nearest topics of those ranked, and whom to ask.

        `named` is the time or place, as typed, of which alone it was asked.
        """
        nearest = () if verdict.status is Status.OUT_OF_SCOPE else ranked[:_NEAREST]
        near = tuple(self.corpus.view(one.view.fact.id, language) for one in nearest)
        words = self.words[language]
        why = self._why(verdict, near, language)
        if named and verdict.reason in _OF_SETTING:
            why = words("no_evidence_of", named=named, updated=spoken(self.corpus.updated, language))
        parts = [why]
        if titles := guidance.nearest_topics(near, language):
            parts.append(words("nearest", topics=words("list_separator").join(titles)))
        if verdict.reason in KINDS:
            contact = guidance.contact_for_declined(verdict.reason, self.corpus, language)
        else:
            contact = guidance.contact_for(guidance.main_topic(near), self.corpus, language)
        if contact:
            parts.append(words("ask_contact", contact=contact["name"], url=contact["url"]))
        return Answer(
            language=language,
            status=verdict.status,
            reason=verdict.reason,
            text=(" " if language is Language.EN else "").join(parts),
            follow_up_suggestions=guidance.nearest_questions(near, self.corpus, language),
            contact=contact,
        )

    def _why(self, verdict: Verdict, near: Sequence[FactView], language: Language) -> str:
        words = self.words[language]
        if verdict.reason in KINDS:
            return words(f"outside_{verdict.reason}")
        if verdict.status is Status.OUT_OF_SCOPE:
            return words("out_of_scope")
        if verdict.reason == "gap":
            return words(
                "no_evidence_gap", gap=compose.in_script(near[0].fact.text, language, near[0].document.language)
            )
        key = "no_evidence_future" if verdict.reason == "future" else "no_evidence"
        return words(key, updated=spoken(self.corpus.updated, language))

    def no_such_point(self, shown: Sequence[FactView], language: Language) -> Answer:
        """What is said to who asks for a point that the last answer, of the facts shown, does not have."""
        return Answer(
            language=language,
            status=Status.NO_EVIDENCE,
            reason="point",
            text=self.words[language]("no_such_point", count=len(shown)),
            follow_up_suggestions=guidance.related_questions(shown, language),
            contact=guidance.contact_for(shown[0].document.topic, self.corpus, language),
        )

    def asked_back(self, meanings: tuple[str, ...], language: Language) -> Answer:
        """Which of some questions the user means, where nothing tells; each on a line of the text."""
        text = "\n".join((self.words[language]("clarification"), *(f"• {meaning}" for meaning in meanings)))
        return Answer(language=language, status=Status.CLARIFICATION, text=text, follow_up_suggestions=meanings)

    def block(self, language: Language) -> Answer:
        """What is said to a text that gives orders and asks nothing."""
        contact = guidance.contact_for("", self.corpus, language)
        text = self.words[language]("blocked")
        return Answer(language=language, status=Status.BLOCKED, text=text, reason=_ORDERS, contact=contact)
