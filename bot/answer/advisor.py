"""The steps from a question to an answer, in order."""

import copy
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.answer.choosing import Chooser
from bot.answer.clarifying import choices
from bot.answer.compose import cite
from bot.answer.conversation import Conversation, Thread
from bot.answer.corpus import FactView
from bot.answer.drafting import Drafter
from bot.answer.ellipsis import left_of, named_by
from bot.answer.evidence import EvidenceJudge, Verdict
from bot.answer.guidance import nearest_questions
from bot.answer.intake import checked, language_of
from bot.answer.pointing_back import Meant, pointed_at, read_pointing
from bot.answer.question import Question, clean, has_words, read_question
from bot.answer.ranking import Ranked, Ranker
from bot.answer.rewriting import Rewriter
from bot.answer.scene import plain_question
from bot.answer.small_talk import SmallTalk
from bot.answer.stopwatch import Stopwatch
from bot.answer.table import with_table
from bot.answer.whole import set_out
from bot.answer.wording import Writer
from bot.languages.detection import detect_language
from bot.languages.instructions import without_orders
from bot.languages.personal import MASK, mask_personal
from bot.prompts import Words
from bot.protocols import Retriever
from bot.types import Answer, Citation, Language, Query, Status

_CANDIDATES = 40  # facts considered for an answer
_MEANINGS, _OF_SUBJECT = 4, 2  # questions that are asked back at most, and those of the conversation's subject
_OF_STORY = frozenset(("subject", "detail"))  # reasons to decline that may be a story's alone
_SURE = 0.5  # confidence from which an answer may tell the asker to be mistaken
_ID_BYTES = 16  # whoever knows the id of an answer may read it: 128 random bits


def nobody(step: str) -> None:
    """Nobody is told which step begins."""


class Advisor:
    """Answers questions from one index; safe to share between threads."""

    def __init__(
        self,
        retriever: Retriever,
        ranker: Ranker,
        judge: EvidenceJudge,
        words: Mapping[Language, Words],
        max_chars: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.corpus, self.judge = ranker.corpus, judge
        self._retriever, self.ranker = retriever, ranker
        self._conversation = Conversation(retriever, ranker, judge)
        self._words, self._max_chars, self._now = words, max_chars, now
        self._drafter = Drafter(corpus=ranker.corpus, words=words, now=now)
        self._rewriter: Rewriter | None = None
        self._small_talk, self._choose = SmallTalk(words), Chooser(ranker.corpus, self._ranked)

    def with_model(self, writer: Writer | None, rewriter: Rewriter | None) -> "Advisor":
        """The same advisor, with a model that words its answers and makes follow-ups stand alone, or with none."""
        other = copy.copy(self)
        other._drafter, other._rewriter = replace(self._drafter, writer=writer), rewriter
        return other

    def answer(
        self,
        question: str,
        language: Language | None = None,
        *,
        history: Sequence[str] = (),
        default_script: Language = Language.ZH_HANS,
        told: Callable[[str], None] = nobody,
    ) -> Answer:
        """Answer in `language`, or in the question's own; raises `QuestionError` when there is nothing to look up.

        `history` holds what the user asked before, oldest first. `default_script` decides for Chinese questions whose
        characters are the same in both scripts. `told` hears each step of the timings as it begins.
        """
        question, text = checked(question, self._max_chars)
        watch = Stopwatch(told)
        turns = [mask_personal(turn) for turn in history if len(turn) <= self._max_chars]
        earlier = [clean(without_orders(turn)) for turn in turns]
        default = language or default_script
        last = self._conversation.thread(self._subjects(earlier, default), default) if has_words(text) else None
        thread = last if last and self._conversation.carries_on(text, last, default) else None
        subject = thread.left_to(text) if thread else ""
        asked_in = language_of(text or clean(question), subject, default)
        shown_in = language or asked_in
        if not has_words(text):
            draft = self._drafter.block(shown_in)
        elif reply := self._small_talk.reply(text):
            draft = Answer(language=shown_in, status=Status.GREETING, text=self._words[shown_in](reply))
        elif last and (pointed := self._pointed_back(read_question(text, asked_in), last, shown_in, watch)):
            draft = pointed
        else:
            asked = self._standing_alone(read_question(text, asked_in, subject), text, subject)
            draft = self._look_up(asked, shown_in, watch, thread)
            if last and draft.status is Status.CLARIFICATION:
                draft = self._of_subject(
                    read_question(text, asked_in, last.left_to(text)), draft, shown_in, watch, last
                )
        return replace(
            draft,
            id=secrets.token_urlsafe(_ID_BYTES),
            question=question,
            notice=self._words[shown_in]("personal_number") if any(MASK in one for one in (question, *turns)) else "",
            corpus_version=self.corpus.version,
            asked_at=self._now().isoformat(timespec="seconds"),
            timings_ms=watch.timings(),
        )

    def search(self, text: str, language: Language | None = None, *, count: int) -> tuple[Citation, ...]:
        """The facts nearest to what a text asks, likeliest first, whether or not they answer it, for readers of
        `language` or of the text's own; raises `QuestionError` when there is nothing to look up.
        """
        _, words = checked(text, self._max_chars)
        written = detect_language(words, language or Language.ZH_HANS)
        ranked = self._ranked(read_question(words, written)) if has_words(words) else []
        views = [one.view for one in ranked if not one.view.fact.gap]
        return cite(views[:count], self.corpus, language or written, self._now().date())

    def warm(self) -> None:
        """Load now what is else loaded by the first question, the model and the vectors."""
        query = Query(text="Hong Kong", language=Language.EN)
        self._retriever.retrieve(query, self._retriever.embed(query), 1)

    def _pointed_back(self, asked: Question, last: Thread, language: Language, watch: Stopwatch) -> Answer | None:
        """The answer to a turn about the last answer itself; None for any other, and where nothing was answered."""
        pointing = read_pointing(asked.text, asked.language)
        if not pointing:
            return None
        verdict, lead = self.judge(last.asked, last.ranked)
        shown: Sequence[FactView] = ()
        if lead:
            shown = self._choose(last.asked, lead, last.ranked).views
        elif verdict.reason == "year" and pointing.meant is Meant.STILL:  # of then nothing is known, of now it may be
            shown = [last.lead.view]
        found = pointed_at(pointing, shown, self.corpus, language) if shown else ()
        if shown and not found and pointing.meant is Meant.POINT:
            return replace(self._drafter.no_such_point(shown, language), query=last.text)
        draft = self._drafter.quote(found, asked, language, watch) if found else None
        return replace(draft, query=last.text, confidence=verdict.confidence) if draft else None

    def _subjects(self, earlier: Sequence[str], default: Language) -> list[str]:
        """The turns that ask about a subject rather than about an answer."""
        asking = [turn for turn in earlier if has_words(turn) and not self._small_talk.reply(turn)]
        return [turn for turn in asking if not read_pointing(turn, detect_language(turn, default))]

    def _standing_alone(self, asked: Question, text: str, subject: str) -> Question:
        """A follow-up as a model puts it, where there is one; what it demands is read from the user's own words."""
        if not subject or self._rewriter is None:
            return asked
        return replace(asked, text=self._rewriter(text, left_of(subject, text), asked.language))

    def _look_up(self, asked: Question, language: Language, watch: Stopwatch, thread: Thread | None = None) -> Answer:
        query = Query(text=asked.text, language=asked.language)
        watch.begin("embed")
        vector = self._retriever.embed(query)
        watch.begin("retrieve")
        candidates = () if thread else self._retriever.retrieve(query, vector, _CANDIDATES)
        watch.begin("compose")
        ranked = self._conversation.rank(asked, thread) if thread else self.ranker(asked, candidates)
        verdict, lead = self.judge(asked, ranked)
        if thread is None and lead is None and (plain := self._plainly(asked, verdict)):
            asked, ranked, verdict, lead = plain
        decided = thread is not None or verdict.status is Status.OUT_OF_SCOPE
        if meanings := () if decided else choices(asked, ranked, self.corpus, language):
            draft = self._drafter.asked_back(meanings, language)
        elif lead is None:
            draft = self._drafter.decline(ranked, verdict, language, named=named_by(asked.own) if thread else "")
        else:
            draft = self._from_evidence(asked, lead, ranked, language, watch)
            if draft.citations and verdict.confidence >= _SURE:
                draft = self._drafter.corrected(draft, asked)
        return replace(draft, confidence=verdict.confidence, query=asked.text)

    def _plainly(self, asked: Question, declined: Verdict) -> tuple[Question, list[Ranked], Verdict, Ranked] | None:
        """What a declined question asks behind its story, judged by itself; None where that has no answer either."""
        text = plain_question(asked.text) if declined.reason in _OF_STORY else ""
        if not text:
            return None
        plain = read_question(text, asked.language)
        ranked = self._ranked(plain)
        verdict, lead = self.judge(plain, ranked)
        return (plain, ranked, verdict, lead) if lead else None

    def _of_subject(
        self, asked: Question, asked_back: Answer, language: Language, watch: Stopwatch, last: Thread
    ) -> Answer:
        """What may mean several things, answered of the conversation's subject, or asked back with that subject first.

        `asked_back` holds the meanings that it may have without the conversation.
        """
        draft = self._look_up(asked, language, watch, last)
        lead = next((one.passage_id.rpartition("#")[2] for one in draft.citations), "")
        if lead and self._conversation.is_about(self.corpus.view(lead, language), last):
            return draft
        ranked = [one.view for one in self._conversation.rank(asked, last)]
        near = [view for view in ranked if view.document.topic == last.lead.view.document.topic]
        here = nearest_questions([self.corpus.view(view.fact.id, language) for view in near], self.corpus, language)
        meanings = tuple(dict.fromkeys((*here[:_OF_SUBJECT], *asked_back.follow_up_suggestions)))
        return replace(self._drafter.asked_back(meanings[:_MEANINGS], language), query=asked_back.query)

    def _from_evidence(
        self, asked: Question, lead: Ranked, ranked: Sequence[Ranked], language: Language, watch: Stopwatch
    ) -> Answer:
        """The facts that answer, set out as steps, a list or a table where that is what is asked for."""
        found = self._choose(asked, lead, ranked)
        draft = set_out(self._drafter.quote(found.views, asked, language, watch), found.part, self.corpus)
        if draft.citations and found.compared:
            draft = with_table(draft, found.compared, self.corpus, self._words[language])
        return draft

    def _ranked(self, asked: Question) -> list[Ranked]:
        query = Query(text=asked.text, language=asked.language)
        return self.ranker(asked, self._retriever.retrieve(query, self._retriever.embed(query), _CANDIDATES))
