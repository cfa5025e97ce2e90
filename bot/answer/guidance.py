"""What a reader can do next: related questions, nearest topics, whom to contact."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus, FactView
from bot.types import Contact, Language, Section

_SUGGESTIONS = 3
_TOPICS = 3


def related_questions(views: Sequence[FactView], language: Language) -> tuple[str, ...]:
    """Other questions of the sheet that the answer came from, nearest to the answered section first."""
    sections = views[0].document.sections
    asked = {view.section.id for view in views}
    here = next(place for place, section in enumerate(sections) if section.id == views[0].section.id)
    by_distance = sorted(range(len(sections)), key=lambda place: (abs(place - here), place))
    open_sections = [sections[place] for place in by_distance if sections[place].id not in asked]
    return _headings(open_sections, language)


def nearest_questions(views: Sequence[FactView], corpus: Corpus, language: Language) -> tuple[str, ...]:
    """Questions of the sections nearest to one that was declined; without any, the first of some topics."""
    if views:
        return _headings([view.section for view in views], language)
    return _headings([document.sections[0] for document in corpus.documents(language)], language)


def nearest_topics(views: Sequence[FactView], language: Language) -> tuple[str, ...]:
    """Titles of the sheets that the facts stand in, best first, without repeats."""
    titles = dict.fromkeys(view.document.title for view in views)
    return tuple(in_script(title, language) for title in list(titles)[:_TOPICS])


def _headings(sections: Iterable[Section], language: Language) -> tuple[str, ...]:
    headings = dict.fromkeys(section.heading for section in sections if not section.is_contact)
    return tuple(in_script(heading, language) for heading in list(headings)[:_SUGGESTIONS])


def main_topic(views: Sequence[FactView]) -> str:
    """The topic that most of the facts belong to, the better ranked first among equals; empty without facts."""
    counts = Counter(view.document.topic for view in views)
    return max(counts, key=counts.__getitem__, default="")


def contact_for(topic: str, corpus: Corpus, language: Language) -> dict[str, str] | None:
    """Whom the knowledge names for a topic, else for anything."""
    contacts = corpus.knowledge.contacts
    special: Contact | None = next((contact for contact in contacts if topic in contact.topics), None)
    chosen = special or next((contact for contact in contacts if not contact.topics), None)
    return {"name": chosen.name[language.value], "url": chosen.url} if chosen else None
