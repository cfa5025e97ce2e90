"""Whether the tables beside the sheets are whole: terms, contacts."""

from collections import Counter
from collections.abc import Iterator

from bot.documents.places import Problem
from bot.types import Knowledge


def check_tables(knowledge: Knowledge) -> Iterator[Problem]:
    """Terms that stand twice or lack a form, contacts of unknown topics or sources."""
    yield from _terms(knowledge)
    yield from _contacts(knowledge)


def _terms(knowledge: Knowledge) -> Iterator[Problem]:
    names = Counter(term.en for term in knowledge.terms)
    for name, count in names.items():
        if count > 1:
            yield Problem(place=("terms.csv", name), message=f"terms.csv: {name!r} stands {count} times")
    for term in knowledge.terms:
        if not (term.en and term.zh_hans and term.zh_hant):
            message = f"terms.csv: {term.en or term.zh_hant!r} lacks one of its three forms"
            yield Problem(place=("terms.csv", term.en), message=message)


def _contacts(knowledge: Knowledge) -> Iterator[Problem]:
    topics = {document.topic for document in knowledge.documents}
    for contact in knowledge.contacts:
        if contact.source_id not in knowledge.sources:
            message = f"contacts.toml: {contact.id!r} names unknown source {contact.source_id!r}"
            yield Problem(place=("contacts.toml", contact.id), message=message)
        for topic in sorted(set(contact.topics) - topics):
            message = f"contacts.toml: {contact.id!r} names unknown topic {topic!r}"
            yield Problem(place=("contacts.toml", contact.id), message=message)
