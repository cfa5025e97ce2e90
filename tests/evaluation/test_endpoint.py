from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.evaluation.endpoint import EndpointTarget, read_mapping
from bot.evaluation.measures import measure
from bot.evaluation.records import parse_record, to_line
from bot.evaluation.targets import AskFailedError
from bot.types import JsonObject, Language
from tests.evaluation.factories import question
from tests.evaluation.servers import Response, answering

_MAPPING = """
url = "{url}/chat"
declines = ["I cannot help", "无法回答"]
[headers]
Authorization = "Bearer ${{RIVAL_KEY}}"
[body]
messages = "$history"
prompt = "Q: $question"
options = {{ lang = "$language", depth = 3 }}
[answer]
text = "reply.text"
status = "reply.state"
citations = "reply.sources[].{{quote: snippet, url: link, title: name, passage: full}}"
confidence = "reply.score"
[statuses]
ok = "answered"
empty = "no_evidence"
"""


def _reply(text: str, **fields: object) -> JsonObject:
    source = {"snippet": "8.25%", "link": "https://gov.hk/tax", "name": "Tax", "full": "The rate is 8.25%."}
    return {"reply": {"text": text, "sources": [source], "score": 0.7, **fields}}


def _target(tmp_path: Path, url: str, mapping: str = _MAPPING) -> "closing[EndpointTarget]":
    path = tmp_path / "rival.toml"
    path.write_text(mapping.format(url=url), encoding="utf-8")
    return closing(EndpointTarget(read_mapping(path), 5))


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIVAL_KEY", "s3cret")


def test_a_rival_is_asked_in_its_own_words(tmp_path: Path) -> None:
    with answering(lambda request: Response(_reply("8.25% [1]"))) as (url, received), _target(tmp_path, url) as target:
        target.ask(question(question="税率？", context=("CTC",)), Language.ZH_HANS)

    assert received[0].path == "/chat"
    assert received[0].headers["authorization"] == "Bearer s3cret"
    assert received[0].body == {
        "messages": [{"role": "user", "content": "CTC"}],
        "prompt": "Q: 税率？",
        "options": {"lang": "zh-Hans", "depth": 3},
    }


def test_a_rivals_answer_is_measured_like_ours(tmp_path: Path) -> None:
    with (
        answering(lambda request: Response(_reply("The rate is 8.25% [1]. It was 9% [1].", state="ok"))) as (url, _),
        _target(tmp_path, url) as target,
    ):
        reply = target.ask(question(), None)
    answer = parse_record(to_line("q1", 0, 5.0, reply.answer, dict(reply.passages)))

    found = measure(question(gold_source_urls=("https://gov.hk/tax",)), answer)

    assert answer.confidence == 0.7
    assert [sentence.text for sentence in answer.sentences] == ["The rate is 8.25% [1].", "It was 9% [1]."]
    assert {name: share.value for name, share in found.items()} == {
        "handled_rightly": 1.0,
        "gold_fact_recall": 1.0,
        "all_gold_facts": 1.0,
        "abstention_precision": None,
        "abstention_recall": None,
        "false_abstention": 0.0,
        "citation_validity": 1.0,
        "figure_faithfulness": 0.5,
        "gold_source_hit": 1.0,
        "language_match": 1.0,
        "failed": 0.0,
    }


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (_reply("8.25%", state="ok"), "answered"),
        (_reply("Nothing.", state="empty"), "no_evidence"),
        (_reply("Sorry, I CANNOT HELP with that."), "no_evidence"),
        (_reply("抱歉，无法回答。"), "no_evidence"),
        (_reply("8.25%", state="unheard of"), "answered"),
    ],
)
def test_a_rivals_status_is_translated_or_read_from_its_words(tmp_path: Path, reply: JsonObject, status: str) -> None:
    with answering(lambda request: Response(reply)) as (url, _), _target(tmp_path, url) as target:
        assert target.ask(question(), None).answer["status"] == status


def test_a_rival_asked_by_address_gets_the_question_there(tmp_path: Path) -> None:
    mapping = 'url = "{url}/ask"\nmethod = "GET"\n[body]\nq = "$question"\n[answer]\ntext = "a"\n'
    with (
        answering(lambda request: Response({"a": "8.25%"})) as (url, received),
        _target(tmp_path, url, mapping) as target,
    ):
        reply = target.ask(question(question="rate & tax"), None)

    assert received[0].path == "/ask?q=rate+%26+tax"
    assert reply.answer["citations"] == []


def test_a_reply_without_the_text_named_fails_the_question(tmp_path: Path) -> None:
    with (
        answering(lambda request: Response({"error": "quota"})) as (url, _),
        _target(tmp_path, url) as target,
        pytest.raises(AskFailedError, match="the mapping finds no text in the reply, but None"),
    ):
        target.ask(question(), None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("url = 1 2", "cannot be read"),
        ('[answer]\ntext = "a"\n', 'needs url = "…" and'),
        ('url = "http://127.0.0.1"\n', r"under \[answer\], text ="),
        ('url = "http://127.0.0.1"\nheader = 1\n[answer]\ntext = "a"\n', "unknown key 'header'"),
        ('url = "http://127.0.0.1"\n[answer]\ntext = "a["\n', r"text = 'a\[' is not JMESPath"),
        ('url = "http://127.0.0.1"\n[answer]\ntext = "a"\nmood = "b"\n', "unknown key 'mood'"),
        (
            'url = "http://127.0.0.1"\n[answer]\ntext = "a"\n[statuses]\nok = "fine"\n',
            "names 'fine'; wanted one of answered",
        ),
        (
            'url = "http://127.0.0.1"\n[headers]\nkey = "${NOT_SET_ANYWHERE}"\n[answer]\ntext = "a"\n',
            "The variable NOT_SET_ANYWHERE is not set",
        ),
    ],
)
def test_a_mapping_that_is_wrong_is_named(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "rival.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        read_mapping(path)
