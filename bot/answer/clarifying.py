"""Whether a question says too little to tell which of several subjects it is about, and what it may mean."""

from collections.abc import Sequence

from bot.answer import guidance
from bot.answer.corpus import Corpus
from bot.answer.evidence import EVERYWHERE
from bot.answer.follow_up import is_short
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.types import Language

# Log-odds by which the likeliest sheet may lead the next. Of 2,183 labelled questions that sheets answer none that is
# short and names no term has a smaller lead than 6; of twenty such as "how long does it take?" none has one over 2.6.
_GAP = 3.0
_FEWEST = 2  # questions that leave a choice


def choices(question: Question, ranked: Sequence[Ranked], corpus: Corpus, language: Language) -> tuple[str, ...]:
    """Full questions of the sheets of which the user may mean one; empty where the question tells enough."""
    if not is_short(question.own) or _singles_out(question, corpus):
        return ()
    likeliest: dict[str, Ranked] = {}
    for one in ranked:
        likeliest.setdefault(one.view.document.topic, one)
    near = [one for one in likeliest.values() if one.score >= ranked[0].score - _GAP]
    questions = guidance.nearest_questions([corpus.view(one.view.fact.id, language) for one in near], corpus, language)
    return questions if len(near) >= _FEWEST and len(questions) >= _FEWEST else ()


def _singles_out(question: Question, corpus: Corpus) -> bool:
    """Whether it names an official term, a time, a place or a name."""
    named = corpus.terms.named_in(question.text) - EVERYWHERE
    return bool(named or question.years or question.places or question.names or question.companies)
