"""The words of the widget in every language, as its scripts take them: a text a key, with $names left to fill."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.prompts import Words, load_words
from bot.types import Freshness, Language, Status

_LOADER = ("launch", "close", "unreachable", "elsewhere")
_OF_THE_PAGE = (
    "title", "language_label", "composer_label", "send", "stop", "notice", "you_asked", "answer_label",
    "thinking", "stage_word", "summary_one", "summary_many", "summary_undated_one", "summary_undated_many",
    "made_quoted", "made_worded", "as_of", "undated", "cite",
    "published", "published_undated", "open_source", "in_knowledge", "no_link", "also_in", "retry", "helpful",
    "not_helpful", "rated", "follow_up", "stopped", "table_title", "series_title", "series_period", "series_sources",
    "series_part", "series_about", "series_at_least", "series_at_most", "list_separator", "close", "new_tab",
    "thread_label", "contact_title", "answer_link", "rating_failed", "connection_offline", "failed", "too_many",
)  # fmt: skip
_OF_MESSAGES = ("ask_contact", "question_too_long", "question_wordless")

ByLanguage = Mapping[str, Mapping[str, str]]


class WidgetWords:
    """Reads the words once."""

    def __init__(self, prompts: Path) -> None:
        self.own = load_words(prompts, "widget")
        self._page = load_words(prompts, "interface")
        self._messages = load_words(prompts, "messages")

    def of_loader(self) -> ByLanguage:
        """What the button says, and what stands in the place of a panel that does not come."""
        return {
            language.value: {"title": self._page[language]("title"), **_texts(self.own[language], _LOADER)}
            for language in Language
        }

    def of_panel(self) -> ByLanguage:
        """Everything that the panel says."""
        states = [f"status_{status.value}" for status in Status] + [f"freshness_{one.value}" for one in Freshness]
        return {
            language.value: {
                **_texts(self._page[language], [*_OF_THE_PAGE, *states]),
                **_texts(self._messages[language], _OF_MESSAGES),
                **_texts(self.own[language], _named(self.own[language], "panel_")),
            }
            for language in Language
        }

    def of_configurator(self, language: Language) -> Mapping[str, str]:
        """Everything that the configurator says in one language."""
        own = self.own[language]
        return _texts(own, _named(own, "configure_"))

    def title(self, language: Language) -> str:
        """What the service is called."""
        return self._page[language]("title")

    def names(self) -> Mapping[str, str]:
        """What each language calls itself."""
        return {language.value: self._page[language]("language_name") for language in Language}


def _named(words: Words, start: str) -> list[str]:
    return [key for key in words.variables if key.startswith(start)]


def _texts(words: Words, keys: Iterable[str]) -> dict[str, str]:
    return {key: words(key, **{name: f"${name}" for name in words.variables[key]}) for key in keys}
