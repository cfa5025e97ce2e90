"""The words that the widget's scripts take, against those that they use."""

import json
import re
from pathlib import Path

import pytest

from bot.interfaces.widget import routes
from bot.interfaces.widget.words import WidgetWords
from bot.settings import Settings
from bot.types import Freshness, Language, Status

_ASSETS = Path(routes.__file__).parent / "assets"
_LANGUAGES = [language.value for language in Language]
_WORDS = WidgetWords(Settings().prompts_dir)


def _scripts(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((_ASSETS / folder).glob("*.js")))


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_panel_has_every_word_that_it_says(language: str) -> None:
    page = (_ASSETS / "panel.html.j2").read_text(encoding="utf-8")
    said = set(re.findall(r'data-(?:word|label)="(\w+)"', page))
    said |= set(re.findall(r'(?:say\([\w.]+, |words\()"(\w+)"', _scripts("panel")))
    said |= {f"status_{status}" for status in Status} | {f"freshness_{one}" for one in Freshness}
    said |= {"series_about", "series_at_least", "series_at_most", "summary_one", "summary_many"}

    assert said <= _WORDS.of_panel()[language].keys()


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_loader_has_every_word_that_it_says(language: str) -> None:
    said = set(re.findall(r"\bwords\.(\w+)", _scripts("loader")))

    assert said == _WORDS.of_loader()[language].keys()


@pytest.mark.parametrize("language", list(Language))
def test_the_configurator_has_every_word_that_it_says(language: Language) -> None:
    page = (_ASSETS / "configure.html.j2").read_text(encoding="utf-8")
    said = set(re.findall(r"(?:say|config\.words)\.(\w+)", page))
    said |= set(re.findall(r"CONFIG\.words\.(\w+)", _scripts("configure")))

    assert said == _WORDS.of_configurator(language).keys()


def test_what_is_filled_in_later_is_left_open() -> None:
    assert "$seconds" in _WORDS.of_panel()["en"]["panel_waiting"]
    assert "$limit" in _WORDS.of_panel()["zh-Hant"]["question_too_long"]


def test_no_word_can_end_the_script_that_holds_it() -> None:
    text = json.dumps([_WORDS.of_panel(), _WORDS.of_loader()], ensure_ascii=False)

    assert "<" not in text
