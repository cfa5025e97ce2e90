"""What a reader can do next: related questions, nearest topics, whom to contact."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus, FactView
from bot.types import Contact, Document, Language, Section

_SUGGESTIONS = 3
_TOPICS = 3


def related_questions(views: Sequence[FactView], language: Language) -> tuple[str, ...]:
    """Other questions of the sheet that the answer came from, nearest to the answered section first."""
    sections = views[0].document.sections
    asked = {view.section.id for view in views}
    here = next(place for place, section in enumerate(sections) if section.id == views[0].section.id)
    by_distance = sorted(range(len(sections)), key=lambda place: (abs(place - here), place))
    open_sections = [sections[place] for place in by_distance if sections[place].id not in asked]
    return _headings(((section, views[0].document) for section in open_sections), language)


def nearest_questions(views: Sequence[FactView], corpus: Corpus, language: Language) -> tuple[str, ...]:
    """Questions of the sections nearest to one that was declined; without any, the first of some topics."""
    if views:
        return _headings(((view.section, view.document) for view in views), language)
    return _headings(((document.sections[0], document) for document in corpus.documents(language)), language)


def nearest_topics(views: Sequence[FactView], language: Language) -> tuple[str, ...]:
    """Titles of the sheets that the facts stand in, best first, without repeats."""
    titles = dict.fromkeys(in_script(view.document.title, language, view.document.language) for view in views)
    return tuple(titles)[:_TOPICS]


def _headings(sections: Iterable[tuple[Section, Document]], language: Language) -> tuple[str, ...]:
    """Questions of sections as readers of `language` see them; a running text's heading is a title, no question."""
    headings = dict.fromkeys(
        in_script(section.heading, language, document.language)
        for section, document in sections
        if not (section.is_contact or section.is_text)
    )
    return tuple(headings)[:_SUGGESTIONS]


def main_topic(views: Sequence[FactView]) -> str:
    """The topic that most of the facts belong to, the better ranked first among equals; empty without facts."""
    counts = Counter(view.document.topic for view in views)
    return max(counts, key=counts.__getitem__, default="")


def contact_for(topic: str, corpus: Corpus, language: Language) -> dict[str, str] | None:
    """Whom the knowledge names for a topic, else for anything."""
    contacts = corpus.knowledge.contacts
    special: Contact | None = next((contact for contact in contacts if topic in contact.topics), None)
    chosen = special or next((contact for contact in contacts if not (contact.topics or contact.declined)), None)
    return _shown(chosen, language)


def contact_for_declined(kind: str, corpus: Corpus, language: Language) -> dict[str, str] | None:
    """Whom the knowledge names for a kind of question that is declined; None where it names nobody for that kind."""
    named = (contact for contact in corpus.knowledge.contacts if kind in contact.declined)
    return _shown(next(named, None), language)


def _shown(contact: Contact | None, language: Language) -> dict[str, str] | None:
    return {"name": contact.name[language.value], "url": contact.url} if contact else None
