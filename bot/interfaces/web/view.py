"""How the page is put to its reader: words, dates and scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.answer.compose import in_script
from bot.languages.dates import spoken, spoken_period
from bot.prompts import Words
from bot.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The language that the page is read in, with the words of every language."""

    language: Language
    by_language: Mapping[Language, Words]
    messages: Mapping[Language, Words]

    def words(self, key: str, **values: object) -> str:
        """A word or sentence of the page."""
        return self.by_language[self.language](key, **values)

    def of(self, language: Language) -> "View":
        """The same for an answer, whose card is in the answer's own script."""
        return replace(self, language=language)

    def date(self, iso: str) -> str:
        """A full or partial ISO date in words."""
        return spoken(iso, self.language)

    def period(self, covers: str) -> str:
        """An ISO period in words."""
        return spoken_period(covers, self.language)

    def text(self, text: str, written: Language) -> str:
        """A text in the reader's script; `written` is the script it stands in."""
        return in_script(text, self.language, written)

    def as_of(self, iso: str, *, undated: bool) -> str:
        """The date at which a statement held, or at which an undated page was read."""
        return self.words("undated" if undated else "as_of", date=self.date(iso))

    def names(self) -> list[tuple[Language, str]]:
        """What each language calls itself."""
        return [(language, self.by_language[language]("language_name")) for language in Language]
