import pytest

from bot.languages.plain import is_web_address, plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is <b>free</b>.", "It is free ."),
        ("Profit p < 0.05 and q > 3 in A&amp;B.", "Profit p < 0.05 and q > 3 in A&B."),
        ("See [the form](https://evil.example/f).", "See the form."),
        ("Open. ![x](https://evil.example/x.png?q=(1))", "Open. "),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Open.", " Open."),
        ("a\u200bb\u202ec\U000e0041\x1b", "abc "),
        ("At https://own.example/a, not https://evil.example/b.", "At https://own.example/a, not ."),
        ("javascript:alert", ""),
    ],
)
def test_only_what_a_reader_sees_is_left(text: str, left: str) -> None:
    assert plain(text, "own.example") == left


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a?b=c", True),
        ("", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ('https://example.org/"onclick=x', False),
    ],
)
def test_a_link_opens_a_page_or_is_none(url: str, is_safe: bool) -> None:
    assert is_web_address(url) is is_safe
