"""What is sent for the widget, and with which headers."""

import gzip
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.interfaces.api import create_api
from bot.interfaces.service import Service
from bot.settings import Settings

_PORTAL = "https://portal.example.hk"
_PAGES = ("/widget", "/widget/configure")
_LOADED = re.compile(r'(?:href|src)="(/widget/assets/[^"]+)"')
_LOADER_BYTES = 6 * 1000
_PANEL_BYTES = 60 * 1000


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    allowed = settings.model_copy(
        update={"allowed_origins": (_PORTAL, "http://127.0.0.1:8000"), "store_answers": False}
    )
    with TestClient(create_api(Service(allowed))) as client:
        yield client


def _sent(client: TestClient, path: str) -> int:
    """Bytes of a compressed answer."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.headers["content-encoding"] == "gzip"
    return int(response.headers["content-length"])


def test_the_loader_is_under_six_kilobytes(client: TestClient) -> None:
    assert _sent(client, "/widget.js") < _LOADER_BYTES


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_panel_with_all_that_it_loads_is_under_sixty_kilobytes(client: TestClient, language: str) -> None:
    page = f"/widget?lang={language}"
    loaded = _LOADED.findall(client.get(page).text)

    assert {path.rpartition("/")[2] for path in loaded} == {"panel.js", "panel.css"}
    assert _sent(client, page) + sum(_sent(client, path) for path in loaded) < _PANEL_BYTES


@pytest.mark.parametrize("path", ["/widget.js", *_PAGES])
def test_who_takes_nothing_compressed_gets_the_same(client: TestClient, path: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert plain.content == client.get(path, headers={"Accept-Encoding": "gzip"}).content
    assert len(gzip.compress(plain.content)) < len(plain.content)


@pytest.mark.parametrize("path", ["/widget.js", *_PAGES])
def test_who_has_it_is_told_so(client: TestClient, path: str) -> None:
    tag = client.get(path).headers["etag"]

    again = client.get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/widget.js", *_PAGES])
def test_the_head_alone_can_be_asked_for(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200


def _policy(client: TestClient, path: str) -> dict[str, str]:
    found = client.get(path).headers["content-security-policy"]
    return dict(directive.strip().split(" ", 1) for directive in found.split(";"))


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_runs_and_asks_nothing_but_its_own_server(client: TestClient, path: str) -> None:
    policy = _policy(client, path)

    assert policy["default-src"] == "'none'"
    assert {policy[one] for one in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert {policy[one] for one in ("base-uri", "form-action")} == {"'none'"}
    assert "unsafe" not in str(policy)


def test_the_panel_lets_no_text_become_markup(client: TestClient) -> None:
    policy = _policy(client, "/widget")

    assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "'none'")


def test_named_sites_and_this_server_may_embed_the_panel(client: TestClient) -> None:
    assert _policy(client, "/widget")["frame-ancestors"] == f"'self' {_PORTAL} http://127.0.0.1:8000"
    assert "x-frame-options" not in client.get("/widget").headers


def test_without_a_setting_this_server_alone_may_embed_it(settings: Settings) -> None:
    with TestClient(create_api(Service(settings.model_copy(update={"store_answers": False})))) as client:
        assert _policy(client, "/widget")["frame-ancestors"] == "'self'"


def test_nobody_may_embed_the_configurator(client: TestClient) -> None:
    assert _policy(client, "/widget/configure")["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", ["/widget.js", "/widget"])
def test_a_portal_that_isolates_itself_can_load_it(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/widget.js", *_PAGES])
def test_nothing_is_taken_for_another_type(client: TestClient, path: str) -> None:
    assert client.get(path).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", _PAGES)
def test_no_page_holds_a_script_or_style_of_its_own(client: TestClient, path: str) -> None:
    text = client.get(path).text

    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", text) == []


def test_files_are_kept_for_ever_under_their_digest_alone(client: TestClient) -> None:
    path = next(path for path in _LOADED.findall(client.get("/widget").text) if path.endswith("panel.js"))
    older = "/widget/assets/0000000000000000/panel.js"

    assert client.get(path).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(older).headers["cache-control"] == "no-cache"
    assert client.get(older).text == client.get(path).text


def test_a_file_that_is_none_of_these_is_not_found(client: TestClient) -> None:
    assert client.get("/widget/assets/0/../../routes.py").status_code == 404
    assert client.get("/widget/assets/0/other.js").status_code == 404


@pytest.mark.parametrize("path", _PAGES)
@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [("zh-Hant", "en", "zh-Hant"), ("", "zh-CN,zh;q=0.9", "zh-Hans"), ("", "", "en"), ("fr", "fr", "en")],
)
def test_a_page_comes_in_the_readers_language(
    client: TestClient, path: str, asked: str, accepted: str, language: str
) -> None:
    response = client.get(path, params={"lang": asked}, headers={"Accept-Language": accepted})

    assert f'<html lang="{language}">' in response.text
    assert "Accept-Language" in response.headers["vary"]


@pytest.mark.parametrize("path", ["/widget.js", *_PAGES])
def test_no_comment_for_developers_is_sent(client: TestClient, path: str) -> None:
    assert not re.search(r"^\s*//", client.get(path).text, re.MULTILINE)
