"""How things are put to a reader of one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.answer.compose import in_script
from bot.languages.dates import spoken, spoken_period
from bot.prompts import Words, load_words
from bot.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A language with its words: those of these pages and, as `chat`, those of the chat page."""

    language: Language
    words: Words
    chat: Words
    names: Mapping[Language, str]
    """What each language calls itself."""

    def text(self, text: str, written: Language = Language.ZH_HANT) -> str:
        """A text in the reader's script; `written` is the script it stands in."""
        return in_script(text, self.language, written)

    def date(self, iso: str) -> str:
        """A full or partial ISO date in words."""
        return spoken(iso, self.language)

    def period(self, covers: str) -> str:
        """An ISO date, or two with a slash between, in words."""
        return spoken_period(covers, self.language)

    def named(self, names: Mapping[str, str]) -> str:
        """The name for this reader among names by written language."""
        return self.text(names[self.language.indexed.value])


def figure(value: float) -> str:
    """A value of the register of indicators as it is written in all languages."""
    return f"{value:,.12g}"


def load_readers(prompts: Path) -> dict[Language, Reader]:
    """A reader of each language."""
    words, chat = load_words(prompts, "knowledge"), load_words(prompts, "interface")
    names = {language: chat[language]("language_name") for language in Language}
    return {
        language: Reader(language=language, words=words[language], chat=chat[language], names=names)
        for language in Language
    }
