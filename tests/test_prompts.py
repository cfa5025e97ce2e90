import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.prompts import Words, load_words
from bot.types import Freshness, Language, Status

_ROOT = Path(__file__).parent.parent
_PROMPTS = _ROOT / "prompts"
_FILES = sorted(path.stem for path in (_PROMPTS / "en").glob("*.toml"))
_CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((_ROOT / "bot").rglob("*.py")))
_SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((_ROOT / "bot").rglob("*.js")))
_TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((_ROOT / "bot").rglob("*.j2")))
_KEYS = [(name, key) for name in _FILES for key in load_words(_PROMPTS, name)[Language.EN].variables]


def _question_errors() -> Iterator[tuple[str, frozenset[str]]]:
    for call in ast.walk(ast.parse(_CODE)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "QuestionError":
            assert isinstance(call.args[0], ast.Constant)
            yield str(call.args[0].value), frozenset(str(keyword.arg) for keyword in call.keywords)


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_files(language: Language) -> None:
    files = sorted(path.name for path in (_PROMPTS / language.value).iterdir())

    names = ["export", "interface", "judge", "knowledge", "messages", "receipt", "widget", "wording"]
    assert files == [f"{name}.toml" for name in names]


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
@pytest.mark.parametrize("name", _FILES)
def test_every_language_has_the_same_keys_with_the_same_variables(name: str, language: Language) -> None:
    words = load_words(_PROMPTS, name)

    assert words[language].variables == words[Language.EN].variables


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("name", "key"), _KEYS)
def test_no_template_is_empty(name: str, key: str, language: Language) -> None:
    words = load_words(_PROMPTS, name)[language]

    assert words(key, **dict.fromkeys(words.variables[key], "x")).strip() != ""


@pytest.mark.parametrize(("key", "values"), sorted(_question_errors()))
def test_every_question_error_has_a_message_with_its_values(key: str, values: frozenset[str]) -> None:
    assert load_words(_PROMPTS, "messages")[Language.EN].variables[key] == values


@pytest.mark.parametrize(("name", "key"), _KEYS)
def test_every_key_is_used_in_the_code(name: str, key: str) -> None:
    family = key.partition("_")[0]
    used = [f'"{key}"' in _CODE, f"'{key}'" in _CODE, f'"{key}"' in _TEMPLATES, f'"{key}"' in _SCRIPTS]
    used += [re.search(rf"\b(?:say|words)\.{key}\b", _TEMPLATES + _SCRIPTS) is not None]
    used_as_one_of_many = [f'f"{family}_{{' in _CODE, f'"{family}_" ~' in _TEMPLATES]

    assert any(used + used_as_one_of_many)


def test_every_status_and_freshness_has_words() -> None:
    wanted = {f"status_{status}" for status in Status} | {f"freshness_{freshness}" for freshness in Freshness}

    keys = load_words(_PROMPTS, "interface")[Language.EN].variables.keys()

    assert {key for key in keys if key.startswith(("status_", "freshness_"))} == wanted


def _words(folder: Path, text: str) -> Words:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return Words(path)


def test_a_template_is_filled_in(tmp_path: Path) -> None:
    assert _words(tmp_path, 'limit = "At most $count."')("limit", count=20) == "At most 20."


def test_a_value_that_looks_like_a_variable_is_left_alone(tmp_path: Path) -> None:
    assert _words(tmp_path, 'found = "No $text."')("found", text="$count") == "No $count."


def test_a_missing_key_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"words\.toml: 'other' needs"):
        _words(tmp_path, 'limit = "x"')("other")


def test_a_missing_variable_is_named_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"words\.toml: 'limit' needs 'count'"):
        _words(tmp_path, 'limit = "$count"')("limit")


@pytest.mark.parametrize("content", [b'limit = "', b"\xff\xfe", None], ids=["malformed", "not UTF-8", "absent"])
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError, match=r"words\.toml: cannot be read"):
        Words(path)
