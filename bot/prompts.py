"""Words shown to users: `prompts/<language>/<file>.toml`, one template a key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template

from bot.errors import KnowledgeError
from bot.types import Language


class Words:
    """The templates of one file in one language."""

    def __init__(self, path: Path) -> None:
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise KnowledgeError(f"{path}: cannot be read ({error}).") from error
        self._path = path
        self._templates = {key: self._template(key, text) for key, text in entries.items()}

    def _template(self, key: str, text: object) -> Template:
        if not isinstance(text, str) or not Template(text).is_valid():
            raise KnowledgeError(
                f"{self._path}: {key} must be text with $names, a dollar sign written $$; found {text!r}."
            )
        return Template(text)

    @property
    def variables(self) -> Mapping[str, frozenset[str]]:
        """The variables of each key."""
        return {key: frozenset(template.get_identifiers()) for key, template in self._templates.items()}

    def __call__(self, key: str, **values: object) -> str:
        """The text under `key`, filled in; a missing key or variable is a `KnowledgeError`."""
        try:
            return self._templates[key].substitute({name: str(value) for name, value in values.items()})
        except KeyError as error:
            raise KnowledgeError(f"{self._path}: {key!r} needs {error}.") from error


def load_words(folder: Path, name: str) -> dict[Language, Words]:
    """The file `name`.toml of every language."""
    return {language: Words(folder / language.value / f"{name}.toml") for language in Language}
