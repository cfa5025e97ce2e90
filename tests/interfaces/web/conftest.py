"""A reader of the page."""

import pytest

from bot.interfaces.web.view import View
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import Language


@pytest.fixture(scope="session")
def view() -> View:
    prompts = Settings().prompts_dir
    return View(
        language=Language.EN,
        by_language=load_words(prompts, "interface"),
        messages=load_words(prompts, "messages"),
    )
