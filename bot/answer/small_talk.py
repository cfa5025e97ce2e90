"""Greetings and thanks, which are answered without looking anything up."""

import re
from collections.abc import Iterable, Mapping

from bot.languages.scripts import fold
from bot.prompts import Words
from bot.types import Language


class SmallTalk:
    """Knows the greetings and thanks of every language, as `greetings` and `thanks` of messages.toml list them."""

    def __init__(self, words: Mapping[Language, Words]) -> None:
        self._greetings, self._thanks = (
            _phrases(words[language](key) for language in Language) for key in ("greetings", "thanks")
        )

    def reply(self, text: str) -> str:
        """The key of what to say to a text of nothing but greetings or thanks; empty for a question."""
        bare = _bare(text)
        greeted = self._greetings.sub("", bare)
        if not greeted:
            return "greeting"
        return "" if self._thanks.sub("", greeted) else "welcome"


def _phrases(lists: Iterable[str]) -> re.Pattern[str]:
    phrases = {_bare(phrase) for phrases in lists for phrase in phrases.split("|")}
    return re.compile("|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))))


def _bare(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())
