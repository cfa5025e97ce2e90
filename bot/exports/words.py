"""The words around exported answers, in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.languages.dates import spoken
from bot.prompts import Words, load_words
from bot.types import Language


@dataclass(frozen=True, slots=True)
class ExportWords:
    """What exported files say themselves, and what they share with the page, in one language."""

    language: Language
    own: Words
    page: Words

    def as_of(self, date: str, *, undated: bool) -> str:
        """When something held, or when an undated page was read; `date` is ISO and may be partial."""
        return self.page("undated" if undated else "as_of", date=spoken(date, self.language))


def load_export_words(folder: Path) -> Mapping[Language, ExportWords]:
    """The words of every language from a folder of prompts."""
    own, page = load_words(folder, "export"), load_words(folder, "interface")
    return {language: ExportWords(language, own[language], page[language]) for language in Language}
