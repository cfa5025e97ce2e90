import pytest

from bot.languages.colloquial import to_written
from bot.languages.scripts import fold


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("點樣申請", "如何申请"),
        ("點解要交稅", "为什么要交税"),
        ("交幾多稅", "交多少税"),
        ("有冇牌照", "有没有牌照"),
        ("喺邊度申請", "在哪里申请"),
        ("邊個負責", "谁负责"),
        ("幾時生效", "何时生效"),
        ("使唔使牌照", "是否需要牌照"),
        ("唔使牌照", "不需要牌照"),
        ("係咪要交稅", "是否要交税"),
        ("佢哋嘅公司", "他们的公司"),
        ("攞咗資助", "取得了资助"),
    ],
)
def test_cantonese_is_put_into_written_chinese(spoken: str, written: str) -> None:
    assert to_written(fold(spoken)) == written


@pytest.mark.parametrize("text", ["企业财资中心的税率是多少？", "what is a ctc?", ""])
def test_written_text_is_left_alone(text: str) -> None:
    assert to_written(text) == text
