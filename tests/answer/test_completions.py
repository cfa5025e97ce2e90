import pytest

from bot.answer.completions import Draft, has_markup, read_completion

_RATE = Draft(text="The rate is 8.25%.", cited=(1,))


@pytest.mark.parametrize(
    "text",
    [
        "The rate is 8.25% [1].",
        "The rate is 8.25%. [1]",
        "The rate is 8.25%.[1]",
        "The rate is 8.25%【1】.",
        "The rate is 8.25%. 【1】",
        "The rate is 8.25%［1］.",
        "The rate is 8.25%（1）.",
        "The rate is 8.25%. [^1]",
        "The rate [1] is 8.25% [1].",
        "<think>It may be 9%. [2]</think>\n\nThe rate is 8.25%. [1]",
        "The rate is 8.25%. [1]\nThe rate is 8.25%. [1]",
    ],
)
def test_a_mark_is_read_in_whatever_brackets_it_stands(text: str) -> None:
    assert read_completion(text) == (_RATE,)


@pytest.mark.parametrize(
    "marks", ["[1][2]", "[1, 2]", "[1，2]", "[1、2]", "【1】【2】", "【1, 2】", "[1] [2]", "（1、2）"]
)
def test_several_marks_are_read(marks: str) -> None:
    assert read_completion(f"税率为8.25%{marks}。") == (Draft(text="税率为8.25%。", cited=(1, 2)),)


def test_marks_belong_to_the_sentence_before_them() -> None:
    drafts = read_completion("The rate is 8.25%. [1] It opened in May 2025. [2][3] More follows.")

    assert [(draft.text, draft.cited) for draft in drafts] == [
        ("The rate is 8.25%.", (1,)),
        ("It opened in May 2025.", (2, 3)),
        ("More follows.", ()),
    ]


@pytest.mark.parametrize("text", ["根据第14條（1），税率为8.25%。", "根据第14条（2）及（3）款"])
def test_a_number_of_a_provision_is_no_mark(text: str) -> None:
    assert read_completion(text)[0].text == text


@pytest.mark.parametrize("text", ["", " \n", "[1]", "。【1】"])
def test_marks_alone_are_no_sentence(text: str) -> None:
    assert read_completion(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The **rate** is 8.25%.",
        "# Rates",
        "- The rate is 8.25%.",
        "> The rate",
        "`8.25%`",
        "[the rate](x)",
        "![x](y)",
        "<b>8.25%</b>",
        "<img src=x>",
        "| 8.25% |",
        "a &lt;b",
        "~~8.25%~~",
        "__8.25%__",
    ],
)
def test_formatting_is_markup(text: str) -> None:
    assert has_markup(text)


@pytest.mark.parametrize(
    "text", ["The rate is 8.25%.", "A+H firms; R&D, fewer than < 5", "第14條（1）", "x - y", "“x”"]
)
def test_plain_text_is_no_markup(text: str) -> None:
    assert not has_markup(text)
