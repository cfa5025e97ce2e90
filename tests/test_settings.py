import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import UsageError
from bot.settings import Settings, filled_from_environment, go_offline, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("GOGLOBAL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def _dotenv(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def test_everything_has_a_default() -> None:
    settings = load_settings()

    assert (settings.host, settings.port, settings.embedding_model, settings.embedding_download) == (
        "127.0.0.1",
        7860,
        "",
        False,
    )


def test_the_content_folders_are_those_of_the_checkout() -> None:
    root = Path(__file__).parent.parent

    assert (load_settings().knowledge_dir, load_settings().prompts_dir) == (root / "knowledge", root / "prompts")


@pytest.mark.parametrize(
    ("variable", "value", "field", "read"),
    [
        ("GOGLOBAL_PORT", "8080", "port", 8080),
        ("GOGLOBAL_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("GOGLOBAL_DATA_DIR", "/data", "data_dir", Path("/data")),
        ("GOGLOBAL_EMBEDDING_DOWNLOAD", "true", "embedding_download", True),
        ("GOGLOBAL_QUESTION_MAX_CHARS", "10", "question_max_chars", 10),
        ("GOGLOBAL_LLM_BASE_URL", "http://127.0.0.1:9/v1", "llm_base_url", "http://127.0.0.1:9/v1"),
        ("GOGLOBAL_LLM_API_KEY", "secret", "llm_api_key", SecretStr("secret")),
        ("GOGLOBAL_LLM_TIMEOUT", "2.5", "llm_timeout", 2.5),
        ("GOGLOBAL_LLM", "ollama:qwen3", "llm", "ollama:qwen3"),
        ("GOGLOBAL_LLM_RETRIES", "0", "llm_retries", 0),
        ("GOGLOBAL_LLM_MAX_TOKENS", "300", "llm_max_tokens", 300),
        ("GOGLOBAL_LLM_DAILY_TOKENS", "1000000", "llm_daily_tokens", 1_000_000),
        ("GOGLOBAL_LLM_DAILY_COST", "1.5", "llm_daily_cost", 1.5),
        ("GOGLOBAL_STORE_ANSWERS", "false", "store_answers", False),
        ("GOGLOBAL_STORE_URL", "sqlite://", "store_url", SecretStr("sqlite://")),
        ("GOGLOBAL_STORE_QUESTIONS", "true", "store_questions", True),
        ("GOGLOBAL_RETENTION_DAYS", "0", "retention_days", 0),
        ("GOGLOBAL_ALLOWED_ORIGINS", "", "allowed_origins", ()),
        ("GOGLOBAL_ALLOWED_ORIGINS", "https://www.gov.hk", "allowed_origins", ("https://www.gov.hk",)),
        (
            "GOGLOBAL_ALLOWED_ORIGINS",
            " HTTPS://a.hk/ ,http://127.0.0.1:8000,http://[::1]:8000,",
            "allowed_origins",
            ("https://a.hk", "http://127.0.0.1:8000", "http://[::1]:8000"),
        ),
        ("GOGLOBAL_LLM_INPUT_PRICE", "0.27", "llm_input_price", 0.27),
        ("GOGLOBAL_LLM_OUTPUT_PRICE", "1.1", "llm_output_price", 1.1),
    ],
)
def test_a_variable_sets_its_field(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(variable, value)

    assert getattr(load_settings(), field) == read


def test_a_dotenv_file_is_read() -> None:
    _dotenv("GOGLOBAL_PORT=9000\n")

    assert load_settings().port == 9000


def test_a_variable_wins_over_the_dotenv_file(monkeypatch: pytest.MonkeyPatch) -> None:
    _dotenv("GOGLOBAL_PORT=9000\n")
    monkeypatch.setenv("GOGLOBAL_PORT", "8080")

    assert load_settings().port == 8080


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("GOGLOBAL_PROT", "GOGLOBAL_PORT"),
        ("GOGLOBAL_DATADIR", "GOGLOBAL_DATA_DIR"),
        ("GOGLOBAL_KNOWLEGE_DIR", "GOGLOBAL_KNOWLEDGE_DIR"),
        ("GOGLOBAL_LLM_TIMEOUTS", "GOGLOBAL_LLM_TIMEOUT"),
        ("GOGLOBAL_LLM_DAYLY_COST", "GOGLOBAL_LLM_DAILY_COST"),
    ],
)
def test_a_misspelt_variable_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, misspelt: str, meant: str
) -> None:
    monkeypatch.setenv(misspelt, "1")

    with pytest.raises(UsageError) as caught:
        load_settings()

    assert str(caught.value) == f"Unknown setting {misspelt}. Did you mean {meant}? All settings are in the README."


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1", ""])
def test_a_bad_port_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("GOGLOBAL_PORT", port)

    with pytest.raises(UsageError, match=f"^GOGLOBAL_PORT is '{port}': input should be "):
        load_settings()


@pytest.mark.parametrize(
    "found",
    [
        "*",
        "null",
        "a.hk",
        "https://a.hk/page",
        "https://*.a.hk",
        "ftp://a.hk",
        "https://a.hk 'unsafe-inline'",
        "https://a.hk; script-src *",
    ],
)
def test_a_site_that_is_no_origin_is_named(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    given = f"https://b.hk, {found}"
    monkeypatch.setenv("GOGLOBAL_ALLOWED_ORIGINS", given)

    with pytest.raises(UsageError) as caught:
        load_settings()

    wanted = f"{found!r} is no origin, write https://host or https://host:port"
    assert str(caught.value) == f"GOGLOBAL_ALLOWED_ORIGINS is {given!r}: {wanted}."


def test_a_bad_value_in_the_dotenv_file_is_named_too() -> None:
    _dotenv("GOGLOBAL_QUESTION_MAX_CHARS=9\n")

    with pytest.raises(UsageError, match=r"^GOGLOBAL_QUESTION_MAX_CHARS is '9': "):
        load_settings()


@pytest.mark.parametrize("proxies", ["*", "proxy", "10.0.0.1/8", "10.0.0.300"])
def test_what_is_no_address_of_a_proxy_is_refused(monkeypatch: pytest.MonkeyPatch, proxies: str) -> None:
    monkeypatch.setenv("GOGLOBAL_TRUSTED_PROXIES", proxies)

    with pytest.raises(UsageError, match=r"^GOGLOBAL_TRUSTED_PROXIES is .*; wanted 10.0.0.7 or a network"):
        load_settings()


def test_variables_of_other_programs_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    _dotenv("OTHER_PORT=2\n")

    assert load_settings() == Settings()


def test_going_offline_switches_the_hub_off(monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", environment)

    go_offline()

    assert (environment["HF_HUB_OFFLINE"], environment["TRANSFORMERS_OFFLINE"]) == ("1", "1")


def test_an_allowed_download_leaves_the_hub_on_and_telemetry_off(monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", environment)

    go_offline(allow_download=True)

    assert "HF_HUB_OFFLINE" not in environment
    assert environment["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_no_language_model_is_set_up_by_default() -> None:
    settings = load_settings()

    assert (settings.llm_base_url, settings.llm_api_key, settings.llm_timeout) == ("", None, 60.0)


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", ""])
def test_a_bad_timeout_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch, timeout: str) -> None:
    monkeypatch.setenv("GOGLOBAL_LLM_TIMEOUT", timeout)

    with pytest.raises(UsageError, match=f"^GOGLOBAL_LLM_TIMEOUT is '{timeout}': input should be "):
        load_settings()


def test_a_key_and_a_password_are_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOGLOBAL_LLM_API_KEY", "very-secret")
    monkeypatch.setenv("GOGLOBAL_STORE_URL", "postgresql://user:very-secret@host/name")

    settings = load_settings()

    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("no variable", "no variable"),
        ("Bearer ${ONE}", "Bearer 1"),
        ("${ONE}-${TWO}${ONE}", "1-${ONE}1"),
        ("${EMPTY}", ""),
        ("$ONE {ONE} ${} ${a-b} $question", "$ONE {ONE} ${} ${a-b} $question"),
    ],
)
def test_a_text_is_filled_from_the_environment_once(monkeypatch: pytest.MonkeyPatch, text: str, filled: str) -> None:
    for name, value in {"ONE": "1", "TWO": "${ONE}", "EMPTY": ""}.items():
        monkeypatch.setenv(name, value)

    assert filled_from_environment(text) == filled


def test_a_variable_that_is_not_set_is_named_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONE", "very-secret")
    monkeypatch.delenv("NO_SUCH", raising=False)

    with pytest.raises(UsageError) as caught:
        filled_from_environment("${ONE} ${NO_SUCH}")

    assert str(caught.value) == "The variable NO_SUCH is not set; '${ONE} ${NO_SUCH}' needs it."
