import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.sentences import split_sentences

_RUNNING_TEXT = st.text(alphabet="aBé3 .!?。！？\n\"'”’」）)([“「中.\u3000\t", max_size=60)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It opened in May. It closed in June!", ("It opened in May.", "It closed in June!")),
        ("Is it open? Yes.", ("Is it open?", "Yes.")),
        ("What?! Closed...  Again?", ("What?!", "Closed...", "Again?")),
        ("The last one has no stop. It ends", ("The last one has no stop.", "It ends")),
        ("It costs $5. 3 are left.", ("It costs $5.", "3 are left.")),
        ("The library (圖書館) is shut. 圖書館休息。", ("The library (圖書館) is shut.", "圖書館休息。")),
    ],
)
def test_english_ends_a_sentence_before_what_can_begin_one(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("图书馆九点开门。五点关门！你来吗？来。", ("图书馆九点开门。", "五点关门！", "你来吗？", "来。")),
        ("圖書館九時開門。五時關門！你嚟唔嚟？嚟", ("圖書館九時開門。", "五時關門！", "你嚟唔嚟？", "嚟")),
        ("真的吗？！是的。", ("真的吗？！", "是的。")),
        ("票价为3.5元，二楼，见附件；免费。", ("票价为3.5元，二楼，见附件；免费。",)),
    ],
)
def test_chinese_ends_a_sentence_at_every_full_stop(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith of Acme Ltd. Hong Kong met Prof. Chan on Oct. 6 at St. Mary's.",
        "The U.S. Treasury and the U.K. Embassy, e.g. Mr. Lee, agreed.",
        "See No. 5, vol. 3 and fig. 2 for more.",
        "Mr. J. R. Smith signed.",
        "The rate is 8.25% or 3.5 in version 2.0.1 of it.",
        "The fee (approx. 5 dollars) rose vs. Monday.",
        "It closed at 5 p.m. on Sundays.",
        "Write to desk@example.org or www.example.org for it.",
        "It said so. and went on.",
    ],
    ids=["titles", "countries", "numbers", "initials", "decimals", "bracket", "hours", "addresses", "small letter"],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert split_sentences(text) == (text,)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('He said "Stop." Then he left.', ('He said "Stop."', "Then he left.")),
        ("She said “Stop!” “Why?” he asked.", ("She said “Stop!”", "“Why?” he asked.")),
        ("It is shut (on Sundays.) It opens on Mondays.", ("It is shut (on Sundays.)", "It opens on Mondays.")),
        ("他说：“好。”然后走了。", ("他说：“好。”", "然后走了。")),
        ("「五時關門。」他說。", ("「五時關門。」", "他說。")),
        ("（全日休息。）《完。》『好！』", ("（全日休息。）", "《完。》", "『好！』")),
    ],
)
def test_a_closing_quote_or_bracket_stays_with_its_sentence(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A heading\nA line of text", ("A heading", "A line of text")),
        ("One.\n\n\nTwo.\n", ("One.", "Two.")),
        ("One.\r\n\r\nTwo.", ("One.", "Two.")),
        ("標題\n內文。", ("標題", "內文。")),
    ],
)
def test_a_new_line_ends_a_sentence(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize("text", ["", " ", "\n \n\t", "\u3000"])
def test_a_text_without_characters_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == ()


@given(st.text() | _RUNNING_TEXT)
def test_sentences_keep_every_visible_character_in_order(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@given(st.text() | _RUNNING_TEXT)
def test_no_sentence_is_empty_or_has_space_around_it(text: str) -> None:
    sentences = split_sentences(text)

    assert [sentence.strip() for sentence in sentences if sentence.strip()] == list(sentences)


@given(_RUNNING_TEXT)
def test_a_chinese_full_stop_is_followed_only_by_marks_of_its_own_sentence(text: str) -> None:
    stops, closing = "。！？", "」』”’》）\"'"

    for sentence in split_sentences(text):
        head = sentence.rstrip(closing).rstrip(stops)
        assert not set(head) & set(stops)
